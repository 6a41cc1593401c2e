import { describe, expect, it } from 'vitest';
import { pageData } from './page-data.ts';
import { sampleReport } from './testing/sample-report.ts';

const SOURCE = 'Smith A. An invented journal 2001;1:1-2';

describe('the source of a published number', () => {
  const { document, cards, patients } = sampleReport('en', 'public');
  const [first, second] = cards;
  if (!first || !second) throw new Error('no cards');
  const data = pageData(document, [{ ...first, source: SOURCE }, second], patients);

  it('goes with its card, and no other', () => {
    const published = data.cards[first.statistic]?.[8];
    expect(data.texts[published ?? -1]).toBe(SOURCE);
    expect(data.cards[second.statistic]).toHaveLength(8);
  });

  it('has words for its term in both languages', () => {
    expect(data.words.source).toBe('Published in');
    const chinese = sampleReport('zh-CN', 'public');
    expect(pageData(chinese.document, chinese.cards, []).words.source).toBe('文献来源');
  });
});
