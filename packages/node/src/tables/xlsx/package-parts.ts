import { words } from '@casewright/core/model';
import type { TableLimits } from '../limits.ts';
import { refuse } from '../table-sink.ts';
import type { Archive } from './archive.ts';
import { localName, readXmlPart } from './xml-part.ts';

export type Relation = { readonly id: string; readonly type: string; readonly target: string };
export type ListedSheet = { readonly name: string; readonly hidden: boolean; readonly part: string };
export type WorkbookPart = { readonly sheets: ListedSheet[]; readonly is1904: boolean; readonly relations: Relation[] };

const ROOT_RELATIONS = '_rels/.rels';

/** The sheets that a workbook lists, in its order, and in which system it counts days. */
export async function readWorkbookPart(archive: Archive, limits: TableLimits): Promise<WorkbookPart> {
  if (!archive.has(ROOT_RELATIONS)) refuseOther(archive);
  const root = await readRelations(archive, '', ROOT_RELATIONS, limits);
  const main = root.find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (main === undefined || !archive.has(main) || !main.endsWith('.xml') || !/(^|\/)xl\/|workbook/i.test(main)) {
    refuseOther(archive);
  }
  const relations = await relationsOf(archive, main, limits);
  const sheets: ListedSheet[] = [];
  let is1904 = false;
  await readXmlPart(archive, main, limits, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key !== 'id' && localName(key) === 'id')?.[1];
      const relation = relations.find((candidate) => candidate.id === id);
      if (!relation?.type.endsWith('/worksheet')) return; // chart sheets and macro sheets hold no table
      const state = attributes['state'];
      sheets.push({
        name: attributes['name'] ?? '',
        hidden: state === 'hidden' || state === 'veryHidden',
        part: relation.target,
      });
    },
  });
  if (sheets.length === 0 || sheets.length > limits.sheets) refuseSheets(limits);
  return { sheets, is1904, relations };
}

/** What a part refers to; nothing for one that refers to nothing. */
export async function relationsOf(archive: Archive, part: string, limits: TableLimits): Promise<Relation[]> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const relations = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  return archive.has(relations) ? readRelations(archive, folder, relations, limits) : [];
}

export function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true' || attribute === 'on';
}

async function readRelations(archive: Archive, folder: string, part: string, limits: TableLimits): Promise<Relation[]> {
  const relations: Relation[] = [];
  await readXmlPart(archive, part, limits, {
    open: (name, { Id, Type, Target, TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      if (Id !== undefined && Type !== undefined && Target !== undefined) {
        relations.push({ id: Id, type: Type, target: resolved(folder, Target) });
      }
    },
  });
  return relations;
}

/** A target seen from a folder, as a name in the archive. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function refuseOther(archive: Archive): never {
  const names = archive.names();
  const is = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const [what, chinese] = is(/^word\//)
    ? ['a Word document', ' Word 文档']
    : is(/^ppt\//)
      ? ['a presentation', '演示文稿']
      : is(/^xl\/workbook\.bin$/)
        ? ['a binary workbook (.xlsb)', '二进制工作簿（.xlsb）']
        : is(/^content\.xml$/)
          ? ['an OpenDocument file (.ods)', ' OpenDocument 文件（.ods）']
          : ['another kind of archive', '其他类型的压缩包'];
  return refuse({
    code: 'xlsx.notAWorkbook',
    message: words(`A workbook is XLSX; this file is ${what}.`, `工作簿须为 XLSX；此文件是${chinese}。`),
    hint: words('Save the table as "Excel Workbook (.xlsx)" or CSV.', '请将表格另存为“Excel 工作簿（.xlsx）”或 CSV。'),
  });
}

function refuseSheets({ sheets }: TableLimits): never {
  return refuse({
    code: 'xlsx.sheets',
    message: words(
      `A workbook has one sheet with cells at least and ${sheets} at most; this one has not.`,
      `工作簿须有 1 至 ${sheets} 张数据工作表；此工作簿不符合。`,
    ),
    hint: words('Open it in Excel and see which sheets it has.', '请在 Excel 中打开并查看其工作表。'),
  });
}
