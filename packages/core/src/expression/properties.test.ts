import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMissing, MISSING_REASONS, type MissingReason, missing, type Value } from '../model/index.ts';
import { compileExpression } from './expression.ts';
import { evaluated, scope, shown } from './test-study.ts';
import type { Context, Row } from './types.ts';

/**
 * A slow evaluator of the same logic that shares no code with the one under test: a condition is a tree, and its
 * truth is worked out from every way in which the missing operands of each node could turn out.
 */
type Tree =
  | { is: 'atom'; item: 'fever' | 'pain' | 'complete' }
  | { is: 'number'; comparison: '<' | '<=' | '==' | '!='; limit: number }
  | { is: 'not'; of: Tree }
  | { is: 'and' | 'or'; left: Tree; right: Tree }
  | { is: 'choose'; condition: Tree; yes: Tree; no: Tree }
  | { is: 'exists' | 'all'; body: 'complete' | 'bleeds' };
/** true, false, or the reasons why not known, sorted */
type Answer = boolean | string;
type Patient = { presentation: Row; surgery: readonly Row[] };

function sorted(...answers: Answer[]): string {
  const reasons = new Set(answers.flatMap((answer) => (typeof answer === 'string' ? answer.split('+') : [])));
  return MISSING_REASONS.filter((reason) => reasons.has(reason)).join('+');
}

/** The answer of a logical function: decided if every way of filling in its missing operands agrees. */
function decide(operands: readonly Answer[], rule: (truths: readonly boolean[]) => boolean): Answer {
  const ways = operands.reduce<boolean[][]>(
    (sofar, operand) =>
      sofar.flatMap((way) =>
        typeof operand === 'boolean'
          ? [[...way, operand]]
          : [
              [...way, true],
              [...way, false],
            ],
      ),
    [[]],
  );
  const outcomes = new Set(ways.map(rule));
  return outcomes.size === 1 ? [...outcomes][0] === true : sorted(...operands);
}

function answerOf(value: Value | undefined, is: (value: Value) => boolean): Answer {
  if (value === undefined) return 'notEntered';
  return isMissing(value) ? value.reasons.join('+') : is(value);
}

function reference(tree: Tree, patient: Patient): Answer {
  switch (tree.is) {
    case 'atom':
      return answerOf(patient.presentation[tree.item], (value) => value === true);
    case 'number':
      return answerOf(patient.presentation['weight'], (value) => {
        const weight = value as number;
        return {
          '<': weight < tree.limit,
          '<=': weight <= tree.limit,
          '==': weight === tree.limit,
          '!=': weight !== tree.limit,
        }[tree.comparison];
      });
    case 'not':
      return decide([reference(tree.of, patient)], ([truth]) => !truth);
    case 'and':
      return decide([reference(tree.left, patient), reference(tree.right, patient)], (truths) => truths.every(Boolean));
    case 'or':
      return decide([reference(tree.left, patient), reference(tree.right, patient)], (truths) => truths.some(Boolean));
    case 'choose': {
      const condition = reference(tree.condition, patient);
      if (typeof condition === 'string') return condition;
      return reference(condition ? tree.yes : tree.no, patient);
    }
    case 'exists':
    case 'all': {
      const rows = patient.surgery.map((row) =>
        tree.body === 'complete'
          ? answerOf(row['complete'], (value) => value === true)
          : answerOf(row['bloodLoss'], (value) => (value as number) > 5),
      );
      return decide(rows, (truths) => (tree.is === 'exists' ? truths.some(Boolean) : truths.every(Boolean)));
    }
  }
}

function written(tree: Tree): string {
  switch (tree.is) {
    case 'atom':
      return tree.item === 'complete' ? 'recurred' : `presentation.${tree.item}`;
    case 'number':
      return `presentation.weight ${tree.comparison} ${tree.limit}`;
    case 'not':
      return `!(${written(tree.of)})`;
    case 'and':
    case 'or':
      return `(${written(tree.left)}) ${tree.is === 'and' ? '&&' : '||'} (${written(tree.right)})`;
    case 'choose':
      return `(${written(tree.condition)}) ? (${written(tree.yes)}) : (${written(tree.no)})`;
    case 'exists':
    case 'all':
      return `surgery.${tree.is}(s, ${tree.body === 'complete' ? 's.complete' : 's.bloodLoss > 5'})`;
  }
}

const gaps = fc.constantFrom<MissingReason>('notEntered', 'notDone', 'notReported', 'unknown', 'refused').map(missing);
const orGap = <T extends Value>(values: fc.Arbitrary<T>): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { weight: 6, arbitrary: values },
    { weight: 3, arbitrary: gaps },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
function rowOf(items: Record<string, fc.Arbitrary<Value | undefined>>): fc.Arbitrary<Row> {
  return fc.record(items).map((row) => {
    const entries = Object.entries(row).filter((entry): entry is [string, Value] => entry[1] !== undefined);
    return Object.fromEntries(entries);
  });
}
const patients: fc.Arbitrary<Patient> = fc.record({
  presentation: rowOf({
    fever: orGap(fc.boolean()),
    pain: orGap(fc.boolean()),
    complete: orGap(fc.boolean()),
    weight: orGap(fc.integer({ min: 0, max: 3 })),
  }),
  surgery: fc.array(rowOf({ complete: orGap(fc.boolean()), bloodLoss: orGap(fc.integer({ min: 0, max: 10 })) }), {
    maxLength: 4,
  }),
});
const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.record({
      is: fc.constant('atom' as const),
      item: fc.constantFrom('fever' as const, 'pain' as const, 'complete' as const),
    }),
    fc.record({
      is: fc.constant('number' as const),
      comparison: fc.constantFrom('<' as const, '<=' as const, '==' as const, '!=' as const),
      limit: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({
      is: fc.constantFrom('exists' as const, 'all' as const),
      body: fc.constantFrom('complete' as const, 'bleeds' as const),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('tree') }),
    fc.record({ is: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
    fc.record({ is: fc.constant('choose' as const), condition: tie('tree'), yes: tie('tree'), no: tie('tree') }),
  ),
}));

