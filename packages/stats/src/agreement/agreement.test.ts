import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohenKappa, fleissKappa, gwetAc1, gwetAc1OfTable, intraclassCorrelations } from './index.ts';

const close = (value: number) => expect.closeTo(value, 12);

describe('two raters of six subjects by hand', () => {
  // both say A of 3, both B of 2, the first A and the second B of 1
  const six = [
    [3, 1],
    [0, 2],
  ];

  it('kappa', () => {
    // observed 5/6; margins 4/6, 2/6 and 3/6, 3/6: expected 1/2; (1/3) / (1/2)
    const found = cohenKappa(six);
    expect(found).toMatchObject({
      estimate: close(2 / 3),
      observed: close(5 / 6),
      expected: close(1 / 2),
      subjects: 6,
    });
    // weights less expected ones times 1/3, in eighteenths: 11 and -5 / -7 and 13, their mean 9; squares about it 4, 196, 16
    expect(found.standardError).toBeCloseTo(Math.sqrt((4 / 2 + 196 / 6 + 16 / 3) / 324 / (6 / 4)), 12);
    // under chance alone: -1/6, -5/6, -7/6, 1/6 about -1/2 with 1/3, 1/3, 1/6, 1/6: variance 2/9
    expect(found.standardErrorNull).toBeCloseTo(Math.sqrt(2 / 9 / (6 / 4)), 12);
    expect(found.z).toBeCloseTo(Math.sqrt(3), 12);
    expect(found.upper).toBeCloseTo(2 / 3 + 1.959963984540054 * Math.sqrt(20 / 243), 12);
  });

  it('AC1', () => {
    // categories 7/12 and 5/12: expected 2 x 35/144 = 35/72; (60 - 35) / (72 - 35)
    const found = gwetAc1OfTable(six);
    expect(found).toMatchObject({ estimate: close(25 / 37), observed: close(5 / 6), expected: close(35 / 72) });
    // influences less 25/37, in 1369ths: 564 three times, 276 twice, -2244 once
    const square = (3 * 564 ** 2 + 2 * 276 ** 2 + 2244 ** 2) / 1369 ** 2 / 30;
    expect(found.standardError).toBeCloseTo(Math.sqrt(square), 12);
    // t with 5 degrees at 97.5%: 2.5705818
    expect(found.lower).toBeCloseTo(25 / 37 - 2.5705818 * Math.sqrt(square), 6);
    expect(found.upper).toBe(1);
  });

  it('weighted kappa of three ordered categories', () => {
    const ordered = [
      [2, 1, 0],
      [0, 1, 0],
      [0, 1, 1],
    ];
    // linear: observed (4 + 2/2) / 6, expected 20/36; quadratic: (4 + 2 x 3/4) / 6, 24.5/36
    expect(cohenKappa(ordered, { weights: 'linear' }).estimate).toBeCloseTo(5 / 8, 12);
    expect(cohenKappa(ordered, { weights: 'quadratic' }).estimate).toBeCloseTo(17 / 23, 12);
    expect(cohenKappa(ordered).estimate).toBeCloseTo((4 / 6 - 11 / 36) / (25 / 36), 12);
  });

  it('high agreement, uneven categories: kappa near 0, AC1 high', () => {
    const paradox = [
      [40, 5],
      [4, 1],
    ];
    expect(cohenKappa(paradox).estimate).toBeLessThan(0.1);
    expect(gwetAc1OfTable(paradox).estimate).toBeGreaterThan(0.75);
  });
});

