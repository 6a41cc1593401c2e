import type { JudgeOptions } from './reading.ts';

/** The parts of a study's `search` that say how its terms are to be understood. */
export type SearchMeanings = {
  terms?:
    | readonly {
        id: string;
        certainty?: 'full' | 'possible' | undefined;
        certainWith?: readonly string[] | undefined;
        /** by language */
        lookAlikes?: Readonly<Record<string, readonly string[]>> | undefined;
      }[]
    | undefined;
  sections?: JudgeOptions['sections'];
};

/** What a study's search says of the meaning of its terms, for whoever judges their mentions. */
export function judgeOptionsOf({ terms, sections }: SearchMeanings): JudgeOptions {
  return {
    terms: (terms ?? []).map(({ id, certainty, certainWith, lookAlikes }) => ({
      term: id,
      certainty,
      certainWith,
      lookAlikes: Object.values(lookAlikes ?? {}).flat(),
    })),
    sections,
  };
}
