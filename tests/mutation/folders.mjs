/** Per cent of a folder's mutants that its tests notice, at least. */
export const LIMIT = 85;

/**
 * What is mutated, a folder of packages/stats/src at a time, and the methods whose committed cases of R guard it.
 * A case with more rows than `rows` is left to the whole run of tests, since each mutant that lives meets every case.
 */
export const folders = [
  {
    name: 'survival',
    rows: 150,
    methods: [
      'km',
      'reverse_km',
      'logrank',
      'logrank_weighted',
      'logrank_trend',
      'pairwise_logrank',
      'nelson_aalen',
      'rmst',
      'conditional_survival',
    ],
  },
  {
    name: 'contingency',
    rows: 150,
    methods: ['fisher_2x2', 'fisher_rxc', 'two_by_two', 'chisq', 'mcnemar', 'cochran_armitage', 'unconditional_exact'],
  },
  {
    name: 'regression',
    rows: 150,
    methods: [
      'coxph',
      'cox_predicted_survival',
      'concordance',
      'fine_gray',
      'firth_cox',
      'firth_logistic',
      'logistic',
      'parametric',
    ],
  },
];

/** The folder that this run is about, by CASEWRIGHT_MUTATE. */
export function mutatedFolder() {
  const name = process.env.CASEWRIGHT_MUTATE;
  const found = folders.find((folder) => folder.name === name);
  if (!found) throw new Error(`CASEWRIGHT_MUTATE is ${name}; it names one of ${folders.map((f) => f.name).join(', ')}`);
  return found;
}
