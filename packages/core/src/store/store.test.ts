import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, missing, parsePartialDate, sha256Hex, type Value } from '../model/index.ts';
import { type AuditEntry, auditText, CHAIN_BEGINS, sealEntry } from './audit-entry.ts';
import { contentOfValue, type RowContent, valueColumns, valueOfContent } from './content.ts';
import { changedRow, itemChanges, needsReason } from './row-change.ts';
import { chainVerifier, type FoundEntry } from './verify-chain.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });

describe('a line of the audit trail', () => {
  it('is written as its canonical JSON, whatever its texts hold', () => {
    const entries = fc.record<AuditEntry>({
      study: text,
      position: fc.nat(),
      at: text,
      actor: text,
      action: fc.constantFrom('load', 'create', 'change', 'delete'),
      kind: fc.constantFrom('row', 'state', 'snapshot'),
      key: text,
      version: fc.nat(),
      contentHash: fc.option(fc.constant('ab'.repeat(32))),
      reason: fc.option(text),
      previous: fc.constant(CHAIN_BEGINS),
    });
    fc.assert(
      fc.property(entries, (entry) => {
        expect(auditText(entry)).toBe(canonicalJson(entry));
      }),
    );
  });
});

describe('a chain', () => {
  const chain = (length: number): FoundEntry[] => {
    const entries: FoundEntry[] = [];
    for (let position = 1; position <= length; position += 1) {
      const content = `{"n":${position}}`;
      const sealed = sealEntry({
        study: 'invented',
        position,
        at: '2026-01-01T00:00:00.000Z',
        actor: 'somebody',
        action: 'change',
        kind: 'row',
        key: '["f","p",0]',
        version: position,
        contentHash: sha256Hex(content),
        reason: null,
        previous: entries.at(-1)?.hash ?? CHAIN_BEGINS,
      });
      entries.push({ ...sealed, hasHistory: true, content });
    }
    return entries;
  };
  const firstFault = (entries: readonly FoundEntry[]) => {
    const verifier = chainVerifier();
    for (const entry of entries) {
      const fault = verifier.next(entry);
      if (fault) return fault;
    }
    return null;
  };

  it('holds as it was written, and ends at the hash of its last line', () => {
    const entries = chain(5);
    const verifier = chainVerifier();
    for (const entry of entries) expect(verifier.next(entry)).toBeNull();
    expect([verifier.length, verifier.head]).toEqual([5, entries.at(-1)?.hash]);
  });

  it.each<[string, string, number, (entries: FoundEntry[]) => FoundEntry[]]>([
    ['a line taken out', 'audit.gap', 2, ([a, , ...rest]) => [a as FoundEntry, ...rest]],
    [
      'a member changed',
      'audit.changed',
      3,
      (all) => all.map((one) => (one.position === 3 ? { ...one, actor: 'x' } : one)),
    ],
    [
      'a content changed',
      'audit.historyChanged',
      4,
      (all) => all.map((one) => (one.position === 4 ? { ...one, content: '{}' } : one)),
    ],
    [
      'a content deleted',
      'audit.historyChanged',
      4,
      (all) => all.map((one) => (one.position === 4 ? { ...one, content: null } : one)),
    ],
    ['a version missing', 'audit.noHistory', 1, (all) => all.map((one) => ({ ...one, hasHistory: false }))],
    [
      'a line written anew with its own hash',
      'audit.order',
      4,
      (all) => all.map((one) => (one.position === 3 ? { ...one, ...sealEntry({ ...one, actor: 'x' }) } : one)),
    ],
    [
      'two lines exchanged',
      'audit.order',
      2,
      ([a, b, c, ...rest]) =>
        [a, { ...(c as FoundEntry), position: 2 }, { ...(b as FoundEntry), position: 3 }, ...rest] as FoundEntry[],
    ],
  ])('names the first bad line: %s', (_what, code, position, change) => {
    expect(firstFault(change(chain(5)))).toMatchObject({ code, position });
  });
});

describe('the content of values', () => {
  const values: Value[] = [
    3.5,
    -0.1,
    '囊性癌',
    '!text',
    true,
    false,
    parsePartialDate('2019') as Value,
    parsePartialDate('2020-02-29') as Value,
    { kind: 'age', value: 8, unit: 'mo' },
    { kind: 'codes', present: ['b', 'a'], absent: ['c'] },
    missing('notDone'),
  ];
  it.each(values.map((value) => [JSON.stringify(value), value]))('comes back as it was: %s', (_text, value) => {
    const content = contentOfValue(value as Value);
    if (content === null) throw new Error('nothing was entered');
    const through = JSON.parse(canonicalJson(content));
    expect(valueOfContent(through, ['c', 'b', 'a'])).toEqual(value);
    expect(valueColumns(through).content).toBe(canonicalJson(content));
  });

  it('holds nothing for what was not entered, and refuses what no value says', () => {
    expect(contentOfValue(missing('notEntered'))).toBeNull();
    for (const none of [{ date: '2019-13' }, { missing: [] }, { missing: ['noIdea'] }, {}] as never[])
      expect(() => valueOfContent(none)).toThrow(/Restore/);
  });
});

describe('a change of a row', () => {
  const note = { item: 'size', verbatim: 'v', document: 'd', sentence: 's', abstractor: 'a', abstractedOn: '' };
  const { item: _item, ...fields } = note;
  const row: RowContent = { values: { size: 3, sex: 'F' }, sources: [note] };

  it.each<[string, Parameters<typeof changedRow>[1], RowContent, boolean]>([
    ['an item is added', { values: { age: 5 } }, { values: { size: 3, sex: 'F', age: 5 }, sources: [note] }, false],
    ['an item is changed', { values: { sex: 'M' } }, { values: { size: 3, sex: 'M' }, sources: [note] }, true],
    ['an item goes, and its source', { values: { size: null } }, { values: { sex: 'F' }, sources: [] }, true],
    [
      'a source is added',
      { values: {}, sources: { sex: [fields] } },
      { ...row, sources: [{ ...note, item: 'sex' }, note] },
      false,
    ],
    ['a source goes', { values: {}, sources: { size: [] } }, { ...row, sources: [] }, true],
    ['a source is noted twice', { values: {}, sources: { size: [fields, fields] } }, row, false],
    ['nothing is named', { values: {} }, row, false],
  ])('%s', (_what, change, expected, reasonNeeded) => {
    const after = changedRow(row, change);
    expect(after).toEqual(expected);
    expect(needsReason(row, after)).toBe(reasonNeeded);
  });

  it('lists what differs by item', () => {
    expect(itemChanges(row, { values: { size: 4, age: 1 }, sources: [] })).toEqual([
      { item: 'age', before: null, after: 1 },
      { item: 'sex', before: 'F', after: null },
      { item: 'size', before: 3, after: 4 },
    ]);
  });
});
