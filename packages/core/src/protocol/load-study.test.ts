import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Endpoint, type LoadedStudy, loadStudy, planStatus, type Study } from './index.ts';

const SOUND = readFileSync(new URL('../../fixtures/sound-study.yaml', import.meta.url), 'utf8');
const sound = loadStudy(SOUND).study as LoadedStudy;

/** The sound study with a change made to its data, written as YAML again. */
function changed(change: (study: Study) => void): string {
  const document = parse(SOUND) as Study;
  change(document);
  return stringify(document, { aliasDuplicateObjects: false });
}
const codesOf = (text: string): string[] =>
  loadStudy(text)
    .issues.map(({ code }) => code)
    .filter((code) => code !== 'study.notBuilt');

describe('the reasons of the screening log', () => {
  const listed = (codes: readonly string[]) =>
    changed((study) => {
      study.codeLists = {
        ...study.codeLists,
        why: { codes: codes.map((code) => ({ code, label: { en: code, 'zh-CN': code } })) },
      };
      study.eligibility.reasons = 'why';
    });

  it('stand in words where a list knows all of them, of eligibility and of each set', () => {
    expect(codesOf(listed(['outside', 'not_on_review', 'never_seen']))).toEqual([]);
  });

  it.each(['outside', 'not_on_review', 'never_seen'])('are a fault where the list lacks %s', (missing) => {
    const others = ['outside', 'not_on_review', 'never_seen'].filter((code) => code !== missing);
    const { issues } = loadStudy(listed(others));
    const faults = issues.filter(({ code }) => code === 'study.unknownCode');
    expect(faults.map(({ message }) => message.en)).toEqual([
      `A code of the list "why" must exist in this document. There is no "${missing}".`,
    ]);
  });
});

