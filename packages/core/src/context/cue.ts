/** Which way a cue looks: at what follows it, at what stands before it, or only at a mention that its phrase names. */
export type CueDirection = 'forward' | 'backward' | 'around';

/**
 * Words that change how a mention beside them is read. In a phrase, `(a|b)` is one of these, `[a]` may be missing, `~2` stands
 * for up to two words in between, and `#` for the mention itself. A Chinese character is a word.
 */
export type CueGroup<Value extends string> = {
  /** name of the rule, as `--explain` and the documentation give it */
  rule: string;
  /** `none` takes its words away from other cues and says nothing */
  value: Value | 'none';
  direction: CueDirection;
  /** how many words and signs may stand between cue and mention; without it, as far as the clause goes */
  reach?: number;
  /** whether a comma between Chinese clauses ends it (the default) or a list goes on behind it */
  crossesChineseComma?: boolean;
  phrases: readonly string[];
};

/** A cue where it stands: places in the tokens of a sentence, the end exclusive. */
export type FoundCue<Value extends string> = { group: CueGroup<Value>; start: number; end: number };
