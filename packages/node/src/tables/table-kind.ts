import { words } from '@casewright/core/model';
import type { ByteSource } from './byte-source.ts';
import { refuse } from './table-sink.ts';

/** Which reader a file needs: by its first bytes, and by its name where they leave it open. */
export type TableKind = 'csv' | 'archive' | 'parquet' | 'json' | 'jsonl';

/** @throws TableRefused for what is known and cannot be read */
export function tableKind(source: ByteSource, file: string): TableKind {
  const start = source.slice(0, 16);
  const name = file.toLowerCase();
  if (begins(start, 'PK\u0003\u0004') || begins(start, 'PK\u0005\u0006')) return 'archive';
  if (begins(start, 'PAR1')) return 'parquet';
  if (begins(start, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return oldOrEncrypted(source);
  for (const [mark, what, chinese] of FOREIGN) {
    if (begins(start, mark)) {
      refuse({
        code: 'table.otherFile',
        message: words(
          `A table is CSV, XLSX, Parquet or JSON; this file is ${what}.`,
          `表格须为 CSV、XLSX、Parquet 或 JSON；此文件是${chinese}。`,
        ),
        hint: words('Save the table itself as XLSX or CSV.', '请将表格本身另存为 XLSX 或 CSV。'),
      });
    }
  }
  if (/\.(xlsx|xlsm)$/.test(name)) {
    refuse({
      code: 'xlsx.notAWorkbook',
      message: words(
        'An XLSX workbook is a ZIP archive; this file is none, whatever its name says.',
        'XLSX 工作簿是 ZIP 压缩包；此文件虽有此名，却不是。',
      ),
      hint: words(
        'Open it in the program it came from and save it as XLSX; it may be damaged.',
        '请在原程序中打开并另存为 XLSX；文件可能已损坏。',
      ),
    });
  }
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl';
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.parquet')) {
    refuse({
      code: 'parquet.notParquet',
      message: words(
        'A Parquet file begins and ends with PAR1; this one does not.',
        'Parquet 文件以 PAR1 开头和结尾；此文件不是。',
      ),
      hint: words('Write it again from where it came.', '请从来源处重新导出。'),
    });
  }
  return 'csv';
}

const FOREIGN: readonly (readonly [string, string, string])[] = [
  ['%PDF', 'a PDF', ' PDF 文件'],
  ['\u001f\u008b', 'compressed (gzip)', '压缩文件（gzip）'],
  ['<!DOCTYPE', 'a web page', '网页'],
  ['<html', 'a web page', '网页'],
  ['<?xml', 'an XML document', ' XML 文档'],
  ['7z\u00bc\u00af', 'compressed (7z)', '压缩文件（7z）'],
  ['Rar!', 'compressed (RAR)', '压缩文件（RAR）'],
  ['\u0089PNG', 'a picture', '图片'],
];

/** An OLE file: a workbook of before 2007, or one under a password. */
function oldOrEncrypted(source: ByteSource): never {
  const found = Buffer.from(source.slice(0, 8 * 1024 * 1024));
  if (found.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    refuse({
      code: 'xlsx.encrypted',
      message: words(
        'A workbook that is read has no password; this one is encrypted.',
        '读取的工作簿不得设有密码；此工作簿已加密。',
      ),
      hint: words(
        'Open it in Excel, remove the password (File, Info, Protect Workbook), and save a copy.',
        '请在 Excel 中打开，取消密码（文件、信息、保护工作簿）后另存副本。',
      ),
    });
  }
  refuse({
    code: 'xlsx.oldWorkbook',
    message: words(
      'A workbook is XLSX; this file is of the older kind (.xls, or another Office file of before 2007).',
      '工作簿须为 XLSX；此文件为旧格式（.xls 或其他 2007 年以前的 Office 文件）。',
    ),
    hint: words(
      'Open it in Excel and save it as "Excel Workbook (.xlsx)".',
      '请在 Excel 中打开并另存为“Excel 工作簿（.xlsx）”。',
    ),
  });
}

function begins(bytes: Uint8Array, mark: string): boolean {
  return bytes.length >= mark.length && [...mark].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}