describe('a loaded study', () => {
  it('names its parts', () => {
    expect(sound.form('entry')?.id).toBe('entry');
    expect(sound.item('treatments', 'dose')?.unit).toBe('mg');
    expect(sound.codeList('grade')?.codes).toHaveLength(3);
    expect([sound.form('nil'), sound.item('entry', 'nil'), sound.item('nil', 'sex'), sound.codeList('nil')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([sound.form('constructor'), sound.codeList('constructor'), sound.variable('toString')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('has a compiled expression at every place that holds one', () => {
    const pointers = [
      'forms/0/items/6/shownWhen',
      'forms/0/checks/0/require',
      'eligibility/steps/0/require',
      'analysisSets/0/steps/1/require',
      'derived/0/value',
      'derived/4/value',
      'endpoints/0/events/0/where',
      'endpoints/0/censoring/0/where',
      'analyses/3/when',
      'surveillance/0/when',
    ];
    for (const pointer of pointers) expect(sound.expression(pointer), pointer).not.toBeNull();
    expect(sound.expression('eligibility/steps/1/require')).toBeNull();
    expect(sound.expression('endpoints/0/events/0/where')?.evaluate({ row: { kind: 'relapse' } })).toBe(true);
  });

  it('has `row` only where a row is meant', () => {
    expect(sound.scope.variables.has('row')).toBe(false);
    expect([...sound.scope.variables.keys()]).toEqual([
      'study',
      'entry',
      'treatments',
      'visits',
      'age',
      'ageBand',
      'firstTreatment',
      'relapsed',
      'deceased',
    ]);
    expect(codesOf(SOUND.replace('require: entry.found >=', 'require: row.found >='))).toEqual([
      'expression.unknownItem',
    ]);
  });

  it('knows each variable, and when it is known', () => {
    expect(sound.variable('entry.sex')).toEqual({
      ref: 'entry.sex',
      id: 'sex',
      label: { en: 'Sex', 'zh-CN': '性别' },
      type: 'code',
      codes: [
        { code: 'F', label: { en: 'Female', 'zh-CN': '女' } },
        { code: 'M', label: { en: 'Male', 'zh-CN': '男' } },
      ],
      unit: null,
      decimals: null,
      form: 'entry',
      item: 'sex',
      known: 'diagnosis',
    });
    expect(sound.variable('age')).toMatchObject({
      type: 'decimal',
      unit: 'a',
      decimals: 1,
      form: null,
      known: 'diagnosis',
    });
    const known = (ref: string) => sound.variable(ref)?.known;
    expect([known('ageBand'), known('firstTreatment'), known('relapsed')]).toEqual([
      'diagnosis',
      'treatment',
      'followUp',
    ]);
    expect([sound.variable('visits.kind'), sound.variable('entry'), sound.variable('entry.nil')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('takes what an item says of itself before what its form says', () => {
    const late = SOUND.replace('id: weight, label', 'id: weight, known: followUp, label');
    expect(loadStudy(late).study?.variable('entry.weight')?.known).toBe('followUp');
    const entered = late.replace('require: entry.found >=', 'require: entry.weight > 3.0 && entry.found >=');
    expect(codesOf(entered)).toEqual(['eligibility.future']);
  });

  it('puts derived variables after what they use, however the document orders them', () => {
    const reversed = changed((study) => study.derived?.reverse());
    const order = loadStudy(reversed).study?.derivedInOrder ?? [];
    expect(order.map(({ derived }) => derived.id).indexOf('age')).toBeLessThan(
      order.map(({ derived }) => derived.id).indexOf('ageBand'),
    );
    for (const { derived, pointer } of order)
      expect(pointer).toBe(
        `derived/${['deceased', 'relapsed', 'firstTreatment', 'ageBand', 'age'].indexOf(derived.id)}/value`,
      );
  });

  it('orders and refuses long chains without recursion', () => {
    const chain = (length: number, last: string): string =>
      changed((study) => {
        const label = { en: 'Link', 'zh-CN': '环' };
        for (let index = 0; index < length; index += 1) {
          const value = index === length - 1 ? last : `link${index + 1} + 1`;
          study.derived?.push({ id: `link${index}`, label, type: 'integer', value });
        }
      });
    const { study } = loadStudy(chain(1500, '1'));
    expect(study?.derivedInOrder.at(-1)?.derived.id).toBe('link0');
    const cycle = loadStudy(chain(1500, 'link1498 + 1')).issues.filter(({ severity }) => severity === 'error');
    expect(cycle.map(({ code }) => code)).toEqual(['derived.cycle']);
    expect(cycle[0]?.message.en).toContain('link1498 needs link1499 needs link1498');
  });
});

describe('hashes', () => {
  it('depend on neither the order of keys nor comments nor the style of scalars', () => {
    const sorted = stringify(parse(SOUND), { sortMapEntries: true, defaultStringType: 'QUOTE_DOUBLE' });
    const again = loadStudy(sorted).study;
    expect(again?.hash).toBe(sound.hash);
    expect(again?.planHash).toBe(sound.planHash);
  });

  it('tell a change of the plan from a change of words', () => {
    const words = loadStudy(SOUND.replace('A sound study', 'Another title')).study;
    expect(words?.hash).not.toBe(sound.hash);
    expect(words?.planHash).toBe(sound.planHash);
    const plan = loadStudy(SOUND.replace('times: [12, 24]', 'times: [12]')).study;
    expect(plan?.planHash).not.toBe(sound.planHash);
  });

  it('let a post hoc analysis be added to a locked plan, and notice any other', () => {
    const locked = SOUND.replace(
      '\nreport:\n',
      `planLock: { at: 2024-01-31, planHash: ${sound.planHash} }\n\nreport:\n`,
    );
    const added = (keys: string): string =>
      locked.replace(
        'planLock:',
        `  - { id: later, title: { en: Later, zh-CN: 追加 }, role: exploratory, set: complete, kind: describe, variables: [age]${keys} }\nplanLock:`,
      );
    expect(codesOf(locked)).toEqual([]);
    expect(codesOf(added(', postHoc: true'))).toEqual([]);
    expect(codesOf(added(''))).toEqual(['plan.changed']);
    const statuses = (text: string): string[] => {
      const document = loadStudy(text).study?.document as Study;
      return (document.analyses ?? []).map((analysis) => planStatus(document, analysis));
    };
    expect(new Set(statuses(locked))).toEqual(new Set(['planned']));
    expect(statuses(added(', postHoc: true')).filter((status) => status === 'postHoc')).toHaveLength(1);
    expect(new Set(statuses(added('')))).toEqual(new Set(['postHoc']));
  });
});

describe('what only looks like a fault', () => {
  const ANOTHER_SET = `  - id: seenAgain
    label: { en: Seen again, zh-CN: 有随访 }
    steps:
      - { id: unseen, label: { en: Unseen, zh-CN: 未见 }, reasons: [never_seen] }
`;
  it.each([
    ['a group known exactly at time zero', 'endpoint: free, by: entry.sex', 'endpoint: alive, by: entry.sex'],
    ['a range of one value', 'minimum: 0.5, maximum: 150', 'minimum: 150, maximum: 150'],
    ['one reason on the ways to two sets', '\nderived:\n', `${ANOTHER_SET}\nderived:\n`],
    [
      'a set taken from one above it',
      '\nderived:\n',
      `${ANOTHER_SET.replace('    steps', '    from: complete\n    steps').replace('[never_seen]', '[other]')}\nderived:\n`,
    ],
    ['a whole number where a number is declared', 'value: yearsBetween(', 'value: completedYears('],
    [
      'a code item as a code of its list',
      "value: \"age < 2.0 ? 'low' : age < 10.0 ? 'middle' : 'high'\"",
      'value: entry.grade',
    ],
    [
      'text that binds a fact, a literal and a part',
      '{{table: table1}}\n        zh',
      '{{study.hash}} {{literal: a.b}} {{methods}}\n        zh',
    ],
    ['a key in quotes', 'dataLock: 2024-06-30', '"dataLock": "2024-06-30"'],
  ])('%s', (_name, find, put) => {
    expect(SOUND.split(find)).toHaveLength(2);
    expect(codesOf(SOUND.replace(find, () => put))).toEqual([]);
  });

  it('but a reason twice on the way to one set is a fault', () => {
    const below = ANOTHER_SET.replace('    steps', '    from: complete\n    steps');
    expect(codesOf(SOUND.replace('\nderived:\n', `${below}\nderived:\n`))).toEqual(['selection.reason']);
  });

  it('and the core set, which follow-up completes, decides no entry', () => {
    const text = SOUND.replace('      reasons: [not_on_review]', '      requireCore: true');
    expect(codesOf(text)).toEqual(['eligibility.future']);
  });
});

describe('one fault does not make others', () => {
  it.each([
    [
      'a broken item is not unknown to those who use it',
      SOUND.replace(
        '{ id: kind, label: { en: Kind, zh-CN: 类别 }, type: code',
        '{ id: kind, label: { en: Kind, zh-CN: 类别 }, type: cod',
      ),
      ['shape.value'],
    ],
    [
      'a broken code is not unknown',
      SOUND.replace('{ code: died,', '{ code: died, colour: red,'),
      ['shape.unknownKey'],
    ],
    [
      'a broken endpoint is not unknown',
      SOUND.replace('timeZero: { label: { en: finding, zh-CN: 发现 }, form: entry, date: found }', 'timeZero: finding'),
      ['shape.type'],
    ],
    [
      'a broken form is not unknown',
      SOUND.replace(
        '  - id: visits\n    label: { en: Visits, zh-CN: 随访 }\n',
        '  - id: visits\n    label: [Visits]\n',
      ),
      ['shape.type'],
    ],
    [
      'a broken derived variable is not unknown',
      SOUND.replace('value: earliest(treatments.map(t, t.given))', 'value: 3'),
      ['shape.type'],
    ],
    [
      'an item whose list is unknown is not unknown',
      SOUND.replace('type: code, codes: visitKind', 'type: code, codes: visitKinds'),
      ['study.unknownCodeList'],
    ],
  ])('%s', (_name, text, codes) => {
    expect(text).not.toBe(SOUND);
    expect(codesOf(text)).toEqual(codes);
  });

  it('and a fault of shape does not hide a fault of meaning elsewhere', () => {
    const text = SOUND.replace('type: code, codes: visitKind', 'type: 7').replace(
      '{ variable: entry.weight,',
      '{ variable: entry.wait,',
    );
    expect(codesOf(text)).toEqual(['shape.value', 'study.unknownItem']);
  });

  it('and the lines stay right when members of a list are left out', () => {
    const text = SOUND.replace('      - { code: low, label', '      - { cod: low, label').replace(
      '{ code: high, label: { en: High, zh-CN: 高 } }',
      '{ code: high }',
    );
    const line = text.split('\n').findIndex((words) => words.includes('{ code: high }')) + 1;
    const issue = loadStudy(text).issues.find(({ code }) => code === 'code.noLabel');
    expect(issue).toMatchObject({ line, path: 'codeLists/grade/codes/2' });
  });

  it('and two faults in one member leave its neighbours alone', () => {
    const text = SOUND.replace(
      '- { id: given, label: { en: Given on, zh-CN: 治疗日期 }, type: date }',
      '- { label: { en: Given on } }',
    ).replace('datedBy: found', 'datedBy: finding');
    expect(codesOf(text)).toContain('study.unknownItem');
    expect(codesOf(text).filter((code) => code === 'shape.missing')).toHaveLength(2);
    expect(loadStudy(text).issues.filter(({ message }) => message.en.includes('dose'))).toEqual([]);
  });
});

describe('deaths that an endpoint does not read', () => {
  const relapseAlone = (where?: string) =>
    changed((study) => {
      const free = study.endpoints?.[0] as Endpoint;
      const [relapse] = free.events;
      study.endpoints = [
        { ...free, events: [where === undefined ? relapse : { ...relapse, where }] as typeof free.events },
      ];
      study.analyses = study.analyses?.filter((analysis) => !('endpoint' in analysis) || analysis.endpoint === free.id);
    });

  it('are a fault although no other endpoint names them, where a form of follow-up records them', () => {
    const { study, issues } = loadStudy(relapseAlone());
    const fault = issues.find(({ code }) => code === 'endpoint.hidesDeaths');
    expect(study).toBeNull();
    expect(fault?.message.en).toContain('"free" reads no deaths, and "visits.kind" records them as "died"');
    expect(fault?.hint?.en).toContain("row.kind == 'died'");
  });

  it('are none where an event reads them, whatever it is called', () => {
    expect(codesOf(relapseAlone("row.kind in ['relapse', 'died']"))).not.toContain('endpoint.hidesDeaths');
    const everyRow = changed((study) => {
      const free = study.endpoints?.[0];
      for (const event of free?.events ?? []) delete event.where;
      study.endpoints = free ? [{ ...free, events: free.events.slice(0, 1) }] : [];
      study.analyses = study.analyses?.filter((analysis) => !('endpoint' in analysis) || analysis.endpoint === 'free');
    });
    expect(codesOf(everyRow)).not.toContain('endpoint.hidesDeaths');
  });
});

describe('documents that are no study', () => {
  it.each([
    ['', ['shape.type']],
    ['just words', ['shape.type']],
    ['- a\n- b\n', ['shape.type']],
    ['42', ['shape.type']],
    ['a: [1', ['yaml.syntax']],
    ['\u0000', ['yaml.control']],
  ])('%j', (text, codes) => {
    const { study, issues } = loadStudy(text);
    expect(study).toBeNull();
    expect(issues.map(({ code }) => code)).toEqual(codes);
    expect(issues[0]).toMatchObject({ severity: 'error', file: 'study.yaml', line: 1 });
  });

  it('lists everything an empty document lacks', () => {
    const { issues } = loadStudy('{}');
    expect(issues.filter(({ code }) => code === 'shape.missing').map(({ path }) => path)).toEqual([
      'casewright',
      'id',
      'version',
      'title',
      'languages',
      'forms',
      'eligibility',
    ]);
  });

  it('never throws, whatever is cut out of a study or put into it', () => {
    const lines = SOUND.split('\n');
    const junk = fc.constantFrom(
      '',
      '[]',
      '{}',
      'null',
      '.inf',
      '~',
      '"\\ud800"',
      '&a',
      '*a',
      'x: y: z',
      "'",
      '- - -',
      'true',
      '1e999',
      '__proto__: 1',
    );
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(6), junk, fc.nat(40), (at, many, put, column) => {
        const line = lines[at] ?? '';
        const text = [...lines.slice(0, at), line.slice(0, column) + put, ...lines.slice(at + many)].join('\n');
        const { study, issues } = loadStudy(text);
        expect(study === null).toBe(issues.some(({ severity }) => severity === 'error'));
        for (const { line: number = 0, column: start = 0 } of issues) {
          expect(number).toBeGreaterThan(0);
          expect(number).toBeLessThanOrEqual(text.split('\n').length);
          expect(start).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loads ten thousand items in seconds', () => {
    const text = changed((study) => {
      const items = study.forms[0]?.items ?? [];
      for (let index = 0; index < 10_000; index += 1)
        items.push({ id: `item${index}`, label: { en: 'Item', 'zh-CN': '项' }, type: 'integer' });
    });
    const started = performance.now();
    expect(loadStudy(text).study).not.toBeNull();
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 30_000);
});
