import { describe, expect, it } from 'vitest';
import { faultsOf } from './test-study.ts';

/** Each fault as `code "the text it points at" -> hint`. */
function read(text: string, expected?: Parameters<typeof faultsOf>[1]): string[] {
  return faultsOf(text, expected).map(
    (fault) => `${fault.code} "${text.slice(fault.start, fault.end)}" -> ${fault.hint.en}`,
  );
}

describe('each kind of fault', () => {
  it.each([
    ['presentation.sx', 'expression.unknownItem "sx" -> Did you mean \'sex\'?'],
    ['presentatoin.sex', 'expression.unknownItem "presentatoin" -> Did you mean \'presentation\'?'],
    [
      "presentation.sex == 'femal'",
      "expression.unknownCode \"'femal'\" -> Did you mean 'female'? Its codes are: female, male.",
    ],
    [
      "'fevr' in presentation.symptoms",
      "expression.unknownCode \"'fevr'\" -> Did you mean 'fever'? Its codes are: fever, cough, pain.",
    ],
    ["presentation.sex in ['female', 'other']", 'expression.unknownCode "\'other\'" -> Its codes are: female, male.'],
    ["missingBecause(presentation.sex, 'notdone')", "expression.unknownCode \"'notdone'\" -> Did you mean 'notDone'?"],
    ['sise(surgery)', 'expression.unknownFunction "sise(surgery)" -> Did you mean \'size\'?'],
    [
      "surgery.exist(s, s.margin == 'R0')",
      "expression.unknownFunction \"surgery.exist(s, s.margin == 'R0')\" -> Did you mean 'exists'?",
    ],
    ['__proto__', 'expression.syntax "__proto__" -> Give the form or the variable another id.'],
    ['presentation.__proto__', 'expression.unknownItem "__proto__"'],
    [
      "presentation.diagnosisDate >= '2016-01-01'",
      "expression.type \"presentation.diagnosisDate >= '2016-01-01'\" -> Write a date as date('2016-01-01').",
    ],
    [
      "presentation.sex == 'female' && 1",
      'expression.type "1" -> Compare it with something, e.g. == or >=, or ask has(...).',
    ],
    [
      'presentation.sex == presentation.kind',
      'expression.type "presentation.sex == presentation.kind" -> Compare each with codes of its own list.',
    ],
    [
      "presentation.symptoms == 'fever'",
      "expression.type \"presentation.symptoms == 'fever'\" -> Ask whether a code is present: 'code' in form.item.",
    ],
    ['surgery.margin', 'expression.type "surgery.margin" -> Say which rows, e.g. surgery.exists(s, s.margin == ...).'],
    ['presentation.weight.exists(x, true)', 'expression.type "presentation.weight" -> Name a form that repeats.'],
    [
      'presentation.exists(p, true)',
      'expression.type "presentation" -> This form has one row: read its items directly.',
    ],
    [
      'presentation.note < presentation.note',
      "expression.type \"presentation.note < presentation.note\" -> Compare with '==' or '!=', or name the values: x in ['a', 'b'].",
    ],
    [
      'presentation.diagnosisDate - presentation.birthDate > 3',
      'expression.type "presentation.diagnosisDate" -> Count the time between two dates with daysBetween(from, to), monthsBetween or yearsBetween.',
    ],
    ['5.5 % 2 == 1.5', 'expression.type "5.5 % 2" -> Use whole numbers, or round(x) first.'],
    [
      "date('2019-02-30') > presentation.birthDate",
      "expression.type \"'2019-02-30'\" -> Write e.g. date('2016-01-01').",
    ],
    [
      'date(presentation.note)',
      'expression.type "presentation.note" -> Write e.g. date(\'2016-01-01\'); an item that is a date needs no date(...).',
    ],
    [
      'daysBetween(presentation.birthDate)',
      'expression.type "daysBetween(presentation.birthDate)" -> Write e.g. daysBetween(from, to).',
    ],
    ["yearOf('2019')", "expression.type \"'2019'\" -> Write a date as date('2016-01-01')."],
    ['round(presentation.weight, 1.5)', 'expression.type "1.5" -> Write e.g. round(x, 1).'],
    ['years(presentation.weight)', 'expression.type "presentation.weight" -> Write e.g. years(form.age).'],
    ['surgery', 'expression.type "surgery" -> Ask of them with exists(r, ...), or count them with size(...).'],
    ['presentation', 'expression.type "presentation" -> Name an item of the form.'],
    ["[1, 'a'].exists(x, true)", 'expression.type "\'a\'" -> Make them values of one type.'],
    ['presentation.weight in []', 'expression.type "[]" -> Write its values: [1, 2].'],
    [
      'presentation.weight in presentation.weight',
      "expression.type \"presentation.weight\" -> Write a list in square brackets: x in ['a', 'b'].",
    ],
    [
      'surgery.exists(presentation, true)',
      'expression.type "presentation" -> Choose another name, e.g. \'presentation2\'.',
    ],
    ['surgery.exists(s, surgery.exists(s, true))', 'expression.type "s" -> Choose another name, e.g. \'s2\'.'],
    ['exists(surgery, true)', 'expression.type "exists(surgery, true)" -> Write rows.exists(r, ...).'],
    ['surgery.map(s, s)', 'expression.type "s" -> Take an item of the row.'],
    [
      "matches(presentation.note, 'a.*')",
      'expression.notOffered "matches(presentation.note, \'a.*\')" -> Use contains, startsWith or endsWith',
    ],
    ["presentation.note.matches('a.*')", 'expression.notOffered'],
    ['presentation.weight != null', 'expression.notOffered "null" -> Ask has(x) or isMissing(x).'],
    ["surgery[0].margin == 'R0'", 'expression.notOffered "surgery[0]"'],
    ["{'a': 1}", 'expression.notOffered'],
    ["b'a' == b'a'", 'expression.notOffered "b\'a\'"'],
    ['5u > 3', 'expression.notOffered "5u"'],
    ['int(presentation.note) > 3', 'expression.notOffered "int(presentation.note)"'],
    ["timestamp('2019-01-01T00:00:00Z')", 'expression.notOffered'],
    ['9007199254740993 > 1', 'expression.tooLarge "9007199254740993"'],
    ['', 'expression.syntax "" -> Write a condition or a value.'],
    ['presentation.fever and presentation.pain', "expression.syntax \"and\" -> Write '&&' for 'and'."],
    ['presentation.fever or presentation.pain', "expression.syntax \"or\" -> Write '||' for 'or'."],
    ['not presentation.fever', 'expression.syntax "presentation" -> Write \'!\' before what is negated.'],
    ['presentation.nodules = 3', "expression.syntax \"=\" -> Write '==' for 'is'."],
    ['presentation.nodules <> 3', "expression.syntax \">\" -> Write '!=' for 'is not'."],
    ["presentation.note == 'a", 'expression.syntax "\'a" -> Close the text with the quote it opened with.'],
    ['(presentation.fever', 'expression.syntax "" -> Complete it, and close every bracket.'],
    [
      'presentation.fever)',
      'expression.syntax ")" -> Look for a missing operator, comma or bracket before this place.',
    ],
    [
      'surgery.exists(1, true)',
      'expression.syntax "1" -> Name the row first, then the condition: visits.exists(v, v.result == ...).',
    ],
  ])('%s', (text, expected) => {
    const faults = read(text);
    expect(faults[0]?.slice(0, expected.length)).toBe(expected);
  });

  it.each([
    ['presentation.weight', 'boolean', 'Write a condition, e.g. compare it with ==.'],
    ['presentation.fever', 'decimal', 'Change the expression, or the type it is declared with.'],
    ['presentation.ageYears', 'decimal', 'Take the number of years: years(...).'],
    ['presentation.weight', ['integer', 'date'], 'Change the expression, or the type it is declared with.'],
    ['presentation.weight', 'integer', 'Change the expression, or the type it is declared with.'],
    ['presentation.sex', { kind: 'code', list: 'margin' }, 'Change the expression, or the type it is declared with.'],
  ] as const)('%s where %s is expected', (text, expected, hint) => {
    const whole = { start: 0, end: text.length };
    expect(faultsOf(text, expected)).toEqual([
      expect.objectContaining({ code: 'expression.type', hint: expect.objectContaining({ en: hint }), ...whole }),
    ]);
  });
});

