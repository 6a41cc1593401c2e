import type { Experiencer, Negation, Temporality, TextSpan } from '../model/index.ts';
import { judgeMentions } from './judge-mentions.ts';
import { judgedText } from './judged-text.ts';
import { isHan } from './tokens.ts';

/** A phrase in a sentence with the labels that people gave it. */
export type GoldSentence = {
  /** line of the file, from 1 */
  line: number;
  phrase: string;
  sentence: string;
  negation: Negation;
  temporality: Temporality;
  experiencer: Experiencer;
};

/** How one label was met. A share whose denominator is nought is null. */
export type ClassScore = {
  label: string;
  /** sentences that people labelled so, that the rules labelled so, and that both did */
  gold: number;
  judged: number;
  both: number;
  precision: number | null;
  recall: number | null;
  f1: number | null;
};

export type AxisScore = {
  /** of the one label that is looked for: negated, historical, other */
  label: string;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  /** mean of the F1 of the labels that people gave */
  macroF1: number | null;
  /** share of the sentences judged as people did */
  accuracy: number | null;
  classes: ClassScore[];
  /** what people said, then what the rules said: how many sentences */
  confusion: Record<string, Record<string, number>>;
};

export type Evaluation = {
  sentences: number;
  judged: number;
  negation: AxisScore;
  temporality: AxisScore;
  experiencer: AxisScore;
  /** phrases that do not stand in their sentence, which no score counts */
  notFound: { line: number; phrase: string }[];
  /** each sentence judged otherwise than people did */
  differences: {
    line: number;
    axis: 'negation' | 'temporality' | 'experiencer';
    gold: string;
    judged: string;
    rule: string;
  }[];
};

const AXES = {
  negation: { labels: ['affirmed', 'possible', 'negated'], sought: 'negated' },
  temporality: { labels: ['recent', 'historical', 'hypothetical'], sought: 'historical' },
  experiencer: { labels: ['patient', 'other'], sought: 'other' },
} as const;

/** Judges the phrase of each gold sentence, each sentence by itself, and counts how that agrees with the labels. */
export function evaluateGold(gold: readonly GoldSentence[]): Evaluation {
  const notFound: Evaluation['notFound'] = [];
  const pairs: {
    line: number;
    gold: GoldSentence;
    judged: Record<keyof typeof AXES, { value: string; rule: string }>;
  }[] = [];
  for (const one of gold) {
    const span = phraseIn(one.sentence, one.phrase);
    if (span === null) {
      notFound.push({ line: one.line, phrase: one.phrase });
      continue;
    }
    const language = isHan(one.sentence[span.start]) ? 'zh-CN' : 'en';
    const [mention] = judgeMentions(one.sentence, [{ ...span, term: 'phrase', pattern: one.phrase, language }]);
    if (mention !== undefined) pairs.push({ line: one.line, gold: one, judged: mention });
  }
  const axis = (name: keyof typeof AXES): AxisScore =>
    scoreOf(
      pairs.map((pair) => ({ gold: pair.gold[name], judged: pair.judged[name].value })),
      AXES[name],
    );
  return {
    sentences: gold.length,
    judged: pairs.length,
    negation: axis('negation'),
    temporality: axis('temporality'),
    experiencer: axis('experiencer'),
    notFound,
    differences: (['negation', 'temporality', 'experiencer'] as const).flatMap((name) =>
      pairs.flatMap(({ line, gold: labels, judged }) =>
        labels[name] === judged[name].value
          ? []
          : [{ line, axis: name, gold: labels[name], judged: judged[name].value, rule: judged[name].rule }],
      ),
    ),
  };
}

function scoreOf(
  pairs: readonly { gold: string; judged: string }[],
  { labels, sought }: { labels: readonly string[]; sought: string },
): AxisScore {
  const confusion = Object.fromEntries(
    labels.map((gold) => [
      gold,
      Object.fromEntries(
        labels.map((judged) => [judged, pairs.filter((pair) => pair.gold === gold && pair.judged === judged).length]),
      ),
    ]),
  );
  const classes = labels.map((label): ClassScore => {
    const gold = pairs.filter((pair) => pair.gold === label).length;
    const judged = pairs.filter((pair) => pair.judged === label).length;
    const both = confusion[label]?.[label] ?? 0;
    return {
      label,
      gold,
      judged,
      both,
      precision: share(both, judged),
      recall: share(both, gold),
      f1: share(2 * both, gold + judged),
    };
  });
  const given = classes.filter(({ gold }) => gold > 0);
  const main = classes.find(({ label }) => label === sought) as ClassScore;
  return {
    label: sought,
    precision: main.precision,
    recall: main.recall,
    f1: main.f1,
    macroF1: share(
      given.reduce((sum, { f1 }) => sum + (f1 ?? 0), 0),
      given.length,
    ),
    accuracy: share(
      classes.reduce((sum, { both }) => sum + both, 0),
      pairs.length,
    ),
    classes,
    confusion,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/**
 * Where a phrase stands in its sentence, whatever the white space, the width and the case. Where it stands more than once,
 * the place in capitals counts, which is how such files point to the one that is meant; else the first.
 */
export function phraseIn(sentence: string, phrase: string): TextSpan | null {
  const words = judgedText(phrase)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('\\s+');
  const places = [...judgedText(sentence).matchAll(new RegExp(pattern, 'g'))].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
  const inCapitals = places.find(({ start, end }) => {
    const written = sentence.slice(start, end);
    return /[A-Z]{2}/.test(written) && !/[a-z]/.test(written);
  });
  return inCapitals ?? places[0] ?? null;
}

const LABELS: Readonly<Record<string, { axis: keyof typeof AXES; value: string }>> = {
  affirmed: { axis: 'negation', value: 'affirmed' },
  possible: { axis: 'negation', value: 'possible' },
  negated: { axis: 'negation', value: 'negated' },
  recent: { axis: 'temporality', value: 'recent' },
  historical: { axis: 'temporality', value: 'historical' },
  hypothetical: { axis: 'temporality', value: 'hypothetical' },
  'not particular': { axis: 'temporality', value: 'hypothetical' },
  patient: { axis: 'experiencer', value: 'patient' },
  other: { axis: 'experiencer', value: 'other' },
  'family member': { axis: 'experiencer', value: 'other' },
  family: { axis: 'experiencer', value: 'other' },
};

/** What a label in a gold file means on its axis, whatever its case; null where it is none. */
export function goldLabel(axis: keyof typeof AXES, written: string): string | null {
  const label =
    LABELS[
      written
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, ' ')
    ];
  return label !== undefined && label.axis === axis ? label.value : null;
}