function contextOf(patient: Patient): Context {
  const { complete } = patient.presentation;
  return { ...patient, ...(complete === undefined ? {} : { recurred: complete }) };
}
function answer(text: string, patient: Patient): unknown {
  return shown(evaluated(text, contextOf(patient), 'boolean'));
}

describe('the logic', () => {
  it('agrees with the slow evaluator, in truth and in reasons', () => {
    fc.assert(
      fc.property(trees, patients, (tree, patient) => {
        expect(answer(written(tree), patient)).toEqual(reference(tree, patient));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not mind the order of operands', () => {
    fc.assert(
      fc.property(trees, trees, patients, (a, b, patient) => {
        const [left, right] = [written(a), written(b)];
        expect(answer(`(${left}) && (${right})`, patient)).toEqual(answer(`(${right}) && (${left})`, patient));
        expect(answer(`(${left}) || (${right})`, patient)).toEqual(answer(`(${right}) || (${left})`, patient));
      }),
    );
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(trees, trees, patients, (a, b, patient) => {
        const [left, right] = [written(a), written(b)];
        expect(answer(`!((${left}) && (${right}))`, patient)).toEqual(answer(`!(${left}) || !(${right})`, patient));
        expect(answer(`!((${left}) || (${right}))`, patient)).toEqual(answer(`!(${left}) && !(${right})`, patient));
      }),
    );
  });

  it('turns exists of a filtered list into exists of both conditions, and all likewise', () => {
    fc.assert(
      fc.property(patients, (patient) => {
        expect(answer('surgery.filter(s, s.complete).exists(s, s.bloodLoss > 5)', patient)).toEqual(
          answer('surgery.exists(s, s.complete && s.bloodLoss > 5)', patient),
        );
        expect(answer('surgery.filter(s, s.complete).all(s, s.bloodLoss > 5)', patient)).toEqual(
          answer('surgery.all(s, !s.complete || s.bloodLoss > 5)', patient),
        );
        expect(answer('!surgery.all(s, s.complete)', patient)).toEqual(
          answer('surgery.exists(s, !s.complete)', patient),
        );
      }),
    );
  });

  it('decides nothing that a later answer could overturn', () => {
    fc.assert(
      fc.property(trees, patients, fc.record({ fever: fc.boolean(), pain: fc.boolean() }), (tree, patient, found) => {
        const before = answer(written(tree), patient);
        if (typeof before !== 'boolean') return;
        const filled = { ...patient.presentation };
        for (const [item, value] of Object.entries(found)) {
          const current = filled[item];
          if (current === undefined || isMissing(current)) filled[item] = value;
        }
        expect(answer(written(tree), { ...patient, presentation: filled })).toBe(before);
      }),
    );
  });

  it('is evaluated the same however often and after whatever else', () => {
    fc.assert(
      fc.property(trees, patients, patients, (tree, one, other) => {
        const { expression } = compileExpression(written(tree), scope, 'boolean');
        const first = expression?.evaluate(contextOf(one));
        expression?.evaluate(contextOf(other));
        expect(expression?.evaluate(contextOf(one))).toBe(first);
      }),
    );
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'presentation',
      '.',
      'sex',
      'weight',
      'surgery',
      'exists',
      '(',
      ')',
      's',
      ',',
      '[',
      ']',
      "'female'",
      '==',
      '&&',
      '||',
      '!',
    ],
    ...[
      '-',
      '+',
      '/',
      '%',
      '?',
      ':',
      '<',
      '>=',
      'in',
      'date',
      "'2016'",
      '1',
      '2.5',
      'null',
      'has',
      'filter',
      'map',
      '{',
      '}',
      ' ',
    ],
    ...[
      '__proto__',
      'constructor',
      '"',
      '\\',
      'b"a"',
      '1u',
      '0x',
      '\n',
      '//',
      'orElse',
      'round',
      'min',
      'count',
      'true',
    ],
  );
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 30 }).map((each) => each.join('')),
  );

  it('never makes the compiler throw, and each fault points into the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { expression, faults } = compileExpression(text, scope);
        expect(expression === null).toBe(faults.length > 0);
        for (const fault of faults) {
          expect(fault.start).toBeGreaterThanOrEqual(0);
          expect(fault.end).toBeGreaterThanOrEqual(fault.start);
          expect(fault.end).toBeLessThanOrEqual(text.length);
          expect(fault.message.en).not.toBe('');
          expect(fault.hint.en).not.toBe('');
          expect(fault.message['zh-CN']).toMatch(/\p{sc=Han}/u);
          expect(fault.hint['zh-CN']).toMatch(/\p{sc=Han}/u);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('that compiles is explained in both languages', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const { expression } = compileExpression(written(tree), scope);
        expect(expression?.explain('en')).toMatch(/\w/);
        expect(expression?.explain('zh-CN')).toMatch(/[\u4e00-\u9fff]/);
      }),
    );
  });
});
