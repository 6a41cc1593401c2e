/**
 * What data can show that bears on the choice of a method, each with its numbers. Columns and groups are named by their
 * place, counted from 0; times are in the unit of the follow-up.
 */
export type FindingFacts = {
  noSubjects: { subjects: 0 };
  /** nobody had the event */
  noEvents: { subjects: number };
  /** everybody had the outcome */
  nothingButEvents: { subjects: number };
  /** the outcome, or what stands against it, occurred fewer than five times */
  fewOutcomes: { events: number; subjects: number };
  fewEvents: { events: number; below: number };
  /** of an outcome without time the rarer of its two states counts as the events */
  underFiveEventsAPredictor: { events: number; predictors: number; ratio: number };
  underTenEventsAPredictor: { events: number; predictors: number; ratio: number };
  /** a row or a column of nobody */
  emptyMargin: { subjects: number };
  zeroCells: { cells: number };
  smallExpectedCount: { smallest: number; below: number };
  /** everybody has one value of a column */
  constantColumn: { column: number };
  /** a column is made up of earlier ones */
  dependentColumn: { column: number };
  /** of a column of 0 and 1, nobody with one of the two had the event, or everybody */
  levelWithoutContrast: { column: number; value: 0 | 1; subjects: number; events: number };
  /** some combination of columns orders the events all by itself: the likelihood has no maximum */
  separated: { events: number; subjects: number };
  notConverged: { iterations: number };
  ties: { tied: number; events: number };
  /** tied events hide the order of so many at risk that it matters how they are handled */
  heavyTies: { tied: number; events: number; displaced: number };
  /** observed only from a time after the start */
  lateEntry: { late: number; subjects: number };
  /** an event while few were under observation, before others entered */
  tinyRiskSet: { time: number; atRisk: number; later: number };
  /** all under observation had the event, and others entered afterwards: the curve is 0 and stays there */
  exhaustedRiskSet: { time: number; later: number };
  competingEvents: { events: number; competing: number };
  nothingCompetes: { events: number };
  medianNotReached: { lowest: number; last: number };
  /** a time that is asked for lies after the last one observed */
  beyondFollowUp: { time: number; last: number };
  /** fewer than five at risk from a time on */
  fewAtRisk: { from: number; below: number };
  groupWithoutSubjects: { group: number };
  groupWithoutEvents: { group: number; subjects: number };
  /** no time at which both the first and the last group to be observed are under observation */
  noCommonFollowUp: { from: number; until: number };
  /** no event fell while more than one group was at risk */
  neverAtRiskTogether: { events: number };
  /** until when every group is observed */
  commonFollowUp: { until: number };
  /** the horizon of a comparison lies after the end of the shortest follow-up of a group */
  horizonBeyondFollowUp: { horizon: number; until: number };
};

export type FindingCode = keyof FindingFacts;

export type Finding = { [Code in FindingCode]: { readonly code: Code } & Readonly<FindingFacts[Code]> }[FindingCode];
