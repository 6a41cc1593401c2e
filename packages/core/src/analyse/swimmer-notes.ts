import type { TimeToEvent } from '../derive/index.ts';
import type { ResultNote } from '../model/index.ts';
import { notAtRiskByReason } from './survival-notes.ts';

/** Who has no bar, a note for each reason in the order of `notAtRiskByReason`; the code is that of a curve, whose numbers are the same. */
export function noBarNotes(endpoint: TimeToEvent): ResultNote[] {
  return [...notAtRiskByReason(endpoint)].map(([reason, { length: count }]) => ({
    code: 'survival.notAtRisk',
    severity: 'info',
    text: {
      en: `Not at risk, and so without a bar: ${count === 1 ? '1 patient' : `${count} patients`} (${reason.en}).`,
      'zh-CN': `未进入风险期而未绘制条形：${count}例（${reason['zh-CN'] ?? reason.en}）。`,
    },
  }));
}
