import { parsePartialDate, type Words, words } from '../model/index.ts';
import type { Checking } from './checking.ts';
import { RESERVED_IDS } from './names.ts';
import type { Path } from './yaml-text.ts';

/** Ids, dates, labels in every language, and the statements that a journal wants. */
export function checkIdentity(checking: Checking): void {
  checkIds(checking);
  checkDates(checking);
  checkLabels(checking, checking.study, []);
  checkStatements(checking);
}

// --- ids ---------------------------------------------------------------------------------------------------------

type Identified = { id: string; path: Path };

function checkIds(checking: Checking): void {
  const { study } = checking;
  const listed = (parts: readonly { id: string }[] | undefined, ...path: Path): Identified[] =>
    (parts ?? []).map(({ id }, index) => ({ id, path: [...path, index, 'id'] }));

  const forms = listed(study.forms, 'forms');
  const derived = listed(study.derived, 'derived');
  const sets = listed(study.analysisSets, 'analysisSets');
  const steps = [
    ...listed(study.eligibility.steps, 'eligibility', 'steps'),
    ...(study.analysisSets ?? []).flatMap((set, index) => listed(set.steps, 'analysisSets', index, 'steps')),
  ];
  const filed = words(
    'forms, whatever their case, since each becomes a file',
    '表单编号（各存为一个文件，故不分大小写）',
  );
  reportTwice(checking, filed, forms, (id) => id.toLowerCase());
  reportTwice(checking, words('derived variables', '衍生变量的编号'), derived);
  reportTwice(checking, words('analysis sets and steps of selection', '分析集和筛选步骤的编号'), [...sets, ...steps]);
  reportTwice(checking, words('endpoints', '终点的编号'), listed(study.endpoints, 'endpoints'));
  reportTwice(checking, words('analyses', '分析的编号'), listed(study.analyses, 'analyses'));
  reportTwice(checking, words('centres', '研究中心的编号'), listed(study.centres, 'centres'));
  const sections = listed(study.report?.sections, 'report', 'sections');
  reportTwice(checking, words('sections of the report', '报告章节的编号'), sections);
  reportTwice(checking, words('claims', '论断的编号'), listed(study.claims, 'claims'));
  reportTwice(checking, words('series of the literature', '文献系列的编号'), listed(study.literature, 'literature'));
  reportTwice(checking, words('surveillance schedules', '随访计划的编号'), listed(study.surveillance, 'surveillance'));
  reportTwice(checking, words('search terms', '检索词的编号'), listed(study.search?.terms, 'search', 'terms'));
  const items = study.forms.flatMap((form, index) => {
    const ofForm = (english: string, chinese: string): Words =>
      words(`${english} of the form "${form.id}"`, `表单“${form.id}”的${chinese}编号`);
    reportTwice(checking, ofForm('sections', '分节'), listed(form.sections, 'forms', index, 'sections'));
    reportTwice(checking, ofForm('checks', '核查'), listed(form.checks, 'forms', index, 'checks'));
    const own = listed(form.items, 'forms', index, 'items');
    reportTwice(checking, ofForm('items', '项目'), own);
    return own;
  });
  for (const [index, endpoint] of (study.endpoints ?? []).entries()) {
    for (const part of ['events', 'censoring', 'competing'] as const) {
      reportTwice(
        checking,
        words(`${part} of the endpoint "${endpoint.id}"`, `终点“${endpoint.id}”的${SOURCES[part]}编号`),
        listed(endpoint[part], 'endpoints', index, part),
      );
    }
  }
  for (const [id, list] of Object.entries(study.codeLists ?? {})) {
    const codes = list.codes.map(({ code }, index) => ({ id: code, path: ['codeLists', id, 'codes', index, 'code'] }));
    reportTwice(checking, words(`codes of the list "${id}"`, `编码表“${id}”中的编码`), codes);
  }
  reportReserved(checking, [...forms, ...derived, ...items, ...sets, ...listed(study.analyses, 'analyses')]);
  reportShadowed(checking, forms, derived, items);
}

const SOURCES = { events: '事件来源', censoring: '删失来源', competing: '竞争事件来源' } as const;

function reportTwice(checking: Checking, what: Words, parts: Identified[], same = (id: string) => id): void {
  const first = new Map<string, string>();
  for (const { id, path } of parts) {
    const key = same(id);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, id);
      continue;
    }
    checking.fault({
      code: 'study.duplicateId',
      path,
      message: words(
        `An id stands once among the ${what.en}. ${other === id ? `"${id}" stands again` : `"${id}" reads like "${other}"`}.`,
        `${what['zh-CN']}不得重复。${other === id ? `“${id}”重复出现` : `“${id}”与“${other}”仅大小写不同`}。`,
      ),
      hint: words(
        'Give one of the two another id, and mend what refers to it.',
        '请为其中之一更换编号，并修改引用之处。',
      ),
    });
  }
}

function reportReserved(checking: Checking, parts: Identified[]): void {
  for (const { id, path } of parts) {
    if (!isReservedId(id)) continue;
    checking.fault({
      code: 'study.reservedId',
      path,
      message: RESERVED_IDS.has(id)
        ? words(
            `Some ids mean something by themselves. "${id}" is one of them.`,
            `有些编号另有含义，不得使用。“${id}”即是其一。`,
          )
        : words(
            `A word of the expression language is no id. "${id}" is one of them.`,
            `表达式语言的保留字不能用作编号。“${id}”即是其一。`,
          ),
      hint: words(
        `Choose another id, e.g. "${id}Recorded". Reserved: ${[...RESERVED_IDS].join(', ')}.`,
        `请换一个编号，如“${id}Recorded”。另有含义的编号：${[...RESERVED_IDS].join('、')}。`,
      ),
    });
  }
}