describe('three raters of four subjects by hand', () => {
  const counts = [
    [3, 0],
    [2, 1],
    [0, 3],
    [1, 2],
  ];

  it("Fleiss' kappa", () => {
    // agreeing pairs 1, 1/3, 1, 1/3; categories 1/2 and 1/2
    expect(fleissKappa(counts)).toEqual({
      estimate: close(1 / 3),
      standardErrorNull: close(Math.sqrt(2 / 24)),
      z: close(1 / 3 / Math.sqrt(2 / 24)),
      pValue: expect.closeTo(0.2482131, 7),
      observed: close(2 / 3),
      expected: close(1 / 2),
      ofCategory: [close(1 / 3), close(1 / 3)],
      ofCategoryStandardErrorNull: close(Math.sqrt(2 / 24)),
      subjects: 4,
      raters: 3,
      whyNull: null,
    });
  });

  it("Fleiss' kappa of uneven categories: the skew counts", () => {
    // shares 2/3 and 1/3: spread 2/9 twice; its skew -2/27 and 2/27 adds up to 0, so the error is that of one category
    const uneven = fleissKappa([...counts.slice(0, 2), [3, 0], [0, 3]]);
    expect(uneven.standardErrorNull).toBeCloseTo(Math.sqrt(2 / 24), 12);
    // three categories, shares 1/2 1/4 1/4: spread 1/4 3/16 3/16, skew 0 + 3/32 + 3/32
    const three = fleissKappa([
      [2, 0, 0],
      [1, 1, 0],
      [0, 0, 2],
      [1, 1, 0],
    ]);
    expect(three.standardErrorNull).toBeCloseTo((Math.sqrt(2 / 8) * Math.sqrt(25 / 64 - 3 / 16)) / (5 / 8), 12);
  });

  it('AC1', () => {
    expect(gwetAc1(counts)).toMatchObject({ estimate: close(1 / 3), observed: close(2 / 3), expected: close(1 / 2) });
  });
});

describe('measurements by hand', () => {
  // subjects 2 2 5 5, raters 3 and 4: between 18/3, raters 2/1, the rest 2/3, within (2 + 2)/4
  const ratings = [
    [1, 3],
    [2, 2],
    [4, 6],
    [5, 5],
  ];

  it('six forms', () => {
    const { forms, ...about } = intraclassCorrelations(ratings);
    expect(about).toEqual({ subjects: 4, missing: 0, raters: 2, whyNull: null });
    const estimates = { ICC1: 5 / 7, ICC2: 8 / 11, ICC3: 4 / 5, ICC1k: 5 / 6, ICC2k: 16 / 19, ICC3k: 8 / 9 };
    for (const [form, estimate] of Object.entries(estimates)) {
      const found = forms[form as keyof typeof estimates];
      expect(found.estimate).toBeCloseTo(estimate, 12);
      expect(found.f).toBeCloseTo(form.startsWith('ICC1') ? 6 : 9, 12);
      expect(found.degreesOfFreedom).toEqual(form.startsWith('ICC1') ? [3, 4] : [3, 3]);
    }
    // F at 97.5% with 3 and 4 degrees 9.9791985, with 4 and 3 15.1009789
    const [low, high] = [6 / 9.9791985, 6 * 15.1009789];
    expect(forms.ICC1).toMatchObject({
      lower: expect.closeTo((low - 1) / (low + 1), 7),
      upper: expect.closeTo((high - 1) / (high + 1), 7),
    });
    expect(forms.ICC1k).toMatchObject({
      lower: expect.closeTo(1 - 1 / low, 6),
      upper: expect.closeTo(1 - 1 / high, 7),
    });
  });

  it('a subject with a missing rating is left out and counted', () => {
    const found = intraclassCorrelations([[7, null], ...ratings, [null, null]]);
    expect(found).toEqual({ ...intraclassCorrelations(ratings), missing: 2 });
  });
});

describe('a rater who names one category only', () => {
  it.each([
    [
      'the first',
      [
        [7, 5],
        [0, 0],
      ],
      7 / 12,
    ],
    [
      'the second',
      [
        [7, 0],
        [5, 0],
      ],
      7 / 12,
    ],
    [
      'of three',
      [
        [0, 4, 3],
        [0, 0, 0],
        [0, 0, 0],
      ],
      0,
    ],
  ])('%s: nobody can agree beyond chance, with no error of it and no test', (_who, table, observed) => {
    for (const weights of ['none', 'linear', 'quadratic'] as const) {
      const found = cohenKappa(table, { weights });
      expect(found).toMatchObject({ estimate: 0, standardError: 0, lower: 0, upper: 0, standardErrorNull: 0, z: null });
      expect(found).toMatchObject({ pValue: null, whyNull: null });
      expect(found.observed).toBeCloseTo(found.expected as number, 15);
    }
    expect(cohenKappa(table).observed).toBeCloseTo(observed, 15);
  });
});

