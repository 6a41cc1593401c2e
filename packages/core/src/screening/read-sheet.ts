import type { ScreeningReason } from '../case-finding/index.ts';
import { type Hash, type Issue, type Labels, type Sha256, type Words, words } from '../model/index.ts';
import { type Decision, plain, readDecision } from './decision.ts';
import { lettersOf } from './evidence-hash.ts';
import { SHEET_COLUMNS, SHEET_FACTS, type SheetColumn } from './screening-sheet.ts';
import type { ScreeningRun } from './screening-state.ts';

/** A workbook as it came back: the rows of its first sheet, 1-based as the spreadsheet numbers them, and its facts. */
export type ReturnedSheet = {
  /** the name of the file, without its folder */
  file: string;
  rows: { number: number; cells: string[] }[];
  facts: ReadonlyMap<string, string>;
};

/** A vote as a row states it; `null` where its decision is still empty. */
export type Vote = { decision: Decision; reason: string | null };
export type SheetVotes = { file: string; screener: string; votes: Map<string, { vote: Vote | null; note: string }> };

type Asked = {
  study: string;
  run: ScreeningRun;
  reasons: readonly ScreeningReason[];
  sha256: Sha256;
  kind: 'screening' | 'adjudication';
  /** patients who must have a row; of an adjudicator those who are disputed */
  expected: ReadonlySet<string>;
  /** what the screener is called where the sheet does not say */
  otherwise: string;
};

/** Reads the decisions of a returned sheet, every fault at once. Rows may be sorted and columns moved. */
export function readSheet(sheet: ReturnedSheet, asked: Asked): { read: SheetVotes; issues: Issue[] } {
  const issues: Issue[] = [];
  const read: SheetVotes = {
    file: sheet.file,
    screener: sheet.facts.get(SHEET_FACTS.screener) ?? asked.otherwise,
    votes: new Map(),
  };
  const fault = (code: string, message: Words, hint: Words, at: Partial<Issue> = {}): void => {
    issues.push({ severity: 'error', code: `screen.${code}`, file: sheet.file, ...at, message, hint });
  };
  issues.push(...placeIssues(sheet, asked));
  const head = headOf(sheet);
  if (head === null) {
    fault(
      'noHead',
      words(
        'A sheet has a row of heads with Candidate, Decision and Reason. This file has none.',
        '表格须有含“候选编号”“结论”“排除原因”的表头行。此文件没有。',
      ),
      words(
        'Return the workbook that "casewright find" wrote, with these heads.',
        '请交回由“casewright find”写出的工作簿，并保留表头。',
      ),
    );
    return { read, issues };
  }
  const shownBy = new Map(asked.run.sheet.map(({ patient, shown }) => [patient, shown]));
  const firstRow = new Map<string, number>();
  for (const row of sheet.rows.filter(({ number }) => number > head.row)) {
    const cell = (column: SheetColumn): string => (row.cells[head.columns.get(column) ?? -1] ?? '').trim();
    const at = (column: SheetColumn): Partial<Issue> => ({
      line: row.number,
      row: row.number - head.row,
      field: headText(sheet, head, column),
    });
    const patient = cell('candidate');
    if (patient === '') {
      if (cell('decision') !== '' || cell('reports') !== '')
        fault('noCandidate', ROW_WITHOUT_CANDIDATE.message, ROW_WITHOUT_CANDIDATE.hint, at('candidate'));
      continue;
    }
    const shown = shownBy.get(patient);
    if (shown === undefined) {
      fault('foreignCandidate', FOREIGN.message, FOREIGN.hint, at('candidate'));
      continue;
    }
    const before = firstRow.get(patient);
    if (before !== undefined) {
      fault(
        'candidateTwice',
        words(
          `A candidate has one row; row ${before} holds the same one.`,
          `每名候选者只有一行；第 ${before} 行为同一编号。`,
        ),
        words('Remove one of the rows.', '请删去其中一行。'),
        at('candidate'),
      );
      continue;
    }
    firstRow.set(patient, row.number);
    if (head.columns.has('reports') && asked.sha256(lettersOf(cell('reports'))) !== shown)
      fault('changedRow', CHANGED.message, CHANGED.hint, at('reports'));
    const vote = readVote(cell, at, asked, fault);
    read.votes.set(patient, { vote: vote === 'fault' ? null : vote, note: cell('note') });
    if (vote === null)
      issues.push({ severity: 'warning', code: 'screen.open', file: sheet.file, ...at('decision'), ...OPEN });
  }
  issues.push(...missingRows(sheet.file, asked, firstRow));
  return { read, issues: foldedOpen(issues) };
}

