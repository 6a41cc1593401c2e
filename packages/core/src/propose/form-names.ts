import type { Labels } from '../model/index.ts';
import type { FormDraft } from './proposal.ts';

/** Patient-level items are placed by when their fact is known. */
export const PATIENT_FORMS = {
  diagnosis: { id: 'baseline', label: { en: 'At diagnosis', 'zh-CN': '诊断时' }, known: 'diagnosis' },
  treatment: { id: 'treatment', label: { en: 'Treatment', 'zh-CN': '治疗' }, known: 'treatment' },
  followUp: { id: 'outcome', label: { en: 'Course and outcome', 'zh-CN': '随访与结局' }, known: 'followUp' },
  open: { id: 'other', label: { en: 'Not yet placed', 'zh-CN': '尚未归类' }, known: 'followUp' },
} as const satisfies Readonly<Record<string, { id: string; label: Labels; known: FormDraft['known'] }>>;

/** Names that sheets of repeated facts often bear: the id of their form and the label in both languages. */
export const SHEET_NAMES: readonly (readonly [RegExp, string, string, string])[] = [
  [/随访|复查|follow-?up|visits?$/i, 'followUp', 'Follow-up', '随访'],
  [/检验|化验|实验室|血常规|^labs?$|laborator/i, 'laboratory', 'Laboratory', '检验'],
  [/手术|^surg|operation/i, 'operations', 'Operations', '手术'],
  [/影像|imaging|^scans?$/i, 'imaging', 'Imaging', '影像'],
  [/化疗|放疗|治疗|therap|treatment|chemo/i, 'therapy', 'Therapy', '治疗'],
];
