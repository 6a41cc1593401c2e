import {
  binomialNormalOddsRatio,
  mantelHaenszel,
  type PooledTables,
  petoOddsRatio,
  type StudyOfTwo,
  type TwoGroupMeasure,
  type TwoGroupModel,
  twoGroupEffects,
} from '../meta-analysis/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { searchedByR } from './meta-proportion-glmm.ts';
import { type Arguments, type RCall, readCall } from './r-call.ts';
import { argumentsOf, correctionOf, counts, levelOf, pair, poolingOptions, rmaAnswer, rmaArguments } from './rma.ts';

const MEASURES: Record<string, TwoGroupMeasure> = { OR: 'logOddsRatio', RR: 'logRiskRatio', RD: 'riskDifference' };
const MODELS: Record<string, TwoGroupModel> = { 'UM.FS': 'fixedLevels', 'CM.AL': 'conditional' };
const COLUMNS = ['ai', 'n1i', 'ci', 'n2i'];

export function metaTwoGroup(fixture: FixtureCase): Answer {
  const call = readCall(fixture);
  const answer = Object.hasOwn(ANSWERS, call.of) ? ANSWERS[call.of] : undefined;
  return answer ? answer(fixture, call) : notUnderstood(fixture);
}

const ANSWERS: Record<string, (fixture: FixtureCase, call: RCall) => Answer> = {
  'metafor::rma': (fixture, call) => {
    const given = rmaArguments(fixture, call, COLUMNS, ['measure', 'add', 'to']);
    const measure = given.choice('measure', MEASURES);
    const effects = twoGroupEffects(studiesOf(fixture, given), measure, correctionOf(given));
    return rmaAnswer(effects, poolingOptions(fixture, given), measure === 'riskDifference' ? null : Math.exp);
  },
  'metafor::rma.mh': (fixture, call) => {
    const given = argumentsOf(fixture, call, COLUMNS, ['measure', 'level']);
    const found = mantelHaenszel(studiesOf(fixture, given), given.choice('measure', MEASURES, 'OR'), levelOf(given));
    return {
      output: {
        ...tables(found),
        q_p: found.qPValue,
        cmh: found.oddsRatioTests?.chiSquare ?? null,
        cmh_p: found.oddsRatioTests?.pValue ?? null,
        tarone: found.oddsRatioTests?.equality ?? null,
      },
    };
  },
  'metafor::rma.peto': (fixture, call) => {
    const given = argumentsOf(fixture, call, COLUMNS, ['level']);
    const found = petoOddsRatio(studiesOf(fixture, given), levelOf(given));
    return { output: tables(found), warnings: found.estimate === null ? ['notEstimable'] : [] };
  },
  'metafor::rma.glmm': (fixture, call) => {
    const given = argumentsOf(fixture, call, COLUMNS, ['measure', 'method', 'model', 'nAGQ', 'level']);
    given.choice('measure', { OR: null });
    given.choice('method', { ML: null }, 'ML');
    const found = binomialNormalOddsRatio(studiesOf(fixture, given), given.choice('model', MODELS, 'UM.FS'), {
      points: given.number('nAGQ', 7),
      level: levelOf(given),
    });
    return {
      output: { estimate: found.estimate, se: found.standardError, ci: pair(found.interval), tau2: found.tauSquared },
      deviations: searchedByR(['estimate', 'se', 'ci.#', 'tau2']),
      warnings: found.whyNull ? [found.whyNull] : found.studies === 1 ? ['oneStudy'] : [],
    };
  },
};

function tables(found: PooledTables) {
  return {
    estimate: found.estimate,
    se: found.standardError,
    p: found.pValue,
    ci: pair(found.interval),
    q: found.q,
    i2: found.iSquared === null ? null : found.iSquared * 100,
  };
}

function studiesOf(fixture: FixtureCase, given: Arguments): StudyOfTwo[] {
  const [events, sizes, others, otherSizes] = COLUMNS.map((name) => counts(fixture, given.name(name))) as [
    number[],
    number[],
    number[],
    number[],
  ];
  return events.map((count, study) => ({
    first: { events: count, n: sizes[study] as number },
    second: { events: others[study] as number, n: otherSizes[study] as number },
  }));
}