type Fault = (code: string, message: Words, hint: Words, at?: Partial<Issue>) => void;

function readVote(
  cell: (column: SheetColumn) => string,
  at: (column: SheetColumn) => Partial<Issue>,
  { reasons, kind }: Asked,
  fault: Fault,
): Vote | null | 'fault' {
  const [said, why] = [cell('decision'), cell('reason')];
  if (said === '') {
    if (why === '') return null;
    fault(
      'reasonAlone',
      words(
        'A reason belongs to a decision; this row has a reason and no decision.',
        '排除原因须与结论同填；此行只有原因而无结论。',
      ),
      DECIDE,
      at('decision'),
    );
    return 'fault';
  }
  const decision = readDecision(said);
  if (decision === null) {
    fault(
      'unknownDecision',
      words(
        `A decision is include, exclude or unsure. This one is ${quoted(said)}.`,
        `结论须为纳入、排除或待定。此处为${quoted(said)}。`,
      ),
      DECIDE,
      at('decision'),
    );
    return 'fault';
  }
  if (decision === 'unsure' && kind === 'adjudication') {
    fault(
      'adjudicateUnsure',
      words('An adjudicator settles each row; this one is left unsure.', '裁定须有定论；此行仍为待定。'),
      DECIDE,
      at('decision'),
    );
    return 'fault';
  }
  if (decision !== 'exclude') {
    if (why === '') return { decision, reason: null };
    fault(
      'reasonWithoutExclusion',
      words(
        'Only an exclusion has a reason; this row has one beside another decision.',
        '仅排除者填写原因；此行结论并非排除却填有原因。',
      ),
      words('Clear the reason, or correct the decision.', '请清除原因，或更正结论。'),
      at('reason'),
    );
    return 'fault';
  }
  const reason = reasonOf(why, reasons);
  if (reason !== null) return { decision, reason };
  const listed = reasons.map(({ code }) => code);
  fault(
    why === '' ? 'missingReason' : 'unknownReason',
    why === ''
      ? words('An exclusion has a reason; this row has none.', '排除须有原因；此行未填。')
      : words(
          `A reason is one of the study's list. This one is ${quoted(why)}.`,
          `排除原因须取自研究所列清单。此处为${quoted(why)}。`,
        ),
    listed.length === 0
      ? words(
          'List reasons in the steps of eligibility of the study document first.',
          '请先在研究文档的入选步骤中列出原因。',
        )
      : words(`Choose one of ${listed.join(', ')}.`, `请选择其一：${listed.join('、')}。`),
    at('reason'),
  );
  return 'fault';
}

/** The code of a reason, stated as the list has it, by its words in either language, or by its code. */
function reasonOf(cell: string, reasons: readonly ScreeningReason[]): string | null {
  const code = /\[([^[\]]+)\]\s*$/.exec(cell)?.[1];
  const said = plain(cell);
  const isMeant = ({ code: own, label }: ScreeningReason): boolean =>
    own === code || plain(own) === said || textsOf(label).some((text) => plain(text) === said);
  return reasons.find(isMeant)?.code ?? null;
}

function textsOf(label: Labels): string[] {
  return Object.values(label).filter((text): text is string => typeof text === 'string');
}

/** Whether the sheet belongs to this study and to this run of its search. */
function placeIssues({ file, facts }: ReturnedSheet, { study, run, kind }: Asked): Issue[] {
  const ofStudy = facts.get(SHEET_FACTS.study);
  const ofRun: Hash | undefined = facts.get(SHEET_FACTS.run);
  const ofKind = facts.get(SHEET_FACTS.kind);
  const issue = (code: string, message: Words, hint: Words): Issue => ({
    severity: 'error',
    code: `screen.${code}`,
    file,
    message,
    hint,
  });
  if (ofStudy !== undefined && ofStudy !== study)
    return [
      issue(
        'otherStudy',
        words(
          'A sheet is read for the study it was written for. This one is of another.',
          '表格须与其所属研究对应。此文件属于另一研究。',
        ),
        words('Name the right study, or the right file.', '请指定正确的研究或文件。'),
      ),
    ];
  if (ofKind !== undefined && ofKind !== kind)
    return [
      issue(
        'otherKind',
        kind === 'screening'
          ? words(
              'Screeners return sheets of screening. This one is for adjudication.',
              '筛查者交回的应为筛查表。此文件为裁定表。',
            )
          : words(
              'An adjudicator returns the sheet of adjudication. This one is of a screener.',
              '裁定者交回的应为裁定表。此文件为筛查表。',
            ),
        words(
          'Name sheets of screeners with --decisions, that of the adjudicator with --adjudicated.',
          '请用 --decisions 指定筛查表，用 --adjudicated 指定裁定表。',
        ),
      ),
    ];
  if (ofRun !== undefined && ofRun !== run.fingerprint)
    return [
      issue(
        'otherRun',
        words(
          'A sheet belongs to one run of the search. This one was written for another than the last.',
          '表格对应某一次检索。此文件所对应的不是最近一次检索。',
        ),
        words(
          'Return the sheets of the last "casewright find --out", or run it again on the extract of these.',
          '请交回最近一次“casewright find --out”写出的表格，或以原提取数据重新检索。',
        ),
      ),
    ];
  return [];
}

