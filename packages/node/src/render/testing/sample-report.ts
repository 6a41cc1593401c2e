import type { Language } from '@casewright/core/model';
import type {
  Block,
  Figure,
  Inline,
  NumberCard,
  PatientCard,
  ReportDocument,
  Table,
  TableRow,
} from '@casewright/core/report';
import { drawCurve, drawFlow, survivalSteps } from './sample-drawings.ts';
import { SampleNumbers } from './sample-numbers.ts';
import { SAMPLE_PATIENTS, type SamplePatient } from './sample-patients.ts';

export type Sample = { document: ReportDocument; cards: NumberCard[]; patients: PatientCard[] };

const STUDY_HASH = '5f0c1d6b7a2e4938b1c04d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192';
const PLAN_HASH = '0b9a8f7e6d5c4b3a29181706f5e4d3c2b1a09f8e7d6c5b4a3928170615243342';
const SNAPSHOT = 'c4d18e2f9a7b6053412f3e4d5c6b7a89980716253443526170899a8b7c6d5e4f';

/**
 * A whole report made by hand, so that the printer can be looked at and tested without the pipeline. Its numbers are
 * the invented sixteen's known answers; its cards, tables and drawings have the shape of real ones.
 */
export function sampleReport(language: Language, audience: 'public' | 'team' = 'team'): Sample {
  const zh = language === 'zh-CN';
  const say = (en: string, chinese: string) => (zh ? chinese : en);
  const numbers = new SampleNumbers(audience);
  const all = SAMPLE_PATIENTS.map(({ id }) => id);
  const idsOf = (where: (patient: SamplePatient) => boolean) => SAMPLE_PATIENTS.filter(where).map(({ id }) => id);
  const candidates = Array.from({ length: 30 }, (_, index) =>
    index < 16 ? (all[index] as string) : `INV-X${String(index - 15).padStart(2, '0')}`,
  );
  const set = say('Complete cases: core variables recorded and follow-up known', '完整病例：核心变量已记录且随访已知');
  const planned = say('Secondary, planned before the lock', '次要，锁定前已计划');

  const counting = {
    method: say('Counts; median with quartiles (type 7) and range', '计数；中位数、四分位数（第 7 类）与范围'),
    reference: 'Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361-365.',
    options: [{ name: say('quantile type', '分位数类型'), value: '7' }],
    analysisSet: set,
    plan: planned,
    notes: [] as string[],
  };
  const kaplanMeier = {
    method: say('Kaplan-Meier estimate, log-log 95% interval', 'Kaplan-Meier 估计，log-log 95% 区间'),
    reference:
      'Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-481.',
    options: [
      { name: say('level', '置信水平'), value: '0.95' },
      { name: say('confidence', '区间变换'), value: 'log-log' },
      { name: say('grey beyond', '灰显阈值'), value: '0.15' },
    ],
    analysisSet: set,
    plan: say('Primary, planned before the lock', '主要，锁定前已计划'),
    notes: [
      say(
        'No deaths and only local recurrences: event-free and recurrence-free survival are the same curve.',
        '无死亡且仅有局部复发：无事件生存与无复发生存为同一曲线。',
      ),
    ],
  };
  const flowMethod = {
    ...counting,
    method: say('Count of candidates in the screening log', '筛选记录中候选者计数'),
    reference: '',
    options: [],
    analysisSet: say('All candidates', '全部候选者'),
  };
  const children = { label: say('Children analysed', '纳入分析的患儿'), patients: all };

  const count = (statistic: string, label: string, members: string[]): Inline =>
    numbers.bind(
      statistic,
      String(members.length),
      { title: label, unit: say('children', '名患儿'), numerator: { label, patients: members }, denominator: children },
      counting,
    );
  const share = (statistic: string, label: string, members: string[]): Inline =>
    numbers.bind(
      statistic,
      `${((members.length / all.length) * 100).toFixed(1)}%`,
      {
        title: say(`${label}, share`, `${label}，占比`),
        exact: String(members.length / all.length),
        unit: say('(proportion)', '（比例）'),
        numerator: { label, patients: members },
        denominator: children,
      },
      counting,
    );
  const survival = (suffix: string, printed: string, title: string, exact = printed): Inline =>
    numbers.bind(
      `rfs.${suffix}`,
      printed,
      {
        title,
        exact,
        unit: say('(probability)', '（概率）'),
        numerator: { label: say('Recurrence or death by then', '届时复发或死亡'), patients: ['INV-07', 'INV-10'] },
        denominator: { label: say('At risk from complete resection', '自完全切除起处于风险中'), patients: all },
        deciding: [
          { patient: 'INV-10', text: say('follow-up 2: local recurrence, day 159', '随访 2：局部复发，第 159 天') },
          { patient: 'INV-07', text: say('follow-up 3: local recurrence, day 336', '随访 3：局部复发，第 336 天') },
        ],
      },
      kaplanMeier,
    );
  const text = (value: string): Inline => ({ kind: 'text', text: value });
  const label = (value: string): Inline[] => [text(value)];

  const girls = idsOf((patient) => patient.sex === 'F');
  const boys = idsOf((patient) => patient.sex === 'M');
  const recurred = idsOf((patient) => patient.recurred);
  const age = (part: string, printed: string, title: string): Inline =>
    numbers.bind(`table1.age.${part}`, printed, { title, unit: say('years', '岁'), denominator: children }, counting);

  const dataRow = (name: string, statistic: string, members: string[]): TableRow => ({
    kind: 'data',
    indent: 1,
    cells: [
      label(name),
      [
        count(`table1.${statistic}.count`, name, members),
        text('/'),
        count('table1.n', say('Children analysed', '纳入分析的患儿'), all),
      ],
      [share(`table1.${statistic}.proportion`, name, members)],
    ],
  });
  const heading = (name: string): TableRow => ({ kind: 'heading', indent: 0, cells: [label(name)] });
  const sites = [
    ['abdomen', say('Abdomen and pelvis', '腹腔和盆腔')],
    ['head', say('Head, neck and face', '头颈面部')],
    ['chest', say('Chest wall', '胸壁')],
    ['gluteal', say('Gluteal region', '臀部')],
    ['limb', say('Left upper limb', '左上肢')],
    ['lung', say('Lung', '肺')],
  ] as const;
  const table1: Table = {
    id: 'table1',
    label: say('Table 1.', '表 1'),
    caption: label(say('The children at diagnosis', '诊断时的患儿特征')),
    columns: [
      { id: 'variable', title: label(say('Characteristic', '特征')), align: 'start' },
      { id: 'count', title: label('n/N'), align: 'end' },
      { id: 'share', title: label(say('Share', '占比')), align: 'end' },
    ],
    rows: [
      heading(say('Sex', '性别')),
      dataRow(say('Girls', '女'), 'sex.F', girls),
      dataRow(say('Boys', '男'), 'sex.M', boys),
      heading(say('Age at diagnosis, years', '诊断时年龄，岁')),
      {
        kind: 'data',
        indent: 1,
        cells: [
          label(say('Median (quartiles)', '中位数（四分位数）')),
          [
            age('median', '5.0', say('Median age at diagnosis', '诊断时年龄中位数')),
            text(' ('),
            age('quartile1', '2.9', say('First quartile of age', '年龄第一四分位数')),
            text('–'),
            age('quartile3', '8.6', say('Third quartile of age', '年龄第三四分位数')),
            text(')'),
          ],
          [],
        ],
      },
      {
        kind: 'data',
        indent: 1,
        cells: [
          label(say('Range', '范围')),
          [
            age('minimum', '0.6', say('Youngest', '最小年龄')),
            text('–'),
            age('maximum', '13.5', say('Oldest', '最大年龄')),
          ],
          [],
        ],
      },
      heading(say('Site', '部位')),
      ...sites.map(([site, name]) =>
        dataRow(
          name,
          `site.${site}`,
          idsOf((patient) => patient.site === site),
        ),
      ),
      heading(say('Resection margin', '切缘')),
      ...(['R0', 'R1', 'RX'] as const).map((margin) =>
        dataRow(
          margin,
          `margin.${margin}`,
          idsOf((patient) => patient.margin === margin),
        ),
      ),
    ],
    footnotes: [
      label(
        say(
          'N: children with the item recorded. Ages are completed years with one decimal.',
          'N：该项目有记录的患儿数。年龄为周岁，保留一位小数。',
        ),
      ),
      label(
        say(
          'R0 no tumour at the margin; R1 microscopic; RX not assessable (piecemeal).',
          'R0 切缘无肿瘤；R1 镜下残留；RX 无法评估（分块切除）。',
        ),
      ),
    ],
  };

  const symptomNames = zh
    ? ['腹痛', '恶心', '呕吐', '发热', '无痛性肿块', '吸气性呼吸困难', '咳嗽', '咳痰', '反复呼吸道感染']
    : [
        'Abdominal pain',
        'Nausea',
        'Vomiting',
        'Fever',
        'Painless mass',
        'Inspiratory dyspnoea',
        'Cough',
        'Sputum',
        'Recurrent respiratory infections',
      ];
  const symptomsBySite: Table = {
    id: 'symptoms',
    label: say('Table 2.', '表 2'),
    caption: label(
      say('Symptoms at presentation by site; a child may have several', '各部位的首发症状；一名患儿可有多种'),
    ),
    columns: [
      { id: 'site', title: label(say('Site', '部位')), align: 'start' },
      { id: 'n', title: label('n'), align: 'end' },
      ...symptomNames.map((name, index) => ({ id: `symptom${index}`, title: label(name), align: 'end' as const })),
    ],
    rows: sites.map(([site, name]) => {
      const members = idsOf((patient) => patient.site === site);
      return {
        kind: 'data',
        indent: 0,
        cells: [
          label(name),
          [count(`symptoms.${site}.n`, name, members)],
          ...symptomNames.map((symptom, index) => {
            const present = (index < 4 && site === 'abdomen') || (index === 4 && site !== 'lung' && site !== 'abdomen');
            return [
              count(
                `symptoms.${site}.s${index}.count`,
                say(`${symptom}: ${name}`, `${name}：${symptom}`),
                present ? members.slice(0, 4) : [],
              ),
            ];
          }),
        ],
      } satisfies TableRow;
    }),
    footnotes: [
      label(say('Counts only: each child can appear in several columns.', '仅为计数：同一患儿可出现在多列。')),
    ],
  };

  const flowCounts: [string, string, string[]][] = [
    ['candidates', say('Candidates found', '发现的候选者'), candidates],
    ['eligible', say('Eligible', '符合条件'), candidates.slice(0, 20)],
    ['complete', say('Analysed', '纳入分析'), all],
  ];
  const excludedCounts: [string, string, string[]][][] = [
    [
      ['duplicate', say('Same child twice', '同一患儿重复'), candidates.slice(20, 22)],
      ['outsideWindow', say('Diagnosed outside the window', '诊断日期在窗口外'), candidates.slice(22, 24)],
      ['adult', say('18 years or older', '18 岁及以上'), candidates.slice(24, 25)],
      ['mention', say('Mentioned only, never diagnosed', '仅提及，未诊断'), candidates.slice(25, 26)],
      ['notImt', say('Not IMT on central review', '中心复核非 IMT'), candidates.slice(26, 30)],
    ],
    [
      ['incomplete', say('Incomplete data or follow-up', '资料或随访不完整'), candidates.slice(16, 19)],
      ['objected', say('Guardian objected', '监护人反对'), candidates.slice(19, 20)],
    ],
  ];
  const flowBox = ([id, name, members]: [string, string, string[]]) => {
    const statistic = `flow.${id}.count`;
    const source = { title: name, numerator: { label: name, patients: members } };
    return {
      statistic,
      count: members.length,
      text: name,
      inline: numbers.bind(statistic, String(members.length), source, flowMethod),
    };
  };
  const kept = flowCounts.map(flowBox);
  const left = excludedCounts.map((reasons) => reasons.map(flowBox));
  const flow: Figure = {
    id: 'flow',
    label: say('Figure 1.', '图 1'),
    caption: label(say('From candidates to the children analysed', '从候选者到纳入分析的患儿')),
    svg: drawFlow(kept, left),
    alternative: say(
      'Flow diagram. Of 30 candidates 10 were not eligible; of 20 eligible children 16 were analysed.',
      '流程图。30 名候选者中 10 名不符合条件；20 名符合条件者中 16 名纳入分析。',
    ),
    data: {
      id: 'flowData',
      label: say('Figure 1, data.', '图 1 数据'),
      caption: label(say('Candidates at each step', '各步骤候选者')),
      columns: [
        { id: 'step', title: label(say('Step', '步骤')), align: 'start' },
        { id: 'n', title: label('n'), align: 'end' },
      ],
      rows: [kept[0], ...(left[0] ?? []), kept[1], ...(left[1] ?? []), kept[2]]
        .filter((box) => box !== undefined)
        .map((box) => ({ kind: 'data', indent: 0, cells: [label(box.text), [box.inline]] })),
      footnotes: [],
    },
    footnotes: [],
  };

  const atRisk = [0, 12, 24, 36, 48, 60, 72, 84, 96].map((months) => {
    const members = idsOf(({ days }) => days >= months * 30.4375);
    const title = say(`At risk at ${months} months`, `${months} 个月时处于风险中`);
    return {
      months,
      inline: numbers.bind(
        `rfs.atRisk@${months}mo`,
        String(members.length),
        { title, numerator: { label: title, patients: members }, denominator: children },
        kaplanMeier,
      ),
    };
  });
  const curve: Figure = {
    id: 'rfs',
    label: say('Figure 2.', '图 2'),
    caption: label(say('Recurrence-free survival from complete resection', '自完全切除起的无复发生存')),
    svg: drawCurve(SAMPLE_PATIENTS, {
      survival: say('Recurrence-free survival', '无复发生存率'),
      months: say('Months from complete resection', '自完全切除起的月数'),
      atRisk: say('At risk', '风险人数'),
    }),
    alternative: say(
      'Kaplan-Meier curve. Recurrence-free survival falls in three steps within 20 months to 79.8% and stays there.',
      'Kaplan-Meier 曲线。无复发生存率在 20 个月内分三步降至 79.8%，此后保持不变。',
    ),
    data: {
      id: 'rfsData',
      label: say('Figure 2, data.', '图 2 数据'),
      caption: label(say('At risk', '风险人数')),
      columns: [
        { id: 'months', title: label(say('Months', '月')), align: 'end' },
        { id: 'atRisk', title: label(say('At risk', '风险人数')), align: 'end' },
      ],
      rows: atRisk.map(({ months, inline }) => ({ kind: 'data', indent: 0, cells: [label(String(months)), [inline]] })),
      footnotes: survivalSteps(SAMPLE_PATIENTS).map((step) =>
        label(
          say(`Step at day ${step.days}: ${step.atRisk} at risk.`, `第 ${step.days} 天：${step.atRisk} 人处于风险中。`),
        ),
      ),
    },
    footnotes: [
      label(
        say(
          'Ticks: censored at the last assessment of disease. One month is 30.4375 days.',
          '短竖线：在末次病情评估时删失。一个月为 30.4375 天。',
        ),
      ),
    ],
  };

  const survivalAtYear = survival(
    'survival@12mo',
    '87.1%',
    say('Recurrence-free survival at 12 months', '12 个月无复发生存率'),
    '0.870535714286',
  );
  const lower = survival('survival@12mo.lower', '57.3%', say('Lower limit at 12 months', '12 个月下限'));
  const upper = survival('survival@12mo.upper', '96.6%', say('Upper limit at 12 months', '12 个月上限'));
  const paragraph = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines });

  const document: ReportDocument = {
    language,
    audience,
    title: say(
      'Inflammatory myofibroblastic tumour in children: clinical features, surgery and recurrence at one hospital',
      '儿童炎性肌纤维母细胞瘤：单中心临床特征、手术与复发',
    ),
    notice: say(
      'Invented data. Every patient in this report is invented; no number in it describes a real child.',
      '虚构数据。本报告中的所有患者均为虚构，任何数字均不代表真实患儿。',
    ),
    watermark: audience === 'team' ? say('Study team only', '仅限研究团队') : null,
    authors: [
      {
        name: 'A. Author',
        orcid: '0000-0002-1825-0097',
        affiliation: say('Department of Paediatric Surgery, Invented Hospital', '虚构医院小儿外科'),
      },
      {
        name: 'B. Writer',
        orcid: null,
        affiliation: say('Department of Pathology, Invented Hospital', '虚构医院病理科'),
      },
      {
        name: 'C. Counter',
        orcid: null,
        affiliation: say('Department of Paediatric Surgery, Invented Hospital', '虚构医院小儿外科'),
      },
    ],
    provenance: {
      study: 'imt',
      studyVersion: '1.0.0',
      studyHash: STUDY_HASH,
      planHash: PLAN_HASH,
      snapshot: SNAPSHOT,
      program: 'casewright 0.1.0',
      dataLock: '2025-03-31',
    },
    sections: [
      {
        id: 'background',
        title: say('What was studied', '研究内容'),
        blocks: [
          paragraph(
            text(
              say(
                'Inflammatory myofibroblastic tumour is a rare neoplasm of intermediate biological potential. We looked back over the children diagnosed with it at one hospital, as the ',
                '炎性肌纤维母细胞瘤是一种罕见的中间型肿瘤。我们回顾了在一家医院确诊的患儿，参照',
              ),
            ),
            {
              kind: 'link',
              href: 'https://doi.org/10.3389/fped.2025.1667711',
              text: say('founding series', '原始研究'),
            },
            text(
              say(
                ' did, and asked how often it comes back after complete resection.',
                '，并探讨完全切除后的复发情况。',
              ),
            ),
          ),
        ],
      },
      {
        id: 'flow',
        title: say('Who was included', '纳入情况'),
        blocks: [
          paragraph(
            text(say('Of ', '在 ')),
            { kind: 'number', statistic: 'flow.candidates.count', text: '30' },
            text(say(' candidates, ', ' 名候选者中，')),
            { kind: 'number', statistic: 'flow.eligible.count', text: '20' },
            text(say(' were eligible and ', ' 名符合条件，')),
            { kind: 'number', statistic: 'flow.complete.count', text: '16' },
            text(say(' were analysed.', ' 名纳入分析。')),
          ),
          { kind: 'figure', figure: flow },
        ],
      },
      {
        id: 'methods',
        title: say('Methods', '方法'),
        blocks: [
          { kind: 'heading', level: 3, text: say('Endpoints', '终点') },
          {
            kind: 'definitions',
            entries: [
              {
                term: label(say('Recurrence-free survival', '无复发生存')),
                description: label(
                  say(
                    'From the first macroscopically complete resection (R0, R1 or RX) to recurrence at any site or death; otherwise censored at the last assessment of disease. A phone call is not an assessment.',
                    '自首次肉眼完全切除（R0、R1 或 RX）至任何部位复发或死亡；否则在末次病情评估时删失。电话随访不算评估。',
                  ),
                ),
              },
            ],
          },
          { kind: 'heading', level: 3, text: say('Statistics', '统计') },
          {
            kind: 'list',
            ordered: false,
            items: [
              label(
                say(
                  'Survival by Kaplan-Meier; pointwise 95% limits on the log-log scale.',
                  '生存采用 Kaplan-Meier 法；逐点 95% 界限采用 log-log 变换。',
                ),
              ),
              [
                text(
                  say(
                    'A curve is grey where one more event would move it by more than ',
                    '当再多一次事件会使曲线变动超过',
                  ),
                ),
                { kind: 'text', text: '0.15', code: true },
                text(say('; it is ', '时以灰色显示；曲线')),
                { kind: 'text', text: say('not', '不会'), emphasis: true },
                text(say(' cut.', '被截断。')),
              ],
            ],
          },
        ],
      },
      {
        id: 'results',
        title: say('Results', '结果'),
        blocks: [
          { kind: 'heading', level: 3, text: say('The children', '患儿') },
          paragraph(
            count('table1.n', say('Children analysed', '纳入分析的患儿'), all),
            text(say(' children were analysed, ', ' 名患儿纳入分析，其中男 ')),
            { kind: 'number', statistic: 'table1.sex.M.count', text: String(boys.length) },
            text(say(' boys and ', ' 名、女 ')),
            { kind: 'number', statistic: 'table1.sex.F.count', text: String(girls.length) },
            text(say(' girls, with a median age of ', ' 名，年龄中位数 ')),
            { kind: 'number', statistic: 'table1.age.median', text: '5.0' },
            text(say(' years (', ' 岁（')),
            { kind: 'number', statistic: 'table1.age.minimum', text: '0.6' },
            text('–'),
            { kind: 'number', statistic: 'table1.age.maximum', text: '13.5' },
            text(say(').', '）。')),
          ),
          { kind: 'table', table: table1 },
          { kind: 'table', table: symptomsBySite },
          { kind: 'heading', level: 3, text: say('Recurrence', '复发') },
          paragraph(
            text(say('The tumour recurred in ', '肿瘤复发 ')),
            count('recurrence.count', say('Recurrence', '复发'), recurred),
            text(say(' of ', '/')),
            { kind: 'number', statistic: 'table1.n', text: '16' },
            text(say(' children (', ' 名患儿（')),
            share('recurrence.proportion', say('Recurrence', '复发'), recurred),
            text(say('). Recurrence-free survival at 12 months was ', '）。12 个月无复发生存率为 ')),
            survivalAtYear,
            text(say(' (95% CI ', '（95% CI ')),
            lower,
            text('–'),
            upper,
            text(say('), and at 24 and 60 months ', '），24 和 60 个月为 ')),
            survival(
              'survival@24mo',
              '79.8%',
              say('Recurrence-free survival at 24 months', '24 个月无复发生存率'),
              '0.797991071429',
            ),
            text(say('. No child died.', '。无患儿死亡。')),
          ),
          { kind: 'figure', figure: curve },
          {
            kind: 'note',
            tone: 'warning',
            inlines: label(
              say(
                'Three events carry this curve. Beyond five years fewer than seven children were still followed.',
                '该曲线仅由三次事件支撑。五年以后仍在随访的患儿不足七名。',
              ),
            ),
          },
          {
            kind: 'note',
            tone: 'info',
            inlines: label(
              say(
                'Event-free survival is the same curve and is not drawn again.',
                '无事件生存与此曲线相同，不再重复绘制。',
              ),
            ),
          },
        ],
      },
      {
        id: 'limits',
        title: say('Limits', '局限'),
        blocks: [
          paragraph(
            text(
              say(
                'Sixteen children from one hospital can show what happened to them; they cannot show why. Four of twenty eligible children were left out for incomplete data or objection, which may have favoured those who did well.',
                '来自一家医院的十六名患儿只能说明发生了什么，不能说明原因。二十名符合条件者中有四名因资料不完整或反对而未纳入，可能偏向预后较好者。',
              ),
            ),
          ),
        ],
      },
    ],
  };
  const patients: PatientCard[] =
    audience === 'public'
      ? []
      : SAMPLE_PATIENTS.map((patient) => ({
          patient: patient.id,
          lines: [
            { label: say('Sex', '性别'), value: patient.sex === 'F' ? say('girl', '女') : say('boy', '男') },
            { label: say('Age at diagnosis', '诊断时年龄'), value: `${patient.ageYears} ${say('years', '岁')}` },
            { label: say('Diagnosed', '诊断日期'), value: patient.diagnosed },
            { label: say('Site', '部位'), value: sites.find(([site]) => site === patient.site)?.[1] ?? patient.site },
            { label: say('Margin', '切缘'), value: patient.margin },
            { label: say('Recurrence', '复发'), value: patient.recurred ? say('yes', '有') : say('no', '无') },
          ],
        }));
  return { document, cards: [...numbers.cards.values()], patients };
}
