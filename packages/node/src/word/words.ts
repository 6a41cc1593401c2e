import type { Language } from '@casewright/core/model';

/** The words that only the Word file needs; what it shares with the page comes from the words of the page. */
export type WordWords = {
  numbers: string;
  numbersIntroduction: string;
  patientsIntroduction: string;
  id: string;
  meaning: string;
  printed: string;
  share: string;
  patients: string;
  sets: string;
  set: string;
  setName: (index: number) => string;
  count: string;
  engine: string;
  deciding: string;
  source: string;
  pageOf: (page: string, pages: string) => string;
  /** between a term and what it means */
  colon: string;
  /** between parts of one line */
  stop: string;
  between: string;
  /** the names of the counters of captions */
  tableCounter: string;
  figureCounter: string;
};

const WORDS: Readonly<Record<Language, WordWords>> = {
  en: {
    numbers: 'List of numbers',
    numbersIntroduction:
      'Every number of this report, in the order of the analyses: its id, what it is, as it is printed, and the patients counted of those who could be counted (x/N). A number in the text, in a table or in a figure’s notes leads to its row here. The row above each group names the method. All were computed from one version of the study and one snapshot of its records:',
    patientsIntroduction:
      'S1, S2 … are sets of patients, listed once at the end: “2/30 (S3 of S1)” counts the patients of S3 among those of S1.',
    id: 'Id',
    meaning: 'What it is',
    printed: 'Printed',
    share: 'x/N',
    patients: 'Patients',
    sets: 'Sets of patients',
    set: 'Set',
    setName: (index) => `S${index}`,
    count: 'Number',
    engine: 'Computed by',
    deciding: 'Decided by',
    source: 'Published in',
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
    colon: ': ',
    stop: '. ',
    between: '; ',
    tableCounter: 'Table',
    figureCounter: 'Figure',
  },
  'zh-CN': {
    numbers: '数字一览表',
    numbersIntroduction:
      '本报告的全部数字，按分析顺序排列：标识、含义、显示值，以及计数例数与总例数（x/N）。点击正文、表格或图注中的数字可跳至此处对应的行；每组数字之前注明所用方法。全部数字均由同一版本的研究文档和同一份记录快照计算得出：',
    patientsIntroduction: 'S1、S2等为患者集合，集中列于文末；“2/30（S3，S1）”表示S1的患者中属于S3者。',
    id: '标识',
    meaning: '含义',
    printed: '显示值',
    share: 'x/N',
    patients: '患者',
    sets: '患者集合',
    set: '集合',
    setName: (index) => `S${index}`,
    count: '例数',
    engine: '计算程序',
    deciding: '判定依据',
    source: '文献来源',
    pageOf: (page, pages) => `第${page}页，共${pages}页`,
    colon: '：',
    stop: '。',
    between: '；',
    tableCounter: '表',
    figureCounter: '图',
  },
};

export function wordWords(language: Language): WordWords {
  return WORDS[language];
}