describe('every fault of a text at once', () => {
  it('an unknown item in one operand and an unknown code in another', () => {
    const text =
      "presentation.sx == 'female' || presentation.sex == 'femal' || surgery.exists(s, s.marg == 'R0' && s.margin == 'R9')";
    expect(read(text)).toEqual([
      'expression.unknownItem "sx" -> Did you mean \'sex\'?',
      "expression.unknownCode \"'femal'\" -> Did you mean 'female'? Its codes are: female, male.",
      'expression.unknownItem "marg" -> Did you mean \'margin\'?',
      "expression.unknownCode \"'R9'\" -> Did you mean 'R0'? Its codes are: R0, R1, R2, RX.",
    ]);
  });

  it('in both branches of a choice, in every argument, in every value of a list', () => {
    const codes = (text: string) => faultsOf(text).map((fault) => fault.code.slice('expression.'.length));
    expect(codes("a ? presentation.b : matches('c', 'd')")).toEqual(['unknownItem', 'unknownItem', 'notOffered']);
    expect(codes('daysBetween(presentation.a, presentation.weight)')).toEqual(['unknownItem', 'type']);
    expect(codes("presentation.sex in ['x', 'y']")).toEqual(['unknownCode', 'unknownCode']);
    expect(codes('presentation.a in presentation.b')).toEqual(['unknownItem', 'unknownItem']);
    expect(codes("orElse(presentation.a, presentation.b) + missingBecause(presentation.c, 'x')")).toEqual([
      'unknownItem',
      'unknownItem',
      'unknownItem',
      'unknownCode',
    ]);
  });

  it('does not add faults that follow from another', () => {
    expect(faultsOf("presentation.sx == 'female' && !presentation.sx")).toHaveLength(2);
    expect(faultsOf('size(surgeryy.filter(s, s.margin == s.a)) > 2')).toHaveLength(1);
  });

  it('says rule, fact and remedy', () => {
    expect(faultsOf('presentation.sx == 3')).toEqual([
      {
        code: 'expression.unknownItem',
        message: {
          en: "An expression may name only items of the study's forms. The form 'presentation' (Presentation) has no item 'sx'.",
          'zh-CN': '表达式只能引用本研究表单中的项目。表单“presentation”（就诊）没有项目“sx”。',
        },
        hint: { en: "Did you mean 'sex'?", 'zh-CN': '是否应为“sex”？' },
        start: 13,
        end: 15,
      },
    ]);
  });
});

