import { type Labels, words } from '../model/index.ts';

/** What the report of a table calls things. */
export const WORDS = {
  title: (file: string): Labels => words(`Follow-up in ${file}`, `${file} 随访分析`),
  event: words('the event', '事件'),
  censored: words('last seen without the event', '末次随访时未发生事件'),
  competing: words('a competing event', '竞争事件'),
  row: words('Row of the table', '表中一行'),
  everyRow: words('Every row of the table, taken for one patient', '表中每一行，视为一例患者'),
  timeZero: words('time 0 of the table', '表中的时间零点'),
  end: words('End of follow-up', '随访终止'),
  entry: (column: string): Labels => words(`the entry (${column})`, `进入（${column}）`),
  status: (column: string): Labels => words(`Status (${column})`, `状态（${column}）`),
  endpoint: words('Event-free survival', '无事件生存'),
  incidence: words('Cumulative incidence of the event', '事件累积发生率'),
  patients: words('Patients by predictor', '预测变量概况'),
  logRank: words('Event-free survival compared between groups', '各组无事件生存比较'),
  causeSpecific: words(
    'Hazard of the event compared between groups, competing events as censored',
    '各组事件风险比较（竞争事件按删失处理）',
  ),
  permutation: words('The same comparison without the chi-square approximation', '同一比较（不用卡方近似）'),
  cox: words('Predictors of the event', '事件的预测变量'),
  followUp: words('Length of follow-up', '随访时间'),
} as const;
