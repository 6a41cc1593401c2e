import type { Language } from '../model/index.ts';

/** The words that the page's frame is printed with. */
export type FrameWords = {
  skipToText: string;
  contents: string;
  notice: string;
  kicker: string;
  audience: { public: string; team: string };
  orcid: string;
  betweenNames: string;
  study: string;
  studyVersion: string;
  studyHash: string;
  planHash: string;
  snapshot: string;
  /** for the first digits of its hash */
  snapshotShort: string;
  program: string;
  dataLock: string;
  provenance: string;
  /** follows the label of a figure, for its region that scrolls */
  scrolls: string;
  figureData: string;
  withoutScript: string;
  warning: string;
};

/** The words that the page's script needs: what stands in the dialog of a number. */
export type DialogWords = {
  /** follows the number in its accessible name */
  opensItsSource: string;
  /** follows a patient's id in its accessible name */
  opensPatient: string;
  close: string;
  back: string;
  exact: string;
  numerator: string;
  denominator: string;
  deciding: string;
  source: string;
  method: string;
  reference: string;
  options: string;
  analysisSet: string;
  plan: string;
  notes: string;
  provenance: string;
  studyVersion: string;
  studyHash: string;
  snapshot: string;
  program: string;
  dataLock: string;
  patient: string;
};

type PageWords = { frame: FrameWords; dialog: DialogWords };

const english: PageWords = {
  frame: {
    skipToText: 'Skip to the text',
    contents: 'Contents',
    notice: 'Please note',
    kicker: 'Study report',
    audience: { public: 'Version for sharing', team: 'Version for the study team' },
    orcid: 'ORCID record of',
    betweenNames: ', ',
    study: 'Study',
    studyVersion: 'Version',
    studyHash: 'Study document, SHA-256',
    planHash: 'Analysis plan, SHA-256',
    snapshot: 'Data snapshot, SHA-256',
    snapshotShort: 'Snapshot',
    program: 'Program',
    dataLock: 'Data lock',
    provenance: 'Where these numbers come from',
    scrolls: ', scrolls sideways',
    figureData: 'Data of this figure as a table',
    withoutScript:
      'In a browser that runs scripts, each number of this page opens its source. The text is complete without them.',
    warning: 'Caution',
  },
  dialog: {
    opensItsSource: ', opens its source',
    opensPatient: ', opens the patient',
    close: 'Close',
    back: 'Back to the number',
    exact: 'Exact value',
    numerator: 'Numerator',
    denominator: 'Denominator',
    deciding: 'Records that decided it',
    source: 'Published in',
    method: 'Method',
    reference: 'Reference',
    options: 'Options',
    analysisSet: 'Analysis set',
    plan: 'Plan',
    notes: 'Notes',
    provenance: 'Provenance',
    studyVersion: 'Study version',
    studyHash: 'Study document (SHA-256)',
    snapshot: 'Data snapshot (SHA-256)',
    program: 'Program',
    dataLock: 'Data lock',
    patient: 'Patient',
  },
};

const chinese: PageWords = {
  frame: {
    skipToText: '跳至正文',
    contents: '目录',
    notice: '请注意',
    kicker: '研究报告',
    audience: { public: '公开版', team: '研究团队版' },
    orcid: 'ORCID记录：',
    betweenNames: '，',
    study: '研究',
    studyVersion: '版本',
    studyHash: '研究文档SHA-256',
    planHash: '分析计划SHA-256',
    snapshot: '记录快照SHA-256',
    snapshotShort: '记录快照',
    program: '程序',
    dataLock: '数据锁定日',
    provenance: '数据来源',
    scrolls: '，可横向滚动',
    figureData: '以表格显示本图数据',
    withoutScript: '浏览器启用脚本时，点击本页任一数字即可查看其来源；未启用脚本时，正文仍完整可读。',
    warning: '注意',
  },
  dialog: {
    opensItsSource: '，查看其来源',
    opensPatient: '，查看该患者资料',
    close: '关闭',
    back: '返回该数字',
    exact: '精确值',
    numerator: '分子',
    denominator: '分母',
    deciding: '据以判定的记录',
    source: '文献来源',
    method: '方法',
    reference: '参考文献',
    options: '选项',
    analysisSet: '分析集',
    plan: '计划',
    notes: '备注',
    provenance: '数据来源',
    studyVersion: '研究版本',
    studyHash: '研究文档（SHA-256）',
    snapshot: '记录快照（SHA-256）',
    program: '程序',
    dataLock: '数据锁定日',
    patient: '患者',
  },
};

const WORDS: Record<Language, PageWords> = { en: english, 'zh-CN': chinese };

/** The words of the page itself, in the report's language. */
export function frameWords(language: Language): FrameWords {
  return WORDS[language].frame;
}

/** The words of the dialog, which travel in the page's data so that its script holds none. */
export function dialogWords(language: Language): DialogWords {
  return WORDS[language].dialog;
}