describe('what cannot be estimated', () => {
  it('all in one category', () => {
    const one = [
      [6, 0],
      [0, 0],
    ];
    expect(cohenKappa(one)).toMatchObject({
      estimate: null,
      lower: null,
      z: null,
      observed: 1,
      whyNull: 'oneCategory',
    });
    expect(gwetAc1OfTable(one)).toMatchObject({ estimate: 1, standardError: 0, pValue: 0 });
    const alike = [
      [3, 0],
      [3, 0],
    ];
    expect(fleissKappa(alike)).toMatchObject({ estimate: null, ofCategory: [null, null], whyNull: 'oneCategory' });
  });

  it('each rater one category, but not the same', () => {
    const found = cohenKappa([
      [0, 6],
      [0, 0],
    ]);
    expect(found).toMatchObject({ estimate: 0, standardError: 0, standardErrorNull: 0, z: null, whyNull: null });
  });

  it('nobody rated, or one', () => {
    const empty = [
      [0, 0],
      [0, 0],
    ];
    expect(cohenKappa(empty)).toMatchObject({ estimate: null, observed: null, subjects: 0, whyNull: 'nobody' });
    expect(gwetAc1OfTable(empty)).toMatchObject({ estimate: null, subjects: 0 });
    expect(gwetAc1([])).toMatchObject({ estimate: null, subjects: 0 });
    expect(gwetAc1([[2, 0]])).toMatchObject({ estimate: 1, standardError: null, lower: null, pValue: null });
    expect(fleissKappa([])).toMatchObject({ estimate: null, subjects: 0, whyNull: 'nobody' });
    expect(intraclassCorrelations([[1, 2]])).toMatchObject({
      whyNull: 'tooFewSubjects',
      forms: { ICC2: { estimate: null } },
    });
  });

  it('a category that nobody chose has no kappa of its own', () => {
    expect(
      fleissKappa([
        [2, 0, 1],
        [0, 0, 3],
      ]).ofCategory[1],
    ).toBeNull();
  });

  it('measurements without any spread, and raters a constant apart', () => {
    expect(
      intraclassCorrelations([
        [0.1, 0.1],
        [0.1, 0.1],
        [0.1, 0.1],
      ]).whyNull,
    ).toBe('noSpread');
    const apart = intraclassCorrelations([
      [0.1, 1.1],
      [0.2, 1.2],
      [0.7, 1.7],
    ]);
    expect(apart.whyNull).toBe('noResidual');
    expect(apart.forms.ICC3).toMatchObject({ estimate: 1, lower: null, f: null, pValue: null });
    expect(apart.forms.ICC1.f).not.toBeNull();
  });
});

