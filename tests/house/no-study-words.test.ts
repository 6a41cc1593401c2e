import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStudy } from '@casewright/core/run';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/**
 * The program knows no tumour: no item, code or label of a study stands in what the packages say. Read is every text of
 * their product code (no comments, no tests, no data of tests). Three folders are dictionaries of clinical language by
 * design, which read the workbooks and the reports of any study: core/facts (stains, sizes, missing words), core/propose
 * (headers) and core/context (headings, denials, hedges, relatives). What a study searches for stands in none of them.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const LEFT_OUT = /\.test\.ts$|\/testing\/|\/test-[\w-]+\.ts$|^core\/src\/(facts|propose|context)\//;

/** Words of studies that are also words of the program, each group for its reason. */
const COMMON: Record<string, string> = {
  'keys and words of the grammar of any study document':
    'baseline belowDetection centre clone course date diagnosis equivocal event extent followUp imt include intensity kind laboratory line local marker method negative none number os pattern patterns positive primary refused result sex source start surveillance test treatment unit value verbatim waived weight',
  'English that sentences of the program use in its plain sense':
    'Complete Line None Open Partial Value birth complete completed criteria current dead death died disease done duplicate field free given lost open operation overdue partial printed progression record solid tumour visit',
  'examples in the remedies of messages, which show how an expression is written':
    'birthDate diagnosisDate fever margin pathology presentation recurrence surgery symptoms',
  'heads of columns and of fields of reports and faults':
    'Centre Equivocal Event Events Extent Follow-up Laboratory Marker Method Negative Positive Result Sex Test Unit Recurrence',
  // a comma stands for a space within one label
  'settings of an analysis, by the names that a report shows them under': 'Below,the,limit,of,detection Date,of,birth',
  'kinds of columns, by which it tells how a workbook was understood': 'stain 染色结果',
  // a table has no name for its endpoint
  'what the program calls an endpoint that has no name': 'Event-free,survival 无事件生存',
  'surnames and initials in references': 'CR',
  'the same words in Chinese':
    '不确定 中心 事件 事件日期 低于检测限 其他原因 出生日期 单位 复发 完整切除 实验室检查 开始日期 性别 成人 手术 拒绝 未评估 标志物 检验机构 检验结果 检验项目 死亡 病程 筛查结论 纳入 结果 进展 阳性 阳性范围 阴性 随访 随访期间',
};
const allowed = new Set(
  Object.values(COMMON).flatMap((words) => words.split(' ').map((word) => word.replaceAll(',', ' '))),
);

type Labels = Record<string, string>;
type Named = { id: string; label: Labels };
type Document = {
  forms: (Named & { items: Named[]; checks?: { id: string }[] })[];
  codeLists: Record<string, { label: Labels; codes: { code: string; label: Labels }[] }>;
  derived: Named[];
  endpoints: Named[];
};

/** Every id, code and label of a study; of one letter is none. */
function wordsOf({ forms, codeLists, derived, endpoints }: Document): string[] {
  const named = ({ id, label }: Named) => [id, ...Object.values(label)];
  const listed = Object.entries(codeLists).flatMap(([id, { label, codes }]) => [
    ...named({ id, label }),
    ...codes.flatMap((entry) => named({ id: entry.code, label: entry.label })),
  ]);
  const ofForms = forms.flatMap((form) => [
    ...named(form),
    ...form.items.flatMap(named),
    ...(form.checks ?? []).map(({ id }) => id),
  ]);
  const all = [...ofForms, ...listed, ...[...derived, ...endpoints].flatMap(named)];
  return [...new Set(all.map(String))].filter((word) => word.length > 1);
}

function textsOf(file: string, text: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const isModule = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
    const isType = node.parent && ts.isLiteralTypeNode(node.parent);
    if (ts.isStringLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (!isModule && !isType) texts.push(node.text);
    } else if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isRegularExpressionLiteral(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), visit);
  return texts;
}

function pattern(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(/\p{Script=Han}/u.test(word) ? escaped : `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u');
}

const sources = ['core', 'node', 'stats', 'web'].flatMap((name) =>
  readdirSync(join(root, 'packages', name, 'src'), { recursive: true })
    .map((path) => `${name}/src/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !LEFT_OUT.test(path)),
);
const said = sources.flatMap((file) => textsOf(file, readFileSync(join(root, 'packages', file), 'utf8'))).join('\n');

describe('the packages', () => {
  test('are read', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(said.length).toBeGreaterThan(100_000);
  });

  test.each(readdirSync(join(root, 'studies')))('say no word of studies/%s that is not on the list', (name) => {
    const words = wordsOf(parse(readFileSync(join(root, 'studies', name, 'study.yaml'), 'utf8')) as Document);
    expect(words.length).toBeGreaterThan(200);
    expect(words.filter((word) => !allowed.has(word) && said.includes(word) && pattern(word).test(said))).toEqual([]);
  });

  test('would be found out', () => {
    expect(pattern('yolk_sac').test("histology == 'yolk_sac'")).toBe(true);
    expect(pattern('尾骨').test('切除尾骨')).toBe(true);
    expect(pattern('done').test('abandoned')).toBe(false);
  });
});

