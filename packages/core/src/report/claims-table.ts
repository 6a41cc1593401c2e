import { type JudgedClaim, type JudgedValue, VERDICT_WORDS } from '../claims/index.ts';
import { labelIn } from '../model/index.ts';
import type { Block, Inline, Table } from './document.ts';
import { column, orEmpty, sentenceColumn } from './table-parts.ts';
import { has, inlines, number, say, tableLabel, type Writing } from './writing.ts';

/** Every claim of the study with what the results say of it; nothing where the study makes none. */
export function claimsBlocks(w: Writing, claims: readonly JudgedClaim[]): Block[] {
  if (claims.length === 0) return [];
  return [{ kind: 'table', table: claimsTable(w, claims) }];
}

/** Found numbers open like all others; what is claimed stands as the study document has it. */
function claimsTable(w: Writing, claims: readonly JudgedClaim[]): Table {
  return {
    // an analysis has no hyphen in its id, so no table of one can have this name
    id: 'claims-checked',
    label: tableLabel(w),
    caption: inlines(say(w, 'What is claimed, and what the records say', '论断与研究记录的核对')),
    columns: [
      column('id', say(w, 'No.', '编号'), 'start'),
      column('text', say(w, 'Claim', '论断'), 'start'),
      column('claimed', say(w, 'Claimed', '所述')),
      column('found', say(w, 'Found', '所见')),
      column('verdict', say(w, 'Verdict', '判定'), 'start'),
      sentenceColumn('why', say(w, 'Why', '理由')),
    ],
    rows: claims.map((claim) => ({ kind: 'data', indent: 0, cells: claimCells(w, claim).map(orEmpty) })),
    footnotes: [
      inlines(
        say(
          w,
          'A claim holds when everything that it says is found; a number that the results do not have, or could not estimate, makes it uncheckable. Sentences that no number decides were judged by the authors of this document, with the reason.',
          '论断所述各项均与结果一致时判为相符；结果中没有或无法估计的数字判为无法核对。无法以数字判定的语句由本文档作者评判并说明理由。',
        ),
      ),
      ...(claims.some(({ stated }) => !stated)
        ? [
            inlines(
              say(
                w,
                'Inferred: the source does not say it; it follows from what it says.',
                '推断：原文未直接陈述，由其所述推得。',
              ),
            ),
          ]
        : []),
    ],
  };
}

function claimCells(w: Writing, claim: JudgedClaim): Inline[][] {
  const inferred = claim.stated ? '' : say(w, ' (inferred)', '（推断）');
  const hidden = claim.values.some((value) => isHidden(w, value));
  const verdict = hidden ? 'uncheckable' : claim.verdict;
  return [
    [{ kind: 'text', text: claim.id, code: true }],
    inlines(`${claim.text}${inferred}`),
    inlines(claim.values.map(({ claimed }) => claimed.text).join(' / ')),
    hidden ? [] : claim.values.flatMap((value, index) => [...inlines(index === 0 ? '' : ' / '), ...foundOf(w, value)]),
    inlines({
      kind: 'text',
      text: labelIn(VERDICT_WORDS[verdict], w.language),
      ...(verdict === 'holds' ? {} : { strong: true as const }),
    }),
    inlines(hidden ? say(w, 'Its numbers are not for this audience.', '相关数字不向该读者公开。') : (claim.why ?? '')),
  ];
}

/** A number that this audience may not have must not reach it through a claim. */
function isHidden(w: Writing, value: JudgedValue): boolean {
  return value.found.pieces.some((piece) => piece.kind === 'number' && !has(w, piece.statistic));
}

function foundOf(w: Writing, value: JudgedValue): Inline[] {
  if (value.found.pieces.length === 0) return inlines('–');
  return value.found.pieces.flatMap((piece) =>
    piece.kind === 'number' ? number(w, piece.statistic) : inlines(piece.text),
  );
}
