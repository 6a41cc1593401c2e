import { describe, expect, it } from 'vitest';
import { documentParts, replaceParts } from './document-parts.ts';

const document = '# head\n\n# of a\na: 1\nb:\n  # inside\n  c: 2\n\n# between\nd: [x,\n  y]\n# end\n';

describe('the parts of a document', () => {
  it('are the whole document', () => {
    const parts = documentParts(document);
    expect(parts.map(({ key }) => key)).toEqual([null, 'a', 'b', 'd']);
    expect(parts.map(({ text }) => text).join('')).toBe(document);
    expect(parts[2]?.text).toBe('b:\n  # inside\n  c: 2\n');
  });

  it('are replaced by those of their name, with the comments above them, and none is added', () => {
    expect(replaceParts(document, '\n# new\nb: 3\nz: 4\n')).toBe(
      '# head\n\n# of a\na: 1\n\n# new\nb: 3\n\n# between\nd: [x,\n  y]\n# end\n',
    );
  });
});
