import { parseStainPanel, type StainFinding } from '../facts/index.ts';
import { type Words, words } from '../model/index.ts';
import type { DataCell, RowDraft } from './column-plan.ts';
import type { Asked } from './questions.ts';

export type StainRows = {
  rows: Map<number, readonly RowDraft[]>;
  count: number;
  markers: number;
  left: Words[];
  /** a question about them is open */
  open: boolean;
};

/** The results that the panels of a column hold, by row of the sheet; `marker` is still the name that the text uses. */
export function stainRows(id: string, called: string, cells: readonly DataCell[], asked: Asked): StainRows {
  const panels = cells.map((cell) => ({ cell, panel: parseStainPanel(cell.text) }));
  const findings = panels.flatMap(({ panel }) => panel.findings);
  const elsewhere = findings.filter(
    ({ result, elsewhere: structures, notDone }) => result === null && structures.length > 0 && !notDone,
  );
  const implied = findings.filter(({ shares }) => shares === 'implied');
  let elsewhereMeans: string | null = 'negative';
  if (elsewhere.length > 0) {
    elsewhereMeans = asked.must(
      `${id}.elsewhere`,
      words(
        `In column ${called}, ${elsewhere.length} result${elsewhere.length === 1 ? ' names' : 's name'} another structure only, e.g. "${elsewhere[0]?.verbatim}". What is the tumour?`,
        `${called} 列有 ${elsewhere.length} 个结果仅写其他结构，如“${elsewhere[0]?.verbatim}”。肿瘤本身为？`,
      ),
      [
        { id: 'negative', label: words('negative: only that structure stains', '阴性：仅该结构着色') },
        { id: 'not-reported', label: words('not reported', '未报告') },
      ],
      'negative',
    );
  }
  let impliedMeans: string | null = 'share';
  if (implied.length > 0) {
    impliedMeans = asked.must(
      `${id}.shared`,
      words(
        `In column ${called}, markers without a result stand before one with a result, e.g. "${implied[0]?.verbatim}". Do they share it?`,
        `${called} 列有标志物未写结果而列于有结果者之前，如“${implied[0]?.verbatim}”。是否共用该结果？`,
      ),
      [
        { id: 'share', label: words('yes, the whole list has this result', '是，整组均为该结果') },
        {
          id: 'own',
          label: words('no, only the last has it; of the others it is not reported', '否，仅最后一项；其余为未报告'),
        },
      ],
      'share',
    );
  }
  const rows = new Map<number, readonly RowDraft[]>();
  const left: Words[] = [];
  for (const { cell, panel } of panels) {
    const lastOf = new Map<number, number>(panel.findings.map((finding, index) => [finding.end, index]));
    rows.set(
      cell.row,
      panel.findings.map((finding, index) => {
        const isBorrowed = finding.shares === 'implied' && lastOf.get(finding.end) !== index;
        return rowOf(finding, elsewhereMeans, isBorrowed && impliedMeans === 'own');
      }),
    );
    for (const { text } of panel.unread) {
      left.push(words(`Row ${cell.row + 1}, not read: "${text}".`, `第 ${cell.row + 1} 行未能读取：“${text}”。`));
    }
  }
  return {
    rows,
    count: findings.length,
    markers: new Set(findings.map(({ marker }) => markerKey(marker))).size,
    left,
    open: elsewhereMeans === null || impliedMeans === null,
  };
}

function rowOf(finding: StainFinding, elsewhereMeans: string | null, borrowed: boolean): RowDraft {
  const { marker, clone, result, notDone, extent, intensity, share, localisation, elsewhere, verbatim } = finding;
  const written = (value: string | number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const plainResult = notDone
    ? '!not-done'
    : elsewhere.length > 0 && elsewhereMeans === 'negative'
      ? 'negative'
      : '!not-reported';
  return {
    marker,
    clone: written(clone),
    result: borrowed ? '!not-reported' : (result ?? plainResult),
    extent: borrowed ? '' : written(extent),
    intensity: borrowed ? '' : written(intensity),
    percentFrom: borrowed ? '' : written(share?.low),
    percentTo: borrowed ? '' : written(share?.high),
    percentBound: borrowed || share === null || share.bound === 'exact' ? '' : share.bound,
    localisation: borrowed ? '' : written(localisation),
    elsewhere: elsewhere.join(', '),
    verbatim,
  };
}

/** What of a marker's name counts: not its case, hyphens or spaces. */
export function markerKey(marker: string): string {
  return marker.toLowerCase().replace(/[\s-]+/g, '');
}
