import type { Labels } from '../model/index.ts';
import type { CodeDraft, ItemDraft } from './column-plan.ts';
import type { EndpointProposal, Endpoints, SourceProposal } from './endpoints.ts';
import { Ids, idOf } from './ids.ts';
import type { FormDraft } from './proposal.ts';

export type StudyDraft = {
  /** the workbook speaks Chinese somewhere, so that labels are wanted in both languages */
  isChinese: boolean;
  file: string;
  forms: readonly FormDraft[];
  markers: readonly CodeDraft[];
  endpoints: Endpoints;
};

const DESCRIBED: ReadonlySet<ItemDraft['type']> = new Set(['integer', 'decimal', 'code', 'boolean', 'age']);
const MOST_DESCRIBED = 40;

/** The text of a study document: what a workbook could say, with comments for what a person must add. */
export function studyText(draft: StudyDraft): string {
  const { file, forms, endpoints, isChinese } = draft;
  const lists = codeLists(forms);
  const title = file.replace(/\.[A-Za-z]+$/, '');
  const described = forms
    .filter((form) => !form.repeats && form.known !== 'followUp')
    .flatMap((form) => form.items.filter(({ type }) => DESCRIBED.has(type)).map(({ id }) => `${form.id}.${id}`));
  const outcome = forms
    .filter((form) => !form.repeats && form.known === 'followUp')
    .flatMap((form) => form.items.filter(({ type }) => DESCRIBED.has(type)).map(({ id }) => `${form.id}.${id}`));
  const lines = [
    `# A study proposed from ${file.replace(/[\r\n]/g, ' ')}. Read it through: what is marked TRANSLATE or TO SETTLE is not known from the workbook.`,
    'casewright: study/1',
    `id: ${idOf(title) ?? 'proposed'}`,
    'version: 0.1.0',
    `title: ${labels({ en: title, 'zh-CN': title })}`,
    isChinese ? 'languages: [en, zh-CN]' : 'languages: [en]',
    ...(isChinese ? ['# Labels that stand in Chinese under "en" have no translation yet.'] : []),
    '# TO SETTLE: centres, ethics, registration, dataLock, authors and statements (docs/study-document.md). A report warns of each.',
    '',
    ...lists.lines,
    'forms:',
    ...forms.flatMap((form) => formLines(form, lists.names)),
    '',
    '# TO SETTLE: who is in. Only facts at diagnosis decide; without steps every patient of the workbook is.',
    'eligibility: { steps: [] }',
    ...endpointLines(endpoints.endpoints),
    'analyses:',
    ...analysisLines(described, outcome, endpoints.endpoints),
    ...reportLines(described, outcome, endpoints.endpoints),
  ];
  return `${lines.join('\n')}\n`;
}

/** Lists with the same codes and labels are one. */
function codeLists(forms: readonly FormDraft[]): { lines: string[]; names: ReadonlyMap<ItemDraft, string> } {
  const ids = new Ids();
  const byContent = new Map<string, string>();
  const names = new Map<ItemDraft, string>();
  const lines: string[] = [];
  for (const form of forms) {
    for (const item of form.items) {
      if (!item.codes) continue;
      const content = JSON.stringify(item.codes.map(({ code, label }) => [code, label]));
      let name = byContent.get(content);
      if (name === undefined) {
        name = ids.take(item.id);
        byContent.set(content, name);
        lines.push(`  ${name}:`, `    label: ${labels(item.label)}`, '    codes:');
        for (const { code, label, untranslated } of item.codes) {
          lines.push(`      - { code: ${quoted(code)}, label: ${labels(label)} }${untranslated ? ' # TRANSLATE' : ''}`);
        }
      }
      names.set(item, name);
    }
  }
  return { lines: lines.length > 0 ? ['codeLists:', ...lines, ''] : [], names };
}

function formLines(form: FormDraft, names: ReadonlyMap<ItemDraft, string>): string[] {
  return [
    ...(form.comment ? [`  # ${form.comment}`] : []),
    `  - id: ${form.id}`,
    `    label: ${labels(form.label)}${form.untranslated ? ' # TRANSLATE' : ''}`,
    ...(form.repeats ? ['    repeats: true'] : []),
    `    known: ${form.known}`,
    ...(form.datedBy ? [`    datedBy: ${form.datedBy}`] : []),
    '    items:',
    ...form.items.flatMap((item) => {
      const comment = form.comments.get(item.id);
      const keys = [
        `id: ${item.id}`,
        `label: ${labels(item.label)}`,
        `type: ${item.type}`,
        ...(names.has(item) ? [`codes: ${names.get(item)}`] : []),
        ...(item.unit === undefined ? [] : [`unit: ${quoted(item.unit)}`]),
        ...(item.decimals === undefined ? [] : [`decimals: ${item.decimals}`]),
        ...(item.precision === undefined ? [] : [`precision: ${item.precision}`]),
        ...(item.identifying ? ['identifying: true'] : []),
      ];
      return [
        ...(comment ? [`      # ${comment.replace(/[\r\n]+/g, ' ')}`] : []),
        `      - { ${keys.join(', ')} }${item.untranslated ? ' # TRANSLATE' : ''}`,
      ];
    }),
  ];
}

