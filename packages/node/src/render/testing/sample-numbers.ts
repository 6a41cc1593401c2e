import type { Inline, NumberCard } from '@casewright/core/report';

type Side = { label: string; patients: readonly string[] };
type Source = {
  title: string;
  exact?: string;
  unit?: string;
  numerator?: Side;
  denominator?: Side;
  deciding?: readonly { patient: string; text: string }[];
};
type Method = Pick<NumberCard, 'method' | 'reference' | 'options' | 'analysisSet' | 'plan' | 'notes'>;

/** Collects a card for each number that the sample report shows. */
export class SampleNumbers {
  readonly cards = new Map<string, NumberCard>();
  readonly #audience: 'public' | 'team';

  constructor(audience: 'public' | 'team') {
    this.#audience = audience;
  }

  /** A number of the text, with its card. */
  bind(statistic: string, text: string, source: Source, method: Method): Inline {
    const team = this.#audience === 'team';
    const side = (given: Side | undefined): NumberCard['numerator'] =>
      given ? { label: given.label, count: given.patients.length, patients: team ? [...given.patients] : null } : null;
    this.cards.set(statistic, {
      statistic,
      title: source.title,
      printed: text,
      exact: source.exact ?? text,
      unit: source.unit ?? '',
      numerator: side(source.numerator),
      denominator: side(source.denominator),
      deciding: team && source.deciding ? [...source.deciding] : null,
      ...method,
    });
    return { kind: 'number', statistic, text };
  }
}
