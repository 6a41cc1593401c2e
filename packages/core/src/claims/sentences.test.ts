import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

const read = (text: string): string[] => sentencesOf(text).map(({ text: sentence, line }) => `${line}: ${sentence}`);

describe('the sentences of a manuscript', () => {
  it.each([
    [
      'ends at full stops, not at decimals or abbreviations',
      'Age 5.0 y, e.g. C. Smith et al. 3 died. Ten left!',
      ['1: Age 5.0 y, e.g. C. Smith et al. 3 died.', '1: Ten left!'],
    ],
    [
      'joins the lines of a paragraph',
      'Of the ten\n16. Then three\nleft. Two\nstayed.\n\nNone.',
      ['1: Of the ten 16.', '2: Then three left.', '3: Two stayed.', '6: None.'],
    ],
    [
      'knows Markdown',
      '# Results of 3\n**Ten** left\n- one `x`\n- two\n\n1. three\n2. four\n> quoted',
      ['1: Results of 3', '2: Ten left', '3: one x', '4: two', '6: three', '7: four', '8: quoted'],
    ],
    [
      'ends Chinese sentences and joins their lines without a space',
      '共16例。男10例，\n女6例；均行手术！',
      ['1: 共16例。', '1: 男10例，女6例；', '2: 均行手术！'],
    ],
    ['bears a mark of byte order and carriage returns', '\uFEFFOne.\r\nTwo.', ['1: One.', '2: Two.']],
    ['has none in nothing', ' \n\n', []],
  ])('%s', (_what, text, expected) => expect(read(text)).toEqual(expected));
});
