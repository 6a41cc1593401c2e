import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStudy } from '@casewright/core/run';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/**
 * The program knows no tumour: no item, code or label of a study stands in what the packages say or in how their code
 * names things. Read are every text and every name of their product code (no comments, no tests, no style sheets).
 *
 * A word of a study may stand there for one of four reasons, and each can fail:
 * - it is on one of two short lists below;
 * - the grammar of study documents has it: it is a key or a choice in docs/study.schema.json, or heads a column of a table
 *   that every study has (records/_*.csv);
 * - it is made of such words alone (diagnosisDate);
 * - it stands in a dictionary: one of the files that hold the language of medicine to read whatever hospitals and clinicians
 *   write. A dictionary is about no study: it holds many words, of which no study may own more than a small share, and no
 *   name that only one study can have given (yolkSacTumour, fetal_surgery).
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const LEFT_OUT = /\.test\.ts$|\/testing\/|\/test-[\w-]+\.ts$/;

/** Where the language of medicine is at home. */
const DICTIONARIES: Record<string, RegExp> = {
  'how pathologists write stains, sizes and what is missing':
    /^core\/src\/(facts\/|candidates\/(candidate|fact)-words)/,
  'how reports hedge, deny, date and head what they say': /^core\/src\/context\//,
  'how hospitals spell the same thing, and head their extracts': /^core\/src\/search\/|^node\/src\/extracts\//,
  'how clinicians head the columns of their workbooks, and the codes they use':
    /^core\/src\/propose\/(header-vocabulary|code-words|form-names|endpoints|stain-form|stain-rows)\.ts$/,
};
/** No study may own more of the words of a dictionary. */
const SMALL_SHARE = 0.1;

/** What any study of any tumour speaks of. Latin words stand for their plural and for a capital first letter too. */
const COMMON: Record<string, string> = {
  'the person and the place': 'sex birth adult centre laboratory 性别 出生日期 成人 中心 检验机构 实验室检查',
  'the disease and what is done about it': 'tumour disease baseline operation 手术 course 病程',
  'what happens': 'event death dead died recurrence progression 事件 事件日期 死亡 复发 进展 其他原因',
  'being followed': 'follow-up visit lost overdue 随访 随访期间 开始日期',
  'results of tests':
    'test method result unit marker stain equivocal clone 检验项目 检验结果 结果 单位 标志物 染色结果 不确定 阳性 阴性 阳性范围 低于检测限',
  'answers and gaps': 'done refused duplicate complete completed partial 拒绝 未评估 完整切除',
  'the screening log': 'include 纳入 筛查结论',
};
const LATIN = /\p{Script=Latin}/u;

/** English of sentences about files, pages and figures, in which it means nothing clinical. */
const PLAIN_ENGLISH =
  'field free given line local mixed open pattern presentation printed record residual source start value weight'.split(
    ' ',
  );

/** Labels of the settings of an analysis, and the names of the shipped studies that a command offers. */
const NAMED = new Set(['Below the limit of detection', 'Date of birth', 'Event-free survival', '无事件生存', 'imt']);

type Labels = Record<string, string>;
type Named = { id: string; label: Labels };
type Document = {
  forms: (Named & { items: Named[]; checks?: { id: string }[] })[];
  codeLists: Record<string, { label: Labels; codes: { code: string; label: Labels }[] }>;
  derived: Named[];
  endpoints: Named[];
};

/** Every id, code and label of a study; of one or two letters is none. */
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
  return [...new Set(all.map(String))].filter((word) => word.length > 2 || /\p{Script=Han}{2}/u.test(word));
}

/** The texts of a file, and the names that its code gives; style sheets are no sentences. */
function readSource(file: string, text: string): { texts: string[]; names: Set<string> } {
  const texts: string[] = [];
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isModule = node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent));
    if (
      ts.isStringLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isRegularExpressionLiteral(node)
    ) {
      if (!isModule && !/\{[\w-]+:[^;}]+[;}]/.test(node.text)) texts.push(node.text);
    } else if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return { texts, names };
}

/** Keys and choices of the schema of study documents, and heads of the tables that every study has. */
function grammar(): Set<string> {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const one of node) walk(one);
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value)) found.add(name);
      if (key === 'enum') for (const choice of value as unknown[]) found.add(String(choice));
      if (key === 'const') found.add(String(value));
      walk(value);
    }
  };
  walk(JSON.parse(readFileSync(join(root, 'docs/study.schema.json'), 'utf8')));
  const records = join(root, 'studies/imt/records');
  for (const file of readdirSync(records).filter((name) => name.startsWith('_')))
    for (const column of (readFileSync(join(records, file), 'utf8').split('\n')[0] ?? '').split(',')) found.add(column);
  return found;
}

