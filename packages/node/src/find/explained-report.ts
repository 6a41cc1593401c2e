import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type UnderstoodReport, understandReport } from '@casewright/core/candidates';
import { judgeOptionsOf } from '@casewright/core/context';
import { InputError, type Words, words } from '@casewright/core/model';
import type { LoadedStudy } from '@casewright/core/protocol';
import { compileSearch, type Search } from '@casewright/core/search';
import { decodeText } from '../read/index.ts';
import { reportWithId } from './search-study.ts';

const LARGEST_REPORT = 1024 * 1024;

/** Where a report is looked for: in the files of an extract, by its id; without any, in the text file of that name. */
export type ReportPlace = {
  kind?: string | undefined;
  reports?: readonly string[] | undefined;
  map?: string | undefined;
};

/**
 * One report, read and understood by itself for the search of a study.
 * @throws InputError `explain.*` where the study searches nothing, or there is no such report
 */
export async function explainedReport(
  folder: string,
  study: LoadedStudy,
  name: string,
  place: ReportPlace,
): Promise<UnderstoodReport> {
  const { search } = study.document;
  if (search === undefined) throw new InputError('explain.noSearch', NO_SEARCH);
  const { id, kind, text } = await reportNamed(folder, search, name, place);
  const report = { id, kind, text, patient: '', date: null, codes: [], birthDate: null, file: '', row: 1 };
  return understandReport(report, compileSearch(search).findHits(text), [], judgeOptionsOf(search));
}

async function reportNamed(
  folder: string,
  search: Search,
  name: string,
  { kind = '', reports = [], map }: ReportPlace,
): Promise<{ id: string; kind: string; text: string }> {
  if (reports.length > 0) {
    const found = await reportWithId(folder, reports, search, name, map ?? null);
    if (found === null) throw new InputError('explain.report', noSuchReport(name));
    return { id: name, kind: kind || found.kind, text: found.text };
  }
  const there = await stat(name).catch(() => null);
  if (!there?.isFile()) throw new InputError('explain.file', noSuchFile(name));
  if (there.size > LARGEST_REPORT) throw new InputError('explain.tooLarge', TOO_LARGE);
  const decoded = decodeText(await readFile(name));
  if (decoded.fault !== null) {
    const { message, hint } = decoded.fault;
    throw new InputError('explain.encoding', words(`${message.en} ${hint.en}`, `${message['zh-CN']}${hint['zh-CN']}`));
  }
  return { id: path.basename(name), kind, text: decoded.text };
}

const NO_SEARCH = words(
  'A report is read for the terms of a search. This study has none. Add a part "search" to study.yaml.',
  '判读报告须有检索词。该研究没有检索部分。请在 study.yaml 中添加 search。',
);
const TOO_LARGE = words(
  'One report is explained at a time, of at most 1 MB. This file is larger. Name a file that holds one report.',
  '每次只说明一份报告，最大 1 MB。此文件更大。请指定仅含一份报告的文件。',
);

function noSuchFile(name: string): Words {
  return words(
    `--explain names a text file that holds one report, or with --reports the id of one. There is no file "${name}". Check the path.`,
    `--explain 须为仅含一份报告的文本文件；与 --reports 同用时须为报告编号。没有文件“${name}”，请检查路径。`,
  );
}

function noSuchReport(id: string): Words {
  return words(
    `With --reports, --explain names a report of the extract in which a term or a code of the search stands. There is none with the id "${id}". Take an id from the evidence page or from --json.`,
    `与 --reports 同用时，--explain 须为提取数据中有检索词或检索编码的报告。没有编号为“${id}”的报告。请从依据页面或 --json 的结果中选取编号。`,
  );
}
