import { type LogisticModel, logisticRegression } from '../regression/index.ts';
import { type Answer, type FixtureCase, notUnderstood } from './fixture-case.ts';
import { matrixOf } from './logrank.ts';
import { modelFrame } from './model-frame.ts';

const CALL =
  /^glm\((\w+) ~ (.+?), family = binomial, data = d(?:, control = glm\.control\(epsilon = ([\d.e-]+), maxit = (\d+)\))?\)$/;

export function logistic(fixture: FixtureCase): Answer {
  const call = CALL.exec(fixture.r_call);
  if (!call) return notUnderstood(fixture);
  const [, y = '', rhs = '', epsilon = '1e-8', rounds = '25'] = call;
  const frame = modelFrame(fixture, rhs, [y], true);
  const model = logisticRegression(Uint8Array.from(frame.numbers(y)), frame.columns, {
    tolerance: Number(epsilon),
    maximumIterations: Number(rounds),
  });
  const each = (name: keyof LogisticModel['coefficients'][number]) => model.coefficients.map((found) => found[name]);
  return {
    output: {
      terms: frame.names,
      coef: each('estimate'),
      se: each('standardError'),
      var: matrixOf(model.variance, frame.names.length),
      z: each('z'),
      p: each('pValue'),
      or: each('oddsRatio'),
      wald_lower: each('lower'),
      wald_upper: each('upper'),
      deviance: model.deviance,
      null_deviance: model.nullDeviance,
      aic: model.akaike,
      df_residual: model.residualDegreesOfFreedom,
      iterations: model.iterations,
      converged: model.verdict !== 'notConverged',
    },
    warnings: model.verdict === 'converged' ? [] : [model.verdict],
  };
}
