import type { TextSpan } from '../model/index.ts';
import type { StainedShare, StainFinding } from './ihc-panel.ts';

/** What a report states of a stain. */
export type StainFact = {
  kind: 'stain';
  marker: string;
  clone: string | null;
  result: 'positive' | 'negative' | 'equivocal' | null;
  notDone: boolean;
  extent: StainFinding['extent'];
  intensity: StainFinding['intensity'];
  /** percent of cells */
  share: StainedShare | null;
  localisation: string | null;
  elsewhere: readonly string[];
  /** whether the result is the marker's own or that of a list it stands in */
  shares: StainFinding['shares'];
};
/** One to three axes in millimetres, in the order of the text. */
export type SizeFact = {
  kind: 'size';
  axes: readonly number[];
  largest: number;
  bound: 'exact' | 'about' | 'below' | 'above';
};
/** `close` and `clear` where no R is written; `distance` in millimetres, null where none is given. */
export type MarginFact = {
  kind: 'margin';
  margin: 'R0' | 'R1' | 'R2' | 'RX' | 'close' | 'clear' | 'involved';
  distance: number | null;
};
export type MitosesFact = {
  kind: 'mitoses';
  low: number | null;
  high: number | null;
  /** high-power fields or square millimetres; null where the text counts per none of them */
  per: { value: number; unit: 'HPF' | 'mm2' } | null;
};
/** Genes in the order of the text; `exons` as written. */
export type FusionFact = {
  kind: 'fusion';
  genes: readonly [string, string];
  exons: string | null;
  result: 'positive' | 'negative';
};
export type RearrangementFact = {
  kind: 'rearrangement';
  gene: string;
  method: 'FISH' | 'RT-PCR' | 'NGS' | null;
  result: 'positive' | 'negative';
  /** percent of cells with split signals, where given */
  percent: number | null;
};
export type DateFact = { kind: 'date'; date: string };

export type FactValue = StainFact | SizeFact | MarginFact | MitosesFact | FusionFact | RearrangementFact | DateFact;

/** A fact that a text proposes, with the place it was read from; it enters no record without a person's yes. */
export type Fact = FactValue & {
  span: TextSpan;
  sentence: TextSpan;
  verbatim: string;
  /** name of the rule it was read by */
  rule: string;
};

/** What a rule found in the words of one sentence. */
export type Found<Value extends FactValue = FactValue> = { value: Value; rule: string; start: number; end: number };
