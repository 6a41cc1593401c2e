import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { understandReport } from '@casewright/core/candidates';
import { judgeOptionsOf } from '@casewright/core/context';
import { loadStudy } from '@casewright/core/protocol';
import { compileSearch, type Search } from '@casewright/core/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SearchedExtract, searchExtract } from '../../packages/node/src/extracts/index.ts';

/** Texts that others wrote, beside the checkout: what the shipped search must not find in them. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const shared = join(root, '..', 'shared', 'data', 'text');
const transcripts = join(shared, 'mtsamples_open.csv');
const consultations = join(shared, 'zh_dialogue_gb18030_open.csv');

const folder = mkdtempSync(join(tmpdir(), 'casewright-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mapping = join(folder, 'columns.json');
writeFileSync(
  mapping,
  JSON.stringify({
    schema: 'casewright.extract-columns/1',
    tables: [
      { columns: [], holds: { patient: 'note_id', id: 'note_id', text: ['transcription'] } },
      { columns: [], holds: { patient: 'title', text: ['title', 'ask', 'answer'] } },
    ],
  }),
);

const shipped = (): Search =>
  loadStudy(readFileSync(join(root, 'studies', 'imt', 'study.yaml'), 'utf8')).study?.document.search ?? {};
const searched = (file: string, search: Search): Promise<SearchedExtract> =>
  searchExtract([file], compileSearch(search), { sample: { size: 0, seed: 1 }, mapping });
const statusesOf = (found: SearchedExtract['found'], search: Search) =>
  found.map(({ report, hits, codes }) => ({
    text: report.text,
    status: understandReport(report, hits, codes, judgeOptionsOf(search)).supports?.status ?? null,
  }));

describe.skipIf(!existsSync(transcripts))('English transcriptions', () => {
  let statuses: ReturnType<typeof statusesOf>;
  let counts: Pick<SearchedExtract, 'reports' | 'issues'>;
  beforeAll(async () => {
    const found = await searched(transcripts, shipped());
    counts = found;
    statuses = statusesOf(found.found, shipped());
  });

  it('are read row by row, those without a text left out', () => {
    const answers = JSON.parse(readFileSync(join(shared, 'mtsamples_open.answers.json'), 'utf8')) as Record<
      string,
      number
    >;
    expect(counts.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(counts.reports).toBe((answers['rows'] ?? 0) - (answers['empty_transcriptions'] ?? 0));
  });

  it('hold no case, and nothing that tissue has shown', () => {
    expect(statuses.filter(({ status }) => status === 'case' || status === 'probable')).toEqual([]);
  });

  it('have a pseudotumour of the brain as something else, and an inflammatory one as possible', () => {
    expect(statuses.length).toBeGreaterThan(0);
    for (const { text, status } of statuses)
      expect(status, text.slice(0, 80)).toBe(/inflammatory pseudo-?tumou?r/i.test(text) ? 'possible' : 'not');
  });
});

describe.skipIf(!existsSync(consultations))('Chinese consultations in GB18030', () => {
  it('have every character as it was written', async () => {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(readFileSync(consultations));
    const squeezed = text.replaceAll(/["\s]/g, '');
    const words: Search = {
      terms: [
        {
          id: 'words',
          reason: { en: 'words of any kind' },
          patterns: { 'zh-CN': ['肿瘤', '病理', '肉瘤', '未见', '检查'] },
        },
      ],
    };
    const { reports, found, issues } = await searched(consultations, words);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(reports).toBe(3822);
    expect(found.length).toBeGreaterThan(300);
    for (const { report, hits } of found) {
      expect(report.text).not.toMatch(/\uFFFD/);
      for (const piece of report.text.split(/\n+/).filter((line) => !/^(?:title|ask|answer):$/.test(line.trim())))
        expect(squeezed.includes(piece.replaceAll(/["\s]/g, '')), piece.slice(0, 60)).toBe(true);
      for (const { start, end } of hits)
        expect(report.text.slice(start, end)).toMatch(/^(?:肿瘤|病理|肉瘤|未见|检查|腫瘤|檢查)$/);
    }
  });

  it('hold no case', async () => {
    const { found } = await searched(consultations, shipped());
    expect(statusesOf(found, shipped()).filter(({ status }) => status === 'case' || status === 'probable')).toEqual([]);
  });
});
