import { words } from '@casewright/core/model';
import { type Answers, choiceOf, type Question } from '@casewright/core/tables';

/** What a column of an extract holds. */
export const COLUMN_ROLES = ['patient', 'id', 'date', 'kind', 'text', 'birthDate', 'code', 'system'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** The columns of one table by what they hold; a text and codes may stand in several. */
export type ColumnMapping = {
  readonly patient: string;
  readonly id?: string | undefined;
  readonly date?: string | undefined;
  readonly kind?: string | undefined;
  readonly text: readonly string[];
  readonly birthDate?: string | undefined;
  readonly code: readonly string[];
  /** a column, or the system itself behind an equals sign: `=ICD-10` */
  readonly system?: string | undefined;
};

/** The columns that hold anything, each once; a system that is said for the whole table is no column. */
export function columnsRead(mapping: ColumnMapping): string[] {
  const { patient, id, date, kind, text, birthDate, code, system } = mapping;
  return [...new Set([patient, id, date, kind, ...text, birthDate, ...code, system])].filter(isColumn);
}

/** Whether what stands in a mapping names a column. */
export function isColumn(name: string | undefined): name is string {
  return name !== undefined && !name.startsWith('=');
}

/** Names that extracts have for their columns, the surest first: those of one line are equally sure. */
const NAMES: Readonly<Record<ColumnRole, readonly RegExp[]>> = {
  patient: [
    /^(pseudonym|patient(id|no|number|key|code)|person(id|no|number)|subject(id|no|number))$|^(患者|病人)(唯一)?(编号|id|号|标识|主索引)$/,
    /^(mrn|medicalrecord(no|number)?|hospital(no|number|id))$|^(病案号|病历号|登记号)$/,
    /^(patient|subject|person)$|^(住院号|门诊号|患者|病人)$/,
  ],
  id: [
    /^(report|note|document|accession|specimen|exam|conditionoccurrence)(id|no|number)$|^(报告|检查|病理|文书)(单)?(编号|号|id)$/,
    /^(id|row(id|number))$|^(标本号|序号)$/,
  ],
  date: [
    /^(report|note|document|exam|study|conditionstart|diagnosis)(ed)?(date|day)$|^(报告|检查|诊断|文书)(日期|时间)$/,
    /^(date|day|specimendate|collectiondate|signedon)$|^(日期|时间|送检日期|标本日期|就诊日期|出院日期)$/,
  ],
  kind: [
    /^(report|note|document|exam)(type|kind|class|category|title)$|^(报告|检查|文书)(类型|类别|种类|名称)$/,
    /^(kind|type|category|modality|title)$|^(类型|类别)$/,
  ],
  text: [
    /^(text|(report|note|document)text|narrative|fulltext)$|^(报告|检查|文书|病理)?(内容|正文|文本|全文)$/,
    /^(report|note|content|body|findings|impression|conclusion|result|diagnosistext|(path|final)?diagnosis|comment|gross|microscopy)$|^(检查所见|影像所见|镜下所见|肉眼所见|大体所见|诊断意见|病理诊断|检查结论|诊断结论|印象|免疫组化|诊断|备注|所见|结果)$/,
  ],
  birthDate: [/^(birthdate|dateofbirth|dob|birthday|birthdatetime)$|^出生(日期|年月日?|时间)$/],
  code: [
    /^((diagnosis|morphology|icd(10|o|o3|11)?|condition|topography)(code)|codes?|icd(10|o|o3|11)?|conditionsourcevalue)$|^((诊断|疾病|形态学)编码|icd(10|o)?编码?)$/,
  ],
  system: [/^(code|coding)?(system|vocabulary(id)?)$|^编码(系统|体系)$/],
};

/** How a name is compared: small letters and figures only. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\u3400-\u9fff]/g, '');
}

export type MappedColumns = { mapping: ColumnMapping | null; questions: Question[] };

/**
 * Finds by their names what the columns of a table hold. Where several would do equally well for what there can only be
 * one of, a person is asked.
 *
 * @param file - the name in questions
 * @returns no mapping where no column names the patient, or none has a text or a code, or a question is open
 */
export function mapColumns(columns: readonly string[], file: string, answers: Answers = {}): MappedColumns {
  const questions: Question[] = [];
  const ranked = (role: ColumnRole): string[][] =>
    NAMES[role]
      .map((names) => columns.filter((column) => names.test(plain(column))))
      .filter((found) => found.length > 0);
  const one = (role: ColumnRole): string | undefined => {
    const [surest] = ranked(role);
    if (surest === undefined || surest.length === 1) return surest?.[0];
    const question = whichColumn(role, surest, file);
    questions.push(question);
    return choiceOf(question, answers) ?? undefined;
  };
  const patient = one('patient');
  const texts = ranked('text').flat();
  const mapping = {
    id: one('id'),
    date: one('date'),
    kind: one('kind'),
    birthDate: one('birthDate'),
    system: one('system') ?? systemOfCodes(columns),
    // in the order of the table, as a person would read them
    text: columns.filter((column) => texts.includes(column)),
    code: ranked('code').flat(),
  };
  const isOpen = questions.some((question) => choiceOf(question, answers) === null);
  if (patient === undefined || isOpen || mapping.text.length + mapping.code.length === 0)
    return { mapping: null, questions };
  return { mapping: { patient, ...mapping }, questions };
}

/** A column that names its system: `icd10_code`. */
function systemOfCodes(columns: readonly string[]): string | undefined {
  const names = columns.map(plain).filter((name) => NAMES.code[0]?.test(name));
  if (names.some((name) => name.includes('icd10'))) return '=ICD-10';
  if (names.some((name) => name.includes('icdo') || name.includes('morphology'))) return '=ICD-O-3';
  return undefined;
}

const ROLE_WORDS: Readonly<Record<ColumnRole, readonly [string, string]>> = {
  patient: ['the number of the patient', '患者编号'],
  id: ['the number of the report', '报告编号'],
  date: ['the date of the report', '报告日期'],
  kind: ['the kind of report', '报告类型'],
  text: ['the text', '报告文本'],
  birthDate: ['the date of birth', '出生日期'],
  code: ['a diagnosis code', '诊断编码'],
  system: ['the system of the codes', '编码体系'],
};

function whichColumn(role: ColumnRole, columns: readonly string[], file: string): Question {
  const [english, chinese] = ROLE_WORDS[role];
  return {
    id: `column:${file}:${role}`,
    about: { file },
    rule: words(`One column of an extract holds ${english}.`, `提取数据中由一列给出${chinese}。`),
    fact: words(`Several may be meant here: ${columns.join(', ')}.`, `此处可能有多列：${columns.join('、')}。`),
    choices: columns.map((id) => ({ id, label: words(id, id) })),
  };
}
