import type { ResultNote } from '../model/index.ts';
import type { FormRows } from './form-rows.ts';

/** Says that rows were left out of which nobody knows whether they count. */
export function undecidedNotes({ undecided }: FormRows): ResultNote[] {
  const { length: rows } = undecided;
  if (rows === 0) return [];
  return [
    {
      code: 'rows.undecided',
      severity: 'warning',
      text: {
        en: `Of ${rows === 1 ? '1 row' : `${rows} rows`} it is not known whether the condition holds; missing is not a no, and such rows give no value.`,
        'zh-CN': `${rows}条记录是否符合所设条件不明；缺失不等于“否”，此类记录不作为结果。`,
      },
    },
  ];
}