/** Syllables by a seed, so that no name of the third study was ever met by who wrote the program. */
function namer(seed: number): () => string {
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  const syllable = () => `${'bdfgklmnprtvz'[draw(13)]}${'aeiou'[draw(5)]}`;
  const given = new Set<string>();
  return () => {
    let name = '';
    do name = `q${syllable()}${syllable()}${syllable()}x`;
    while (given.has(name));
    given.add(name);
    return name;
  };
}

describe.each([1, 2, 3])('a study that nobody wrote, by the seed %i', (seed) => {
  const name = namer(seed);
  const [
    person,
    born,
    group,
    one,
    two,
    size,
    visits,
    seen,
    state,
    gone,
    well,
    survival,
    list,
    states,
    zero,
    event,
    end,
  ] = Array.from({ length: 17 }, name) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const label = (word: string) => `{ en: ${word}, zh-CN: 虚构${word.length} }`;
  const studyText = `casewright: study/1
id: ${name()}
version: 1.0.0
title: ${label(name())}
languages: [en, zh-CN]
dataLock: 2024-12-31
codeLists:
  ${list}: { label: ${label(list)}, codes: [{ code: ${one}, label: ${label(one)} }, { code: ${two}, label: ${label(two)} }] }
  ${states}: { label: ${label(states)}, codes: [{ code: ${gone}, label: ${label(gone)} }, { code: ${well}, label: ${label(well)} }] }
forms:
  - id: ${person}
    label: ${label(person)}
    known: diagnosis
    items:
      - { id: ${born}, label: ${label(born)}, type: date, required: true }
      - { id: ${group}, label: ${label(group)}, type: code, codes: ${list} }
      - { id: ${size}, label: ${label(size)}, type: decimal, unit: cm, decimals: 1 }
  - id: ${visits}
    label: ${label(visits)}
    repeats: true
    known: followUp
    items:
      - { id: ${seen}, label: ${label(seen)}, type: date, required: true }
      - { id: ${state}, label: ${label(state)}, type: code, codes: ${states} }
eligibility:
  steps: [{ id: ${zero}, label: ${label(zero)}, require: "${person}.${born} >= date('2000-01-01')" }]
endpoints:
  - id: ${survival}
    label: ${label(survival)}
    eventLabel: ${label(event)}
    timeZero: { label: ${label(born)}, form: ${person}, date: ${born} }
    events: [{ id: ${event}, label: ${label(event)}, form: ${visits}, date: ${seen}, where: "row.${state} == '${gone}'" }]
    censoring: [{ id: ${end}, label: ${label(end)}, form: ${visits}, date: ${seen}, where: "row.${state} == '${well}'" }]
analyses:
  - { id: a1, kind: flow, role: primary, set: eligible, title: ${label('flow')} }
  - { id: a2, kind: describe, role: secondary, set: eligible, title: ${label('table')}, by: ${person}.${group}, variables: [${person}.${size}] }
  - { id: a3, kind: kaplanMeier, role: primary, set: eligible, title: ${label('curve')}, endpoint: ${survival}, by: ${person}.${group}, times: [12] }
report:
  sections: [{ id: all, title: ${label('all')}, text: { en: "{{a3.events}} of {{a3.n}}.", zh-CN: "{{a3.n}}例中{{a3.events}}例。" } }]
`;
  const patients = Array.from({ length: 12 }, (_, index) => ({ id: `Q-${index + 10}`, index }));
  const tables = [
    {
      file: `records/${person}.csv`,
      columns: ['patient', born, group, size],
      rows: patients.map(({ id, index }) => [id, `2010-01-${index + 10}`, index % 2 ? one : two, `${index + seed}.5`]),
    },
    {
      file: `records/${visits}.csv`,
      columns: ['patient', 'repeat', seen, state],
      rows: patients.map(({ id, index }) => [id, '1', `20${12 + index}-06-01`, index % 3 ? well : gone]),
    },
  ];

  test.each(['en', 'zh-CN'] as const)('is checked and reported in %s', (language) => {
    const input = { studyText, studyFile: 'study.yaml', tables, sha256: () => '0'.repeat(64) };
    const run = runStudy(input, { language, audience: 'team', program: 'test' });
    expect(
      run.issues.filter(({ severity }) => severity === 'error').map(({ code, message }) => [code, message.en]),
    ).toEqual([]);
    const values = new Map(run.results.flatMap(({ statistics }) => statistics.map(({ id, value }) => [id, value])));
    expect([values.get('a3.n'), values.get('a3.events')]).toEqual([12, 4]);
    expect(values.get(`a2.${group}.${one}.n`)).toBe(6);
    expect(JSON.stringify(run.document)).toContain(language === 'en' ? size : `虚构${size.length}`);
  });
});