type Head = { row: number; columns: Map<SheetColumn, number> };

function headOf(sheet: ReturnedSheet): Head | null {
  for (const { number, cells } of sheet.rows) {
    const columns = new Map<SheetColumn, number>();
    for (const [id, title] of Object.entries(SHEET_COLUMNS) as [SheetColumn, Words][]) {
      const place = cells.findIndex((cell) => Object.values(title).some((one) => plain(one) === plain(cell)));
      if (place >= 0) columns.set(id, place);
    }
    if (columns.has('candidate') && columns.has('decision') && columns.has('reason')) return { row: number, columns };
  }
  return null;
}

function headText(sheet: ReturnedSheet, head: Head, column: SheetColumn): string {
  const row = sheet.rows.find(({ number }) => number === head.row);
  return row?.cells[head.columns.get(column) ?? -1]?.trim() ?? SHEET_COLUMNS[column].en;
}

function missingRows(file: string, { expected }: Asked, found: ReadonlyMap<string, number>): Issue[] {
  const missing = [...expected].filter((patient) => !found.has(patient));
  if (missing.length === 0) return [];
  const named = missing.slice(0, NAMED).join(', ');
  return [
    {
      severity: 'error',
      code: 'screen.missingRows',
      file,
      message: words(
        `A sheet comes back with all its rows. ${missing.length} of ${expected.size} are missing: ${named}${missing.length > NAMED ? ', ...' : ''}.`,
        `表格须完整交回。应有 ${expected.size} 行，缺少 ${missing.length} 行：${named}${missing.length > NAMED ? '……' : ''}。`,
      ),
      hint: words(
        'Put the rows back; leave the decision empty where there is none yet.',
        '请恢复缺少的行；尚无结论者，结论栏留空。',
      ),
    },
  ];
}

/** Numbers that are named one by one; they are pseudonyms. */
const NAMED = 10;

/** Rows still open are one remark, with the first of them. */
function foldedOpen(issues: readonly Issue[]): Issue[] {
  const open = issues.filter(({ code }) => code === 'screen.open');
  const [first] = open;
  if (first === undefined || open.length === 1) return [...issues];
  const message = words(
    `Each row gets a decision; ${open.length} have none yet, this is the first.`,
    `每行均须有结论；尚有 ${open.length} 行未填，此为第一行。`,
  );
  return [...issues.filter(({ code }) => code !== 'screen.open'), { ...first, message }];
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}

const DECIDE = words('Enter include, exclude with a reason, or unsure.', '请填写纳入、排除（附原因）或待定。');
const OPEN = {
  message: words('Each row gets a decision; this one has none yet.', '每行均须有结论；此行未填。'),
  hint: DECIDE,
};
const ROW_WITHOUT_CANDIDATE = {
  message: words('Each row names its candidate; this one names none.', '每行须写明候选编号；此行未写。'),
  hint: words('Put the number back that the sheet was written with.', '请恢复原有编号。'),
};
const FOREIGN = {
  message: words(
    'A sheet holds the candidates it was written with; the number in this row is none of them.',
    '表格只含写出时的候选者；此行编号不在其中。',
  ),
  hint: words('Remove the row, or put back the number it was written with.', '请删去此行，或恢复原有编号。'),
};
const CHANGED = {
  message: words(
    'A decision holds for the reports as they were shown; the text of this row was changed, or belongs to another.',
    '结论只对所示报告正文有效；此行正文已被改动，或与编号错位。',
  ),
  hint: words('Put the text back; sort whole rows, never single columns.', '请恢复正文；排序须按整行，不可只排单列。'),
};
