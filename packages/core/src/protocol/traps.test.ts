import { describe, expect, it } from 'vitest';
import { comparisonStudy } from '../analyse/testing/comparison-study.ts';
import { loadStudy } from './index.ts';

const CURVE =
  '{ id: curve, kind: kaplanMeier, role: primary, set: complete, title: { en: Curve }, endpoint: free, times: [12] }';
const SURVIVED =
  "{ id: lived, label: { en: Survived to the operation, zh-CN: 存活至手术 }, type: boolean, value: '!isMissing(operation.date)' }";

/** What is said of the study of comparisons with one text put for another, and one analysis. */
function issuesOf(analysis: string, ...changes: readonly (readonly [find: string, put: string])[]) {
  let text = comparisonStudy([analysis]);
  for (const [find, put] of changes) {
    if (!text.includes(find)) throw new Error(`"${find}" does not stand in the study`);
    text = text.replace(find, put);
  }
  const told = loadStudy(text).issues;
  return told.filter(
    ({ severity, code }) => severity !== 'info' && code !== 'statement.empty' && code !== 'label.translation',
  );
}

const FROM_OPERATION = 'timeZero: { label: { en: operation, zh-CN: 手术 }, form: operation, date: date }';
const FROM_DIAGNOSIS = 'timeZero: { label: { en: diagnosis, zh-CN: 诊断 }, form: base, date: found }';
/** the first endpoint is the relapse, the second counts deaths too */
const relapseFromDiagnosis = [FROM_OPERATION, FROM_DIAGNOSIS] as const;
const freeFromDiagnosis = [
  `id: free\n    label: { en: Relapse-free survival, zh-CN: 无复发生存 }\n    ${FROM_OPERATION}`,
  `id: free\n    label: { en: Relapse-free survival, zh-CN: 无复发生存 }\n    ${FROM_DIAGNOSIS}`,
] as const;
const lived = ['derived:\n', `derived:\n  - ${SURVIVED}\n`] as const;
const codes = (issues: ReturnType<typeof issuesOf>) => issues.map(({ code, severity }) => `${severity} ${code}`);

describe('a recurrence counted from before the treatment', () => {
  it('is refused: nobody is at risk of it until then', () => {
    const [issue, ...others] = issuesOf(CURVE, relapseFromDiagnosis);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: 'error', code: 'endpoint.beforePossible', path: 'endpoints/0/timeZero' });
    expect(issue?.message.en).toContain('"relapse" counts recurrences from "base.found"');
    expect(issue?.hint?.en).toContain('a date of "operation"');
    expect(issue?.message['zh-CN']).toContain('无人处于复发的风险之中');
  });

  it('is let be where deaths or progression are events too, or where nothing is treated', () => {
    expect(codes(issuesOf(CURVE, freeFromDiagnosis))).toEqual([]);
    expect(
      codes(
        issuesOf(CURVE, relapseFromDiagnosis, [
          '{ en: relapse, zh-CN: 复发 }, form: event',
          '{ en: progression or relapse, zh-CN: 进展或复发 }, form: event',
        ]),
      ),
    ).toEqual([]);
    expect(codes(issuesOf(CURVE, relapseFromDiagnosis, ['known: treatment', 'known: diagnosis']))).toEqual([]);
  });
});

describe('having lived to be treated', () => {
  it('is refused as a group from diagnosis on, and taken from the treatment on', () => {
    const grouped = CURVE.replace('times:', 'by: lived, times:');
    expect(codes(issuesOf(grouped, lived, freeFromDiagnosis))).toEqual(['error analysis.futureGroup']);
    expect(codes(issuesOf(grouped, lived))).toEqual([]);
  });

  it.each([
    CURVE,
    CURVE.replace('times: [12]', 'by: base.sex, test: logRank').replace('kaplanMeier', 'survivalTest'),
    CURVE.replace('times: [12]', 'model: cox, covariates: [base.size]').replace('kaplanMeier', 'regression'),
  ])('is warned of as an analysis set from diagnosis on: %s', (analysis) => {
    const asked = ['requireCore: true }', 'requireCore: true, require: lived }'] as const;
    const [issue, ...others] = issuesOf(analysis, lived, asked, freeFromDiagnosis);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: 'warning', code: 'analysis.futureSet', path: 'analyses/0/set' });
    expect(issue?.message.en).toContain('The step "coreMissing" of "complete"');
    expect(codes(issuesOf(analysis, lived, asked))).toEqual([]);
    const eligible = analysis.replace('set: complete', 'set: eligible');
    expect(codes(issuesOf(eligible, lived, asked, freeFromDiagnosis))).toEqual([]);
  });
});

describe('reasons to leave', () => {
  const LIST =
    'codeLists:\n  why: { codes: [{ code: include, label: { en: I, zh-CN: 一 } }, { code: duplicate, label: { en: D, zh-CN: 二 } }, { code: notIt, label: { en: N, zh-CN: 三 } }, { code: objected, label: { en: O, zh-CN: 四 } }, { code: lostBefore, label: { en: Lost before birth, zh-CN: 胎儿丢失 } }] }\n';
  it('that no step lists would be dropped without a trace, and are warned of', () => {
    const named = ['eligibility:\n', 'eligibility:\n  reasons: why\n'] as const;
    const [issue, ...others] = issuesOf(CURVE, ['codeLists:\n', LIST], named);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ severity: 'warning', code: 'eligibility.reasonWithoutStep' });
    expect(issue?.message.en).toContain('No step lists "lostBefore"');
    const listed = ['reasons: [duplicate] }', 'reasons: [duplicate, lostBefore] }'] as const;
    expect(codes(issuesOf(CURVE, ['codeLists:\n', LIST], named, listed))).toEqual([]);
  });
});

describe('comparisons of groups', () => {
  const test = CURVE.replace('times: [12]', 'by: base.sex, test: logRank').replace('kaplanMeier', 'survivalTest');
  const table =
    '{ id: table, kind: describe, role: primary, set: complete, title: { en: Table }, variables: [base.size], standardisedDifference: true }';

  it('draw at random in a permutation test only', () => {
    expect(codes(issuesOf(test.replace('logRank', 'logRank, draws: 5000')))).toEqual(['error analysis.variable']);
    expect(codes(issuesOf(test.replace('logRank', 'logRank, seed: 2')))).toEqual(['error analysis.variable']);
    expect(codes(issuesOf(test.replace('logRank', 'permutationLogRank, draws: 5000, seed: 2')))).toEqual([]);
    expect(codes(issuesOf(test.replace('logRank', 'permutationLogRank, draws: 10')))).toHaveLength(1);
  });

  it('have standardised differences of two groups only', () => {
    const by = (ref: string) => table.replace('standardised', `by: ${ref}, standardised`);
    expect(codes(issuesOf(table))).toEqual(['error analysis.variable']);
    expect(codes(issuesOf(by('base.grade')))).toEqual(['error analysis.variable']);
    expect(codes(issuesOf(by('base.sex')))).toEqual([]);
    expect(codes(issuesOf(by('base.marker')))).toEqual([]);
  });
});