describe('what is refused', () => {
  it.each([
    [
      'agreement.square',
      undefined,
      () =>
        cohenKappa([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
    ],
    ['agreement.categories', 1, () => cohenKappa([[1, 2], [3]])],
    ['agreement.categories', 0, () => fleissKappa([[3]])],
    [
      'agreement.counts',
      1,
      () =>
        gwetAc1OfTable([
          [1, 2],
          [-1, 4],
        ]),
    ],
    [
      'agreement.counts',
      0,
      () =>
        cohenKappa([
          [1.5, 2],
          [1, 4],
        ]),
    ],
    [
      'agreement.ratings',
      1,
      () =>
        gwetAc1([
          [1, 1],
          [1, 0],
        ]),
    ],
    [
      'agreement.raters',
      2,
      () =>
        fleissKappa([
          [1, 2],
          [3, 0],
          [2, 2],
        ]),
    ],
    [
      'agreement.raters',
      0,
      () =>
        fleissKappa([
          [1, 0],
          [0, 1],
        ]),
    ],
    ['icc.raters', 1, () => intraclassCorrelations([[1, 2], [1]])],
    ['icc.raters', 0, () => intraclassCorrelations([[1], [2]])],
    [
      'values.notFinite',
      1,
      () =>
        intraclassCorrelations([
          [1, 2],
          [1, Number.NaN],
        ]),
    ],
    [
      'level.range',
      undefined,
      () =>
        cohenKappa(
          [
            [1, 2],
            [3, 4],
          ],
          { level: 95 },
        ),
    ],
    ['level.range', undefined, () => gwetAc1([[1, 1]], 1)],
    ['level.range', undefined, () => intraclassCorrelations([[1, 2]], 0)],
  ])('%s at %s', (code, at, call) => {
    expect(call).toThrow(expect.objectContaining({ name: 'InputError', code, at }));
  });
});

describe('properties', () => {
  const square = fc.integer({ min: 2, max: 5 }).chain((k) => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: k, maxLength: k });
    return fc.array(row, { minLength: k, maxLength: k });
  });
  const transposed = (table: number[][]) => table.map((_, j) => table.map((row) => row[j] as number));
  const weights = fc.constantFrom('none' as const, 'linear' as const, 'quadratic' as const);

  it('raters change places, and the order of categories turns round', () => {
    fc.assert(
      fc.property(square, weights, (table, given) => {
        const found = cohenKappa(table, { weights: given });
        const turned = table.map((row) => [...row].reverse()).reverse();
        for (const same of [transposed(table), turned]) {
          const other = cohenKappa(same, { weights: given });
          expect(other.estimate ?? 0).toBeCloseTo(found.estimate ?? 0, 10);
          expect(other.standardError ?? 0).toBeCloseTo(found.standardError ?? 0, 10);
          expect(other.standardErrorNull ?? 0).toBeCloseTo(found.standardErrorNull ?? 0, 10);
        }
        expect(gwetAc1OfTable(transposed(table)).estimate ?? 0).toBeCloseTo(gwetAc1OfTable(table).estimate ?? 0, 10);
      }),
    );
  });

  it('agreement of all is 1 without error', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }),
        weights,
        (counts, given) => {
          const diagonal = counts.map((count, i) => counts.map((_, j) => (i === j ? count : 0)));
          const found = cohenKappa(diagonal, { weights: given });
          expect(found.estimate).toBeCloseTo(1, 12);
          expect(found.standardError).toBeLessThan(1e-12);
          expect(gwetAc1OfTable(diagonal)).toMatchObject({ estimate: 1, observed: 1 });
        },
      ),
    );
  });

  it('a table is its subjects one by one', () => {
    fc.assert(
      fc.property(square, (table) => {
        const rows = table.flatMap((row, i) =>
          row.flatMap((count, j) =>
            Array.from({ length: count }, () => table.map((_, k) => Number(k === i) + Number(k === j))),
          ),
        );
        const [whole, single] = [gwetAc1OfTable(table), gwetAc1(rows)];
        expect(single.estimate ?? -2).toBeCloseTo(whole.estimate ?? -2, 10);
        expect(single.standardError ?? -2).toBeCloseTo(whole.standardError ?? -2, 10);
        expect(single.pValue ?? -2).toBeCloseTo(whole.pValue ?? -2, 10);
        const fleiss = fleissKappa(rows);
        // with two raters it is Scott's pi: chance by the mean of both margins
        if (fleiss.estimate !== null) {
          const n = rows.length;
          const both = table.map((_, k) => rows.reduce((sum, row) => sum + (row[k] as number), 0) / (2 * n));
          const chance = both.reduce((sum, share) => sum + share * share, 0);
          const agreed = table.reduce((sum, row, k) => sum + (row[k] as number), 0) / n;
          expect(fleiss.estimate).toBeCloseTo((agreed - chance) / (1 - chance), 10);
        }
      }),
    );
  });

  const measured = fc.tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 2, max: 4 })).chain(([n, k]) =>
    fc.array(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: k, maxLength: k }), {
      minLength: n,
      maxLength: n,
    }),
  );

  it('neither unit, nor offset, nor order of subjects and raters moves an intraclass correlation', () => {
    fc.assert(
      fc.property(measured, (ratings) => {
        const found = intraclassCorrelations(ratings);
        const changed = intraclassCorrelations(
          ratings.map((row) => row.map((x) => x * 2.54 + 1e5).reverse()).reverse(),
        );
        expect(changed.whyNull).toBe(found.whyNull);
        for (const form of Object.keys(found.forms) as (keyof typeof found.forms)[]) {
          for (const value of ['estimate', 'lower', 'upper'] as const) {
            const [ours, theirs] = [found.forms[form][value], changed.forms[form][value]];
            expect(theirs === null).toBe(ours === null);
            if (ours !== null) expect(theirs as number).toBeCloseTo(ours, 5 - Math.log10(Math.max(1, Math.abs(ours))));
          }
        }
      }),
    );
  });

  it('limits hold the estimate', () => {
    fc.assert(
      fc.property(measured, (ratings) => {
        for (const { estimate, lower, upper } of Object.values(intraclassCorrelations(ratings).forms)) {
          if (estimate === null || lower === null || upper === null) continue;
          expect(lower).toBeLessThanOrEqual(estimate + 1e-9);
          expect(upper).toBeGreaterThanOrEqual(estimate - 1e-9);
        }
      }),
    );
  });
});
