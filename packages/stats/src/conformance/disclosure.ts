import { disclosureRisk } from '../disclosure/index.ts';
import { type Answer, column, type FixtureCase, notUnderstood, parameter, UnansweredCall } from './fixture-case.ts';

export function disclosure(fixture: FixtureCase): Answer {
  if (fixture.r_call !== 'k_anon(d, qi, sens, k)') notUnderstood(fixture);
  const { qi, sens } = fixture.input.params ?? {};
  if (!Array.isArray(qi) || typeof sens !== 'string') throw new UnansweredCall({ lacks: 'columnNames' });
  const quasiIdentifiers = qi.map((name) => column(fixture, String(name)));
  const found = disclosureRisk(quasiIdentifiers, column(fixture, sens), parameter(fixture, 'k'));
  return {
    output: {
      n_records: found.records,
      n_classes: found.classes,
      k_min: found.smallestClass,
      class_sizes_sorted: found.classSizes,
      record_class_size: Array.from(found.classSizeOfRecord),
      sample_uniques: found.uniques,
      records_below_k: found.recordsBelow,
      classes_below_k: found.classesBelow,
      distinct_l_min: found.distinctSensitive[0] ?? null,
      distinct_l_sorted: found.distinctSensitive,
      entropy_l_min: found.smallestEntropyDiversity,
      mean_reidentification_risk: found.meanRisk,
      max_risk: found.largestRisk,
    },
  };
}