describe('names that every object has', () => {
  it.each(['toString', 'hasOwnProperty', 'valueOf', 'propertyIsEnumerable', 'constructors'])(
    '%s is no item, function or variable',
    (name) => {
      expect(faultsOf(`presentation.${name}`)[0]?.code).toBe('expression.unknownItem');
      expect(faultsOf(name)[0]?.code).toBe('expression.unknownItem');
      expect(faultsOf(`${name}(1)`)[0]?.code).toBe('expression.unknownFunction');
      expect(faultsOf(`presentation.sex == '${name}'`)[0]?.code).toBe('expression.unknownCode');
    },
  );
});

describe('what fits', () => {
  it.each([
    ['presentation.nodules', 'decimal'],
    ['presentation.nodules', ['date', 'integer']],
    ['presentation.sex', 'code'],
    ['presentation.sex', { kind: 'code', list: 'sex' }],
    ["presentation.fever ? 'female' : 'male'", { kind: 'code', list: 'sex' }],
    ["orElse(presentation.sex, 'female')", { kind: 'code', list: 'sex' }],
    ['presentation.symptoms', 'codes'],
    ['earliest(surgery.map(s, s.date))', 'date'],
  ] as const)('%s as %s', (text, expected) => {
    expect(faultsOf(text, expected)).toEqual([]);
  });

  it('checks codes that only the expected list explains', () => {
    const expected = { kind: 'code', list: 'sex' } as const;
    expect(read("presentation.fever ? 'female' : 'mal'", expected)).toEqual([
      "expression.unknownCode \"'mal'\" -> Did you mean 'male'? Its codes are: female, male.",
    ]);
  });
});