function endpointLines(endpoints: readonly EndpointProposal[]): string[] {
  if (endpoints.length === 0) return [];
  const source = (one: SourceProposal): string =>
    `{ id: ${one.id}, label: ${labels(one.label)}, form: ${one.form}, date: ${one.date}${one.where === null ? '' : `, where: ${quoted(one.where)}`} }`;
  return [
    'endpoints:',
    ...endpoints.flatMap((endpoint) => [
      `  # ${endpoint.comment}`,
      `  - id: ${endpoint.id}`,
      `    label: ${labels(endpoint.label)}`,
      `    eventLabel: ${labels(endpoint.eventLabel)}`,
      `    timeZero: { label: ${labels(endpoint.timeZero.label)}, form: ${endpoint.timeZero.form}, date: ${endpoint.timeZero.date} }`,
      '    events:',
      ...endpoint.events.map((one) => `      - ${source(one)}`),
      '    censoring:',
      ...endpoint.censoring.map((one) => `      - ${source(one)}`),
      '    partialDates: midpoint',
    ]),
  ];
}

function analysisLines(
  described: readonly string[],
  outcome: readonly string[],
  endpoints: readonly EndpointProposal[],
): string[] {
  const list = (variables: readonly string[]): string => `[${variables.slice(0, MOST_DESCRIBED).join(', ')}]`;
  return [
    '  - { id: completeness, kind: completeness, role: exploratory, set: eligible, title: { en: What is recorded, zh-CN: 资料完整性 } }',
    ...(described.length > 0
      ? [
          `  - { id: table1, kind: describe, role: secondary, set: eligible, title: { en: Patients, zh-CN: 患者基线资料 }, variables: ${list(described)} }`,
        ]
      : []),
    ...(outcome.length > 0
      ? [
          `  - { id: table2, kind: describe, role: secondary, set: eligible, title: { en: Course and further facts, zh-CN: 随访与其他资料 }, variables: ${list(outcome)} }`,
        ]
      : []),
    ...endpoints.map(
      ({ id, label }, index) =>
        `  - { id: ${id}, kind: kaplanMeier, role: ${index === 0 ? 'primary' : 'secondary'}, set: eligible, title: ${labels(label)}, endpoint: ${id}, times: [12, 24, 60], timeUnit: month }`,
    ),
  ];
}

function reportLines(
  described: readonly string[],
  outcome: readonly string[],
  endpoints: readonly EndpointProposal[],
): string[] {
  const parts = [
    ...(described.length > 0 ? ['{{table: table1}}'] : []),
    ...(outcome.length > 0 ? ['{{table: table2}}'] : []),
    ...endpoints.flatMap(({ id }) => [`{{figure: ${id}}}`, `{{table: ${id}}}`]),
    '{{table: completeness}}',
    '{{warnings}}',
  ];
  const text = (language: string): string[] => [
    `        ${language}: |`,
    ...parts.flatMap((part, index) => (index === 0 ? [`          ${part}`] : ['', `          ${part}`])),
  ];
  return [
    'report:',
    '  sections:',
    '    - id: methods',
    '      title: { en: Methods, zh-CN: 方法 }',
    '      text: { en: "{{methods}}", zh-CN: "{{methods}}" }',
    '    - id: results',
    '      title: { en: Results, zh-CN: 结果 }',
    '      text:',
    ...text('en'),
    ...text('zh-CN'),
    '  limitations:',
    '    - { en: The study document was proposed from a workbook and is to be read through by a person., zh-CN: 本研究文档由工作簿自动拟定，须经人工通读核对。 }',
  ];
}

function labels(label: Labels): string {
  const chinese = label['zh-CN'];
  return chinese === undefined
    ? `{ en: ${quoted(label.en)} }`
    : `{ en: ${quoted(label.en)}, zh-CN: ${quoted(chinese)} }`;
}

/** Every text in quotes: what a sheet holds may look like anything. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