const allowed = (() => {
  const listed = [...Object.values(COMMON).flatMap((words) => words.split(' ')), ...PLAIN_ENGLISH];
  return new Set([...listed, ...grammar(), ...NAMED]);
})();

/** Whether a word is common: as it stands, with a small first letter, without its plural, or part by part. */
function isCommon(word: string): boolean {
  if (allowed.has(word)) return true;
  const small = word.slice(0, 1).toLowerCase() + word.slice(1);
  if (allowed.has(small) || allowed.has(small.replace(/s$/, ''))) return true;
  const parts = word.split(/(?=[A-Z])|_/).map((part) => part.toLowerCase());
  return parts.length > 1 && /^[a-z]+([A-Z_]\w*)$/.test(word) && parts.every((part) => allowed.has(part));
}

/** Only a study can have given such a name. */
function isGivenName(word: string): boolean {
  return /^[a-z]+[A-Z_]\w*$/.test(word) && !isCommon(word);
}

function pattern(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(
    /\p{Script=Han}/u.test(word) ? escaped : `(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`,
    'u',
  );
}

const sources = ['core', 'node', 'stats', 'web'].flatMap((name) =>
  readdirSync(join(root, 'packages', name, 'src'), { recursive: true })
    .map((path) => `${name}/src/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !LEFT_OUT.test(path))
    .map((path) => ({ path, ...readSource(path, readFileSync(join(root, 'packages', path), 'utf8')) })),
);
const dictionaryOf = (path: string) => Object.keys(DICTIONARIES).find((name) => DICTIONARIES[name]?.test(path));
const code = sources.filter(({ path }) => dictionaryOf(path) === undefined);
const said = code.flatMap(({ texts }) => texts).join('\n');
const named = new Set(code.flatMap(({ names }) => [...names]));
const studies = readdirSync(join(root, 'studies')).map(
  (name) =>
    [name, wordsOf(parse(readFileSync(join(root, 'studies', name, 'study.yaml'), 'utf8')) as Document)] as const,
);

/** The terms of a dictionary: what its texts and patterns hold between separators. */
function termsOf(name: string): Set<string> {
  const texts = sources.filter(({ path }) => dictionaryOf(path) === name).flatMap((source) => source.texts);
  return new Set(texts.flatMap((text) => text.split(/[^\p{L}\p{N}_-]+/u)).filter((term) => term.length > 1));
}

describe('the packages', () => {
  test('are read, dictionaries and names too', () => {
    expect(code.length).toBeGreaterThan(300);
    expect(said.length).toBeGreaterThan(100_000);
    expect(named.size).toBeGreaterThan(3_000);
  });

  test('share few words with studies', () => {
    const lists = Object.values(COMMON).flatMap((words) => words.split(' '));
    expect(lists.filter((word) => LATIN.test(word)).length).toBeLessThanOrEqual(40);
    expect(PLAIN_ENGLISH.length).toBeLessThanOrEqual(16);
  });

  test.each(studies)('say no word of studies/%s but common ones', (_name, words) => {
    expect(words.length).toBeGreaterThan(200);
    expect(words.filter((word) => !isCommon(word) && said.includes(word) && pattern(word).test(said))).toEqual([]);
  });

  // a name of one word, such as mode or edge, says nothing of a study
  test.each(studies)('name nothing as studies/%s does', (_name, words) => {
    expect(words.filter((word) => isGivenName(word) && named.has(word))).toEqual([]);
  });

  test('would be found out', () => {
    expect(pattern('yolk_sac').test("histology == 'yolk_sac'")).toBe(true);
    expect(pattern('尾骨').test('切除尾骨')).toBe(true);
    expect(pattern('done').test('abandoned')).toBe(false);
    expect(isCommon('diagnosisDate')).toBe(true);
    expect(isGivenName('coccyxRemoved')).toBe(true);
  });
});

describe.each(Object.keys(DICTIONARIES))('the dictionary of %s', (name) => {
  const terms = termsOf(name);

  test('holds far more than any study', () => {
    expect(terms.size).toBeGreaterThan(100);
    for (const [study, words] of studies) {
      const own = words.filter((word) => terms.has(word) && !isCommon(word));
      expect(own.length / terms.size, `${study}: ${own.join(' ')}`).toBeLessThan(SMALL_SHARE);
    }
  });

  test('has no name that only a study can have given', () => {
    for (const [study, words] of studies)
      expect(
        words.filter((word) => isGivenName(word) && terms.has(word)),
        study,
      ).toEqual([]);
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
