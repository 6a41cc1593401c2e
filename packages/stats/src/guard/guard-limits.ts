/**
 * Where a guard begins to object. Rules of thumb, each from the literature, none a law of nature.
 *
 * @see Peduzzi et al. (1995) J Clin Epidemiol 48:1503 and Vittinghoff & McCulloch (2007) Am J Epidemiol 165:710 on
 *   events a predictor; Cochran (1954) Biometrics 10:417 on expected counts; Brown, Cai & DasGupta (2001) Stat Sci 16:101
 *   on proportions; Hertz-Picciotto & Rockhill (1997) Biometrics 53:1151 on ties
 */
export const GUARD_LIMITS = {
  /** events a predictor below which a model tells of chance and of the method */
  fewestEventsAPredictor: 5,
  /** events a predictor from which on plain maximum likelihood does without a penalty */
  enoughEventsAPredictor: 10,
  /** expected count of a cell below which the chi-square approximation is no guide */
  expectedCount: 5,
  /** outcomes, or their absence, below which limits that are symmetric about a proportion are no guide */
  outcomes: 5,
  /** events below which the chi-square approximation of a log-rank test is no guide */
  eventsOfATest: 10,
  /** at risk, below which one more event moves a curve by more than a fifth */
  atRisk: 5,
  /** mean share of those at risk whose order ties hide, above which their handling matters */
  displacedByTies: 0.05,
} as const;
