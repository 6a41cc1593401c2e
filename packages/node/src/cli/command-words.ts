import { type Words, words } from '@casewright/core/model';

/** What the command line says of itself: its help, in both languages. */

export const PROGRAM_WORDS = {
  description: words(
    `A workbench for the study of rare tumours: from chart to paper, and on to the next visit.
STUDY is a study folder: study.yaml, and records/ with its tables.`,
    `罕见肿瘤研究工作台：从病历到论文，再到下一次随访。
STUDY 为研究文件夹，含 study.yaml 与存放数据表的 records/。`,
  ),
  lang: words('the language of help and messages', '帮助与提示信息的语言'),
  version: words('print the version', '显示版本'),
  help: words('print this help', '显示本帮助'),
  helpCommand: words('print the help of a command', '显示某一命令的帮助'),
  exit: words(
    `
Exit status: 0 done, 1 faults were found, 2 could not run.`,
    `
退出状态：0 完成，1 发现问题，2 无法运行。`,
  ),
} as const;

export const OPEN_WORDS = {
  description: words(
    "Serve the team's report on this machine, and print its link. Without STUDY, the study shipped with the program.",
    '在本机提供团队报告并显示其链接；不写 STUDY 时，打开随程序附带的研究。',
  ),
  port: words('the port to listen on; 0 is any that is free', '监听端口；0 为任一空闲端口'),
  host: words('the address to listen on: this machine only', '监听地址：仅限本机'),
  noOpen: words('do not open the browser', '不打开浏览器'),
  lang: words('the language to begin with', '起始语言'),
} as const;

export const CHECK_WORDS = {
  description: words(
    'Print everything wrong with a study: document, records, report; all faults at once.',
    '列出研究的全部问题，包括研究文档、记录与报告，一次列全。',
  ),
  json: words('print the faults as JSON', '以 JSON 格式输出问题'),
  lang: words('the language of the messages', '提示信息的语言'),
} as const;

export const REPORT_WORDS = {
  description: words(
    'Run the plan of a study and write report.html (or report.docx), results.json, figures/*.svg and tables/*.csv.',
    '执行研究的分析计划，写出 report.html（或 report.docx）、results.json、figures/*.svg 与 tables/*.csv。',
  ),
  out: words('the folder to write to', '写入的文件夹'),
  format: words(
    'html, docx, or both joined by a comma; later also pdf',
    'html、docx，或二者以英文逗号分隔；今后另有 pdf',
  ),
  lang: words('the language of the report', '报告的语言'),
  audience: words(
    'public has no patient in it; team opens patients and is not for sharing',
    'public 为公开版，不含任何患者；team 为团队版，可查看患者，请勿外传',
  ),
  verbose: words('name every file that was written', '列出写出的每个文件'),
} as const;

export const NEW_WORDS = {
  description: words(
    'Make a study folder to start from, in a new or empty folder DIR; git ignores its records.',
    '在新文件夹或空文件夹 DIR 中新建研究文件夹；git 不会保存其中的记录。',
  ),
  template: words(
    'blank is a small whole study to fill in; imt the document of the shipped study',
    'blank 为可逐项填写的小型完整研究；imt 为随程序附带的研究文档',
  ),
  from: words(
    'propose the study from a workbook or table (XLSX, CSV, Parquet, JSON); see docs/new-from-workbook.md',
    '由工作簿或数据表（XLSX、CSV、Parquet、JSON）拟定研究，详见 docs/new-from-workbook.md',
  ),
  answers: words('with --from: the file of answers to its questions', '与 --from 合用：问题的答复文件'),
  json: words('with --from: print columns and questions as JSON', '与 --from 合用：以 JSON 格式输出各列与问题'),
  withExamples: words('put invented records in, to look at', '附带虚构的示例记录，供浏览'),
  lang: words('the language of the messages', '提示信息的语言'),
  written: (folder: string, withExamples: boolean) =>
    words(
      `Made the study folder ${folder}.${withExamples ? ' Its records are INVENTED: take them out before you enter your own.' : ''}
README.md in it leads from here to a report. The first steps:
  ${folder}/study.yaml   put in what is yours; it says where
  ${folder}/records/     a table for each form, a row for each patient
  casewright check ${folder}
  casewright report ${folder} --out DIR
`,
      `已新建研究文件夹 ${folder}。${withExamples ? '其中的记录均为虚构，录入真实病例前请先删除。' : ''}
其中的 README.zh-CN.md 说明如何一步步得到报告。首先：
  ${folder}/study.yaml   按其中的提示填写本研究的内容
  ${folder}/records/     每种表单一个数据表，每位患者一行
  casewright check ${folder} --lang zh-CN
  casewright report ${folder} --out DIR --lang zh-CN
`,
    ),
} as const;

