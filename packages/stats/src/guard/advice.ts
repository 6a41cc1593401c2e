import type { Finding, FindingCode } from './finding.ts';

/**
 * How a method stands with some data. 'recommended': the first in the order of preference against which nothing was
 * found; 'sound': nothing was found against it either; 'doubtful': it gives an answer that is to be read with reserve;
 * 'unfit': it gives none, or a wrong one.
 */
export type Standing = 'recommended' | 'sound' | 'doubtful' | 'unfit';

/**
 * `because` names what was found against a method that is doubtful or unfit; of the one that is recommended, what was
 * found against those that would have gone before it.
 */
export type JudgedMethod<Method extends string> = {
  readonly method: Method;
  readonly standing: Standing;
  readonly because: readonly FindingCode[];
};

export type Advice<Method extends string> = {
  /** the safe method; null where nothing can be done with such data */
  readonly recommended: Method | null;
  /** every method of the family, in the order of preference where nothing speaks against any */
  readonly methods: readonly JudgedMethod<Method>[];
  /** all that was found, also what spoke against none */
  readonly findings: readonly Finding[];
};

/** What speaks against a method: findings that make it unfit, and findings that make it doubtful. */
export type MethodRule<Method extends string> = {
  readonly method: Method;
  readonly unfitBy: readonly FindingCode[];
  readonly doubtfulBy: readonly FindingCode[];
};

/** Judges each method of a family by what was found. */
export function adviceOf<Method extends string>(
  rules: readonly MethodRule<Method>[],
  findings: readonly Finding[],
): Advice<Method> {
  const found = [...new Set(findings.map(({ code }) => code))];
  const among = (codes: readonly FindingCode[]): FindingCode[] => found.filter((code) => codes.includes(code));
  let recommended: Method | null = null;
  const against = new Set<FindingCode>();
  const methods = rules.map(({ method, unfitBy, doubtfulBy }): JudgedMethod<Method> => {
    const unfit = among(unfitBy);
    const because = unfit.length > 0 ? unfit : among(doubtfulBy);
    if (because.length > 0) {
      if (recommended === null) for (const code of because) against.add(code);
      return { method, standing: unfit.length > 0 ? 'unfit' : 'doubtful', because };
    }
    if (recommended !== null) return { method, standing: 'sound', because: [] };
    recommended = method;
    return { method, standing: 'recommended', because: found.filter((code) => against.has(code)) };
  });
  return { recommended, methods, findings: [...findings] };
}

/** How one method of a family stands. */
export function judgedAs<Method extends string>(advice: Advice<Method>, method: Method): JudgedMethod<Method> {
  return advice.methods.find((one) => one.method === method) as JudgedMethod<Method>;
}

/**
 * The first finding of a code, with its numbers.
 *
 * @returns null where nothing of the kind was found
 */
export function findingOf<Code extends FindingCode>(
  { findings }: Pick<Advice<string>, 'findings'>,
  code: Code,
): Extract<Finding, { code: Code }> | null {
  return (findings.find((one) => one.code === code) as Extract<Finding, { code: Code }> | undefined) ?? null;
}
