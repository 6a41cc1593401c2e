import { expect, it } from 'vitest';
import { COMMITTED_FIXTURES, readFixtures } from '../../test-support/fixture.ts';
import { ADAPTERS, type FixtureCase, verdictOf } from './index.ts';

/** What docs/validation.md names as unanswered is called so, whatever numbers stand beside it. */
const CALLS: [method: string, call: string][] = [
  ['km', "survfit(Surv(time, status) ~ 1, data = d, conf.type = 'none')"],
  ['km', "survfit(Surv(time, status) ~ 1, data = d, conf.lower = 'peto')"],
  ['km', "survfit(Surv(time, status) ~ 1, data = d, error = 'tsiatis')"],
  ['km', 'survfit(Surv(time, status) ~ 1, data = d, subset = time > 2)'],
  ['logrank', 'survdiff(Surv(time, status) ~ group, data = d, subset = time > 2)'],
  ['coxph', 'coxph(Surv(time, status) ~ x + frailty(group), data = d)'],
  ['coxph', 'coxph(Surv(time, status) ~ x + tt(x), data = d)'],
  ['coxph', 'coxph(Surv(time, status) ~ pspline(x), data = d)'],
  ['coxph', 'coxph(Surv(time, status) ~ poly(x, 2), data = d)'],
  ['coxph', 'coxph(Surv(time, status) ~ x, data = d, init = 1)'],
  ['coxph', 'coxph(Surv(time, status) ~ x, data = d, subset = time > 2)'],
  ['logistic', 'glm(y ~ x, family = binomial, data = d, weights = w)'],
  ['parametric', "survreg(Surv(time, status) ~ x, data = d, dist = 'weibull', weights = w)"],
  ['t_test', "t.test(d$x, d$y, paired = TRUE, alternative = 'less')"],
  ['t_test', 't.test(d$x, d$y, paired = TRUE, mu = 0.5)'],
  ['correlation', "cor.test(d$x, d$y, method = 'pearson', alternative = 'less')"],
  ['correlation', "cor.test(d$x, d$y, method = 'kendall', exact = TRUE)"],
  ['correlation', "cor.test(d$x, d$y, method = 'kendall', exact = FALSE, continuity = TRUE)"],
  ['wilcoxon_rank_sum', "wilcox.test(x, y, alternative = 'less', conf.int = TRUE, tol.root = 1e-12)"],
  ['wilcoxon_signed_rank', 'wilcox.test(d$x, d$y, paired = TRUE, correct = FALSE, conf.int = TRUE, tol.root = 1e-12)'],
  ['incidence_rate', "poisson.test(x, t, alternative = 'less')"],
];

it.each(CALLS)('%s: %s', (method, r_call) => {
  const [fixture] = readFixtures(COMMITTED_FIXTURES, method) as [FixtureCase];
  expect(verdictOf({ ...fixture, r_call }, ADAPTERS[method]).verdict).toBe('unsupported');
});