/** Whether an id means something by itself, or is a word of the expression language. */
export function isReservedId(id: string): boolean {
  return RESERVED_IDS.has(id) || LANGUAGE_WORDS.has(id);
}

/** Words that an expression cannot use as a name. */
const LANGUAGE_WORDS: ReadonlySet<string> = new Set(
  [
    'true false null in as break const continue else for function if import let loop package namespace return var void while',
  ]
    .join(' ')
    .split(' '),
);

function reportShadowed(checking: Checking, forms: Identified[], derived: Identified[], items: Identified[]): void {
  const formIds = new Set(forms.map(({ id }) => id));
  const itemIds = new Set(items.map(({ id }) => id));
  for (const { id, path } of derived) {
    if (formIds.has(id)) {
      checking.fault({
        code: 'study.shadowedId',
        path,
        message: words(
          `A derived variable and a form cannot share an id, since expressions name both by it. "${id}" is both.`,
          `表达式以编号引用衍生变量和表单，故两者不得同名。“${id}”同时用于二者。`,
        ),
        hint: words('Give the derived variable another id.', '请为衍生变量更换编号。'),
      });
    } else if (itemIds.has(id)) {
      checking.fault({
        severity: 'warning',
        code: 'study.shadowedId',
        path,
        message: words(
          `A derived variable should not share its id with an item, since tables and text name both by it. "${id}" is both.`,
          `表格和正文以编号引用衍生变量和项目，故两者不宜同名。“${id}”同时用于二者。`,
        ),
        hint: words(
          'Give the derived variable another id, e.g. with what was done to the item.',
          '请为衍生变量更换编号，例如在编号中注明对该项目所作的处理。',
        ),
      });
    }
  }
}

// --- dates -------------------------------------------------------------------------------------------------------

function checkDates(checking: Checking): void {
  const { study } = checking;
  const dates: [string | undefined, Path][] = [
    [study.dataLock, ['dataLock']],
    [study.ethics?.date, ['ethics', 'date']],
    [study.registration?.date, ['registration', 'date']],
    [study.planLock?.at, ['planLock', 'at']],
    [study.search?.from, ['search', 'from']],
    [study.search?.to, ['search', 'to']],
  ];
  for (const [date, path] of dates) {
    if (date === undefined || parsePartialDate(date)?.precision === 'day') continue;
    checking.fault({
      code: 'study.date',
      path,
      message: words(
        `A date must be a day of the calendar. ${date} is none.`,
        `日期须为日历上存在的一天。${date} 不存在。`,
      ),
      hint: words('Correct the day, the month or the year.', '请更正年、月或日。'),
    });
  }
}

// --- labels ------------------------------------------------------------------------------------------------------

/** Every text with languages has each language that the study declares. */
function checkLabels(checking: Checking, value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) checkLabels(checking, member, [...path, index]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (typeof object.en === 'string') {
    for (const language of checking.study.languages) {
      if (typeof object[language] === 'string') continue;
      checking.fault({
        severity: 'warning',
        code: 'label.translation',
        path,
        message: words(
          `A text should have every language of the study. "${shortened(object.en)}" has no ${language}.`,
          `每段文字宜具备研究所用的各种语言。“${shortened(object.en)}”缺少 ${language} 文本。`,
        ),
        hint: words(
          `Add ${language}, or take it out of languages.`,
          `请补充 ${language} 文本，或从 languages 中删去该语言。`,
        ),
      });
    }
    return;
  }
  for (const [key, member] of Object.entries(object)) checkLabels(checking, member, [...path, key]);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 40)}...` : line;
}

// --- statements --------------------------------------------------------------------------------------------------

function checkStatements(checking: Checking): void {
  const { study } = checking;
  const statements = study.statements ?? {};
  const wanted: [boolean, Path, Words][] = [
    [
      isEmpty(statements.dataAvailability),
      ['statements', 'dataAvailability'],
      words('where the data can be had', '数据的获取途径'),
    ],
    [
      isEmpty(statements.code),
      ['statements', 'code'],
      words('where the analysis code can be had', '分析代码的获取途径'),
    ],
    [isEmpty(statements.funding), ['statements', 'funding'], words('who paid', '经费来源')],
    [isEmpty(statements.conflicts), ['statements', 'conflicts'], words('conflicts of interest', '利益冲突')],
    [
      isEmpty(statements.aiUse),
      ['statements', 'aiUse'],
      words('how artificial intelligence was used', '人工智能的使用情况'),
    ],
    [
      study.registration === undefined,
      ['registration'],
      words('registration, or that there is none', '注册信息（未注册亦须说明）'),
    ],
    [study.ethics === undefined, ['ethics'], words("the ethics committee's decision", '伦理委员会的审查意见')],
    [(study.authors ?? []).length === 0, ['authors'], words('authors with their roles', '作者及其贡献')],
  ];
  for (const [empty, path, what] of wanted) {
    if (!empty) continue;
    checking.fault({
      severity: 'warning',
      code: 'statement.empty',
      path,
      message: words(
        `A journal wants to read ${what.en}. "${path.join('.')}" says nothing.`,
        `期刊要求说明${what['zh-CN']}。“${path.join('.')}”尚无内容。`,
      ),
      hint: words('State it, if only to say that there is none.', '请予说明；确无者也请注明“无”。'),
    });
  }
}

function isEmpty(text: { en: string } | undefined): boolean {
  return text === undefined || text.en.trim() === '';
}
