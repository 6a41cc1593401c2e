import { words } from '@casewright/core/model';
import type { Cell } from '@casewright/core/tables';
import type { TableFault } from '../table-sink.ts';
import type { CellFault } from './cell-value.ts';

/** What is wrong with a cell of a workbook, in words; all but a text that is missing are warnings, and the cell is kept. */
export function cellFaultWords(fault: CellFault, { text }: Cell): TableFault {
  const shown = `“${text}”`;
  switch (fault) {
    case 'falseLeapDay':
      return warning(
        'xlsx.serialDate',
        `A day is one of the calendar; this cell holds serial number ${text}, the 29 February 1900 that Excel counts and that never was. It was read as a number.`,
        `日期须为真实存在的一天；此单元格的序号 ${text} 在 Excel 中为1900年2月29日，实际并无此日。已按数字读取。`,
      );
    case 'notPositive':
      return warning(
        'xlsx.serialDate',
        `A cell shown as a day holds a serial number from 1 on; this one holds ${text}, often the result of a formula over empty cells. It was read as a number.`,
        `以日期显示的单元格其序号从 1 开始；此单元格为 ${text}，常由公式引用空单元格产生。已按数字读取。`,
      );
    case 'beyond9999':
      return warning(
        'xlsx.serialDate',
        `A day lies before the year 10000; this cell is shown as a day and holds ${text}. It was read as a number.`,
        `日期须早于公元10000年；此单元格以日期显示，数值为 ${text}。已按数字读取。`,
      );
    case 'sharedText':
      return {
        code: 'xlsx.sharedText',
        message: words(
          'A cell refers to a text of its workbook; this one refers to one that is not there, and came empty.',
          '单元格须引用工作簿中存在的文本；此单元格引用的文本不存在，按空读取。',
        ),
        hint: words('Open the workbook in Excel and save it again.', '请在 Excel 中打开工作簿并重新保存。'),
      };
    case 'number':
      return warning(
        'xlsx.number',
        `A cell without a type holds a number; this one holds ${shown}. It was read as a text.`,
        `未注明类型的单元格应为数字；此单元格为${shown}。已按文本读取。`,
      );
    case 'noResult':
      return warning(
        'xlsx.noResult',
        'A formula is stored with its result; this one has none, because the file was not saved by a spreadsheet program. The cell came empty.',
        '公式应与其结果一同保存；此公式没有结果，因文件并非由表格软件保存。该单元格按空读取。',
        words('Open the workbook in Excel, let it compute, and save it.', '请在 Excel 中打开工作簿，待其计算后保存。'),
      );
    case 'rounded':
      return warning(
        'xlsx.longNumber',
        `Excel keeps 15 digits of a number; this cell holds ${text}, whose last digits may have been something else when they were typed.`,
        `Excel 的数字只保留15位；此单元格为 ${text}，录入时的末尾数字可能已丢失。`,
        words(
          'If it is an id, look it up, and type it again into a column formatted as text.',
          '若为编号，请查对原始编号，并将该列设为文本格式后重新录入。',
        ),
      );
  }
}

function warning(
  code: string,
  english: string,
  chinese: string,
  hint = words('Correct the cell in the workbook.', '请在工作簿中更正此单元格。'),
): TableFault {
  return { severity: 'warning', code, message: words(english, chinese), hint };
}