export const ANALYZE_WORDS = {
  description: words(
    `Analyse the follow-up in any table, one row a patient, without a study: curves, tests, Cox regression. TABLE is CSV, XLSX, Parquet or JSON; docs/analyze.md has examples.`,
    `直接分析任意表格中的随访资料（每行一例患者），无需研究文档：生存曲线、检验、Cox 回归。TABLE 可为 CSV、XLSX、Parquet 或 JSON；示例见 docs/analyze.md。`,
  ),
  time: words(
    'the column of times, from time 0 to the end of follow-up; of dates of the end where --start names those of time 0',
    '时间列：自时间零点至随访终止；与 --start 同用时为终止日期列',
  ),
  start: words('the column of dates of time 0', '起点日期列'),
  entry: words(
    'the column of late entries (left truncation): times as --time has them, or dates with --start',
    '延迟进入列（左截断）：与 --time 同单位的时间；与 --start 同用时为日期',
  ),
  answer: words(
    'what a question about the table is answered with, such as dateOrder:seen=dmy',
    '对表格疑问的答复，如 dateOrder:seen=dmy',
  ),
  event: words('the column of statuses at that time', '状态列：随访终止时的状态'),
  eventValue: words('the status that is the event; several joined by commas', '表示事件的状态编码；多个以英文逗号分隔'),
  censorValue: words('the status of those last seen without it', '表示删失（末次随访时未发生事件）的状态编码'),
  competingValue: words('the status after which the event can no longer happen', '表示竞争事件的状态编码'),
  group: words('the column of groups that are compared', '分组列：比较各组'),
  adjust: words('further columns for the Cox model', '纳入 Cox 模型的其他列'),
  factors: words('columns of numbers that are codes', '取值为编码而非数值的列'),
  reference: words('the value that others are compared with', '参照值'),
  unit: words('the unit of the times', '时间单位'),
  times: words('at which times survival is given', '给出生存率的时间点'),
  conf: words('the scale of the limits of a curve', '曲线置信限所用的变换'),
  delimiter: words(
    'comma, semicolon, tab, bar, space or a mark',
    '分隔符：comma、semicolon、tab、bar、space 或某一符号',
  ),
  decimal: words('what a comma in a number is', '数字中逗号的含义（comma 为小数点，point 为千位分隔）'),
  encoding: words('the encoding of a text file, such as gb18030', '文本文件的编码，如 gb18030'),
  sheet: words('the sheet of a workbook', '工作簿中的工作表'),
  noHeader: words('the first row is a patient; columns are 1, 2, 3 ...', '首行即为患者数据；各列称为 1、2、3……'),
  out: words(
    'write report.html, results.json, figures and tables there',
    '将 report.html、results.json、图与表写入该文件夹',
  ),
  audience: words(
    'public has no row of the table in it; team opens the rows of each number',
    'public 为公开版，不含表中任何一行；team 为团队版，可查看每个数字所依据的行',
  ),
  lang: words('the language of report and messages', '报告与提示信息的语言'),
  json: words('print every result as JSON', '以 JSON 格式输出全部结果'),
} as const;

