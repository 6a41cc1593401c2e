import { describe, expect, it } from 'vitest';
import { canonicalCall } from './canonical-call.ts';

describe('canonicalCall', () => {
  it.each([
    [
      'quotes and spaces',
      'survfit( Surv(time,status)~1,data = d,conf.type="log" )',
      "survfit(Surv(time, status) ~ 1, data = d, conf.type='log')",
    ],
  ])('reads %s', (_what, call) => {
    expect(canonicalCall(call)).toBe("survfit(Surv(time, status) ~ 1, data = d, conf.type = 'log')");
  });

  const FIT = 'survfit(Surv(time, status) ~ group, data = d';
  it.each([
    [
      'arguments in another order',
      "survfit(conf.int = 0.9, conf.type = 'log', data = d, formula = Surv(time, status) ~ group)",
      `${FIT}, conf.type = 'log', conf.int = 0.9)`,
    ],
    ['the data without its name', 'survfit(Surv(time, status) ~ group, d)', `${FIT})`],
    [
      'the defaults said',
      'survfit(Surv(time, status) ~ group, data = d, conf.int = 0.95, timefix = T, se.fit = TRUE)',
      `${FIT})`,
    ],
    ['the columns of Surv by name', 'survfit(Surv(event = status, time = time) ~ group, data = d)', `${FIT})`],
    ['a package before the name', 'survival::survfit(survival::Surv(time, status) ~ group, data = d)', `${FIT})`],
    ['an unnamed third argument by its place', 'survfit(Surv(time, status) ~ group, d, w)', `${FIT}, weights = w)`],
    [
      'an argument that nobody knows',
      'survfit(Surv(time, status) ~ group, data = d, error = "tsiatis")',
      `${FIT}, error = 'tsiatis')`,
    ],
    [
      'an argument twice, as it stands',
      'survdiff(rho = 1, Surv(time, status) ~ group, data = d, rho = 2)',
      'survdiff(rho = 1, Surv(time, status) ~ group, data = d, rho = 2)',
    ],
    [
      'a call within a call',
      'f <- coxph(Surv(entry, time, status) ~ x, d, control = coxph.control(eps = 1e-9), ties = "breslow"); class(f) <- "coxph"; f',
      "f <- coxph(Surv(entry, time, status) ~ x, data = d, ties = 'breslow', control = coxph.control(eps = 1e-9)); class(f) <- 'coxph'; f",
    ],
    [
      'a test of two samples',
      'wilcox.test(conf.int = T, y = d$y, x = d$x, paired = T, alternative = "two.sided")',
      'wilcox.test(d$x, d$y, paired = TRUE, conf.int = TRUE)',
    ],
    ['person-time named T', 'poisson.test(x, T = t, conf.level = conf)', 'poisson.test(x, t, conf.level = conf)'],
    [
      'signs inside quotes',
      'fisher.test(tab, alternative = \'a (T, "b"\')',
      'fisher.test(tab, alternative = \'a (T, "b"\')',
    ],
    ['a name that only begins like one', 'my.survfit(x,y)', 'my.survfit(x, y)'],
    ['a call without its end', 'survfit(Surv(time, status)', 'survfit(Surv(time, status)'],
  ])('reads %s', (_what, call, canonical) => {
    expect(canonicalCall(call)).toBe(canonical);
  });

  it('changes nothing on a second reading', () => {
    const call = "coxph(Surv(time, status) ~ group * x, ties = 'exact', data = d)";
    expect(canonicalCall(canonicalCall(call))).toBe(canonicalCall(call));
  });
});
