import type { Candidate, UnderstoodReport } from '../candidates/index.ts';
import { canonicalJson, type Hash, type Sha256 } from '../model/index.ts';
import type { RememberedCandidate } from './screening-state.ts';

/** Letters and digits of any script, in one case: what no copying and no spreadsheet changes. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A candidate as the state remembers it. Ids of reports do not count: a newer extract may number them anew. */
export function remembered(candidate: Candidate, sha256: Sha256): RememberedCandidate {
  const { patient, status, firstDate, reports } = candidate;
  const parts = reports.map((one) => reportEvidence(one, sha256)).sort();
  return { patient, status, firstDate, evidence: sha256(canonicalJson([status, firstDate, parts])) };
}

function reportEvidence({ report, codes }: UnderstoodReport, sha256: Sha256): Hash {
  const named = codes.map(({ system, code }) => `${system} ${code}`).sort();
  return sha256(canonicalJson([report.date, lettersOf(report.text), named]));
}