export const FIND_WORDS = {
  reports: words('the files of the extract', '提取数据的文件'),
  out: words(
    'write evidence.html, candidates.json, candidates.csv and a screening sheet for each screener there',
    '将 evidence.html、candidates.json、candidates.csv 与每名筛查者的筛查表写入该文件夹',
  ),
  screeners: words('short names of the screeners, each of whom gets a sheet', '筛查者简称，每人一份筛查表'),
  sample: words(
    'how many reports without a hit are drawn to be screened, too; by default as the study document says',
    '从未命中报告中抽取多少份一并筛查；默认按研究文档设定',
  ),
  seed: words('the seed of that draw and of the order of rows', '抽样与行顺序所用的随机种子'),
  map: words('which column holds what, where that is not seen from their names', '列名无法识别时，说明各列含义的文件'),
  encoding: words(
    'how the letters of the files are written down, where that is not seen',
    '文件的字符编码（无法识别时指定）',
  ),
  delimiter: words(
    'what parts the columns of a text file, where that is not seen',
    '文本文件的列分隔符（无法识别时指定）',
  ),
  passphrase: words(
    'ask for a passphrase that seals the hospital numbers (or set CASEWRIGHT_PASSPHRASE)',
    '输入口令以加密医院编号（也可设置 CASEWRIGHT_PASSPHRASE）',
  ),
  resume: words('go on where a stopped search of the same files was', '从上次中断处继续检索'),
  examples: words(
    `
Examples:
  casewright find STUDY --reports reports.csv letters.csv
  casewright find STUDY --reports reports.csv --out found --screeners A,B --sample 300
  casewright find STUDY --reports reports.csv --json
  casewright find STUDY --explain report.txt`,
    `
示例：
  casewright find STUDY --reports reports.csv letters.csv --lang zh-CN
  casewright find STUDY --reports reports.csv --out found --screeners A,B --sample 300
  casewright find STUDY --reports reports.csv --json
  casewright find STUDY --explain report.txt`,
  ),
  description: words(
    'Find candidates in report texts, each with its evidence. With --evaluate: judge gold sentences, without a study.',
    '在报告文本中检索候选病例，并列出依据。使用 --evaluate 时：判读金标准句子，无需研究。',
  ),
  explain: words(
    'say how one report was read: a text file, or with --reports the id of a report',
    '说明一份报告如何被判读：文本文件；与 --reports 同用时为报告编号',
  ),
  kind: words(
    'for --explain: what kind of report the text file is, as the extract would call it',
    '用于 --explain：该文本文件的报告类型，写法同提取数据',
  ),
  evaluate: words(
    'judge the phrase of each sentence of a tab-separated file: precision, recall, F1 and a confusion table an axis',
    '判读金标准中每句的词语：按各轴给出精确率、召回率与调和均值，附混淆表',
  ),
  json: words('print the result as JSON', '以 JSON 格式输出结果'),
  lang: words('the language of the messages', '提示信息的语言'),
} as const;

export const SCREEN_WORDS = {
  description: words(
    "Read screeners' sheets back into the study: agreement, disagreements, the screening log, and what the search missed.",
    '将筛查者填妥的表格读回研究：一致性、分歧、筛查日志，以及检索可能的遗漏。',
  ),
  decisions: words('the sheets of one or two screeners, joined by a comma', '一或两名筛查者的表格，以英文逗号分隔'),
  adjudicated: words('the sheet on which a third person settled the disagreements', '第三人裁定分歧的表格'),
  out: words(
    'write the numbers, the RECORD items and a sheet for adjudication there',
    '将各项数字、RECORD 条目与裁定表写入该文件夹',
  ),
  json: words('print agreement, disagreements and every number as JSON', '以 JSON 格式输出一致性、分歧与全部数字'),
  lang: words('the language of messages and sheets', '提示信息与表格的语言'),
  examples: words(
    `
Examples:
  casewright screen STUDY --decisions screening-A.xlsx,screening-B.xlsx --out screened
  casewright screen STUDY --decisions screening-A.xlsx,screening-B.xlsx --adjudicated adjudication.xlsx`,
    `
示例：
  casewright screen STUDY --decisions screening-A.xlsx,screening-B.xlsx --out screened --lang zh-CN
  casewright screen STUDY --decisions screening-A.xlsx,screening-B.xlsx --adjudicated adjudication.xlsx`,
  ),
} as const;

export const CONFORMANCE_WORDS = {
  description: words(
    "Answer R's fixtures in DIR (*.json, one file a method) and compare every number; see docs/validation.md.",
    '计算 DIR 中 R 的算例（*.json，每种方法一个文件）并逐一比较数字，详见 docs/validation.md。',
  ),
  json: words('print each case with its verdict as JSON', '以 JSON 格式输出各算例及其判定'),
  lang: words('the language of verdicts and reasons', '判定与理由的语言'),
} as const;

export const CLAIMS_WORDS = {
  description: words(
    'Judge what the study document claims by the results of its plan, or what a manuscript says.',
    '依据分析计划的结果，核对研究文档中的论断或文稿中的语句。',
  ),
  text: words(
    'a plain text or Markdown file: judge its sentences instead',
    '纯文本或 Markdown 文件：改为核对其中的语句',
  ),
  json: words('print the claims as JSON', '以 JSON 格式输出论断'),
  lang: words('the language of verdicts and reasons', '判定与理由的语言'),
} as const;

/** The words around a command that is decided and not built. */
export function plannedSummary(summary: Words): Words {
  return words(`${summary.en} (not yet built)`, `${summary['zh-CN']}（尚未实现）`);
}

export function plannedDescription(summary: Words): Words {
  return words(`Not yet built. It will do this: ${summary.en}.`, `尚未实现。其用途：${summary['zh-CN']}。`);
}
