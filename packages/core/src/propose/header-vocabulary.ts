import { plainWidth } from '../facts/index.ts';
import type { Words } from '../model/index.ts';
import { words } from '../model/index.ts';

/** What a column is about, where its header says so in words that many sheets use. */
export type Role =
  | 'studyNumber'
  | 'sequence'
  | 'hospitalNumber'
  | 'personName'
  | 'identityCard'
  | 'telephone'
  | 'address'
  | 'staffName'
  | 'sex'
  | 'birthDate'
  | 'age'
  | 'diagnosisDate'
  | 'surgeryDate'
  | 'recurrenceDate'
  | 'deathDate'
  | 'latestContactDate'
  | 'visitDate'
  | 'vitalStatus'
  | 'recurrence'
  | 'death'
  | 'stains'
  | 'size'
  | 'site'
  | 'weight'
  | 'height'
  | 'followUpTime'
  | 'symptoms'
  | 'remarks';

type RoleWords = {
  readonly role: Role;
  /** the id and label that its item gets */
  readonly id: string;
  readonly label: Words;
  /** a header that is one of these, apart from case and spaces */
  readonly is: string;
  /** or that holds one of these */
  readonly holds?: string;
  /** and none of these */
  readonly without?: string;
};

/** Columns that name a person. They are joined by and never become records. */
export const IDENTIFYING_ROLES: ReadonlySet<Role> = new Set([
  'hospitalNumber',
  'personName',
  'identityCard',
  'telephone',
  'address',
  'staffName',
]);

/** By which a row can name its patient, the surest first. */
export const PATIENT_ROLES: readonly Role[] = [
  'studyNumber',
  'hospitalNumber',
  'identityCard',
  'personName',
  'sequence',
];

/** In the order in which they are tried: the narrower before the wider. */
const ROLES: readonly RoleWords[] = [
  entry(
    'identityCard',
    'identityCard',
    'Identity card',
    '身份证号',
    '',
    '身份证|id card|identity card|national id|passport|护照|社保号|医保号|insurance n',
  ),
  entry('telephone', 'telephone', 'Telephone', '联系电话', '', '电话|手机|联系方式|telephone|phone|mobile|^tel\\.?$'),
  entry(
    'address',
    'address',
    'Address',
    '住址',
    '',
    '住址|地址|address|e-?mail|邮箱|邮编|postcode|zip code',
    'ip address',
  ),
  entry(
    'hospitalNumber',
    'hospitalNumber',
    'Hospital number',
    '住院号',
    'mrn|hn|pid|unit number',
    '住院号|病案号|病历号|门诊号|病理号|就诊卡|登记号|床号|hospital n|medical record n|chart n|admission n|record number|pathology n|case note|nhs n',
  ),
  entry(
    'staffName',
    'staffName',
    'Member of staff',
    '医务人员',
    'surgeon|operator|doctor|physician|医生|医师|术者',
    '主刀|手术医师|手术医生|主治|主管医|经治|责任医|surgeon name|attending',
  ),
  entry(
    'personName',
    'personName',
    'Name',
    '姓名',
    'name|patient|patient name|姓名|患者|患儿|child|child name|surname|first name|last name|family name|given name|initials',
    '姓名|家长|监护人|父亲姓|母亲姓|guardian name|mother.?s name|full name',
    'drug|hospital|centre|center|study|药|医院',
  ),
  entry(
    'studyNumber',
    'studyNumber',
    'Study number',
    '研究编号',
    'id|pt|pt.|pt no|pt no.|pt id|pt number|ptid|pat no|pat no.|pat id|participant|participant id|subject no|subject number|unique id|patient id|patient no|patient no.|patient number|patient code|study id|study no|study no.|study number|subject|subject id|case|case id|case no|case no.|case number|record id|pid|kid|编号|病例号|病例编号|研究编号|患者编号|患儿编号|病例|入组号|受试者编号|code',
    '^(?:study|case|patient|pt\\.?|pat\\.?|subject|participant|record) ?(?:id|no\\.?|number|code|#)$',
  ),
  entry(
    'sequence',
    'sequence',
    'Number in the sheet',
    '序号',
    '序号|no|no.|nr|nr.|n°|#|number|row|s/n|sn|seq|例号',
    '',
  ),
  entry('sex', 'sex', 'Sex', '性别', 'sex|gender|m/f|f/m|性别|男/女', '性别|^sex\\b|^gender\\b'),
  entry(
    'birthDate',
    'birthDate',
    'Date of birth',
    '出生日期',
    'dob|d.o.b.|d.o.b|birthday|born|出生',
    '出生日期|出生年月|生日|birth ?date|date of birth',
    'weight|体重',
  ),
  entry(
    'age',
    'age',
    'Age',
    '年龄',
    'age|年龄|月龄|日龄',
    '年龄|月龄|日龄|\\bage\\b',
    'gestation|孕|胎龄|bone|骨龄|group|组|stage',
  ),
  entry(
    'deathDate',
    'deathDate',
    'Date of death',
    '死亡日期',
    'died on|dod',
    '死亡(?:日期|时间)|date of death|death date|deceased on',
  ),
  entry(
    'recurrenceDate',
    'recurrenceDate',
    'Date of recurrence',
    '复发日期',
    '',
    '复发(?:日期|时间)|(?:date|time) of (?:first )?(?:recurrence|relapse)|(?:recurrence|relapse) date',
    '复发时间\\(?(?:月|天|年)',
  ),
  entry(
    'latestContactDate',
    'latestContactDate',
    'Date of last contact',
    '末次随访日期',
    'last seen|last fu|last f/u|last contact|last visit',
    '末次(?:随访|随诊|联系)?(?:日期|时间)?|最后(?:一次)?随访|最近(?:一次)?随访|last (?:follow-?up|contact|visit|seen|known|fu\\b|f/u)|date of last|随访截止',
    '情况|结果|状态|status|result|影像|outcome',
  ),
  entry(
    'surgeryDate',
    'surgeryDate',
    'Date of surgery',
    '手术日期',
    'op date|surgery date|operated on|手术日期',
    '手术(?:日期|时间)|date of (?:first )?(?:surgery|operation|resection|op\\b)|(?:surgery|operation|op|resection) date',
    'duration|时长|分钟|min',
  ),
  entry(
    'diagnosisDate',
    'diagnosisDate',
    'Date of diagnosis',
    '诊断日期',
    'dx date|diagnosed on',
    '(?:诊断|确诊|病理)(?:日期|时间)|date of (?:dx|diagnosis|biopsy)|(?:diagnosis|dx|biopsy) date',
  ),
  entry(
    'visitDate',
    'date',
    'Date',
    '日期',
    'date|日期|时间|visit date|test date|sample date|检查日期|检验日期|随访日期|随访时间|采样日期|follow-up date|fu date',
    '^(?:visit|sample|sampling|test|exam|scan|follow-?up|fu) ?date$|^date of (?:visit|sample|test|exam|scan|follow-?up)$|^(?:检查|检验|随访|采样|复查)(?:日期|时间)$',
  ),
  entry('death', 'death', 'Death', '死亡', 'death|died|dead|deceased|死亡|是否死亡', '是否死亡'),
  entry(
    'recurrence',
    'recurrence',
    'Recurrence',
    '复发',
    'recurrence|recurred|relapse|relapsed|复发|是否复发|有无复发|复发情况|local recurrence|recurrence?|relapse?',
    '是否复发|有无复发|^recurrence\\b|^relapse\\b',
    'date|site|number|treat|日期|时间|部位|次数|治疗|months|months',
  ),
  entry(
    'vitalStatus',
    'status',
    'Status at last contact',
    '末次随访状态',
    'status|outcome|vital status|survival status|预后|转归|结局|生存状态|生存状况|生存情况|存活状态|随访结果|随访情况|状态',
    '生存状[态况]|存活|survival status|vital status|final status|last status|status at last|随访状态|outcome',
  ),
  entry(
    'followUpTime',
    'followUpTime',
    'Follow-up time',
    '随访时间',
    'follow-up|follow up|fu|f/u|followup|随访时间|随访',
    '随访时[间长]|随访月|follow-?up (?:time|months|duration|period|years)|months of follow|生存时间|survival time|生存期',
  ),
  entry(
    'stains',
    'stains',
    'Immunohistochemistry',
    '免疫组化',
    'ihc|免疫组化|免疫标记',
    '免疫组化|免疫组织化学|immunohisto|^ihc\\b',
  ),
  entry(
    'size',
    'size',
    'Size',
    '大小',
    'size|大小|肿瘤大小|tumor size|tumour size|最大径|肿块大小',
    '大小|最大径|最大直径|长径|tumou?r size|\\bsize\\b|diameter',
  ),
  entry(
    'weight',
    'weight',
    'Weight',
    '体重',
    'weight|body weight|bw|体重',
    '体重|body weight|^weight',
    'birth|出生|loss|下降|减轻|tumou?r|瘤',
  ),
  entry('height', 'height', 'Height', '身高', 'height|身高|length|身长', '身高'),
  entry(
    'symptoms',
    'symptoms',
    'Symptoms',
    '症状',
    'symptoms|symptom|症状|临床表现|主诉|presentation|presenting symptoms|clinical presentation',
    '症状|临床表现|symptoms',
  ),
  entry(
    'site',
    'site',
    'Site',
    '部位',
    'site|location|部位|肿瘤部位|原发部位|tumor site|tumour site|primary site',
    '肿瘤部位|原发部位|病变部位|发病部位|tumou?r (?:site|location)|primary (?:site|location)|anatomic(?:al)? site',
  ),
  entry(
    'remarks',
    'remarks',
    'Remarks',
    '备注',
    'remarks|remark|notes|note|comment|comments|备注|说明|其他|注',
    '备注|remarks?$|comments?$',
  ),
];

function entry(
  role: Role,
  id: string,
  english: string,
  chinese: string,
  is: string,
  holds: string,
  without = '',
): RoleWords {
  return { role, id, label: words(english, chinese), is, holds, without };
}

const EXACT: ReadonlyMap<string, RoleWords> = new Map(
  [...ROLES].reverse().flatMap((known) =>
    known.is
      .split('|')
      .filter((name) => name !== '')
      .map((name): [string, RoleWords] => [name, known]),
  ),
);
const HOLDING = ROLES.filter(({ holds }) => holds !== '').map((known) => ({
  known,
  holds: new RegExp(known.holds as string, 'i'),
  without: known.without ? new RegExp(known.without, 'i') : null,
}));

/** What a header says that its column is about; null where it uses none of the common words. */
export function roleOf(header: string): RoleWords | null {
  const plain = plainWidth(header)
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/[:：*]+$/, '');
  // 'Recurrence (date)' is the date of a recurrence
  const bare = plain
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const isHeld = ({ holds, without }: (typeof HOLDING)[number]) =>
    (holds.test(plain) || holds.test(bare)) && !without?.test(plain) && !without?.test(bare);
  return EXACT.get(plain) ?? HOLDING.find(isHeld)?.known ?? null;
}

/** When the fact of a column is known, by the words of its header; null where they do not say. */
export function knownOf(header: string, role: Role | null): 'diagnosis' | 'treatment' | 'followUp' | null {
  switch (role) {
    case 'sex':
    case 'birthDate':
    case 'diagnosisDate':
    case 'symptoms':
    case 'site':
      return 'diagnosis';
    case 'surgeryDate':
      return 'treatment';
    case 'recurrence':
    case 'recurrenceDate':
    case 'death':
    case 'deathDate':
    case 'latestContactDate':
    case 'vitalStatus':
    case 'followUpTime':
    case 'visitDate':
      return 'followUp';
    default:
  }
  const plain = plainWidth(header).toLowerCase();
  if (
    /术前|诊断|diagnos|初诊|入院|诊断时|发病|pre-?op|baseline|at diagnosis|at presentation|admission|initial/.test(
      plain,
    )
  )
    return 'diagnosis';
  if (
    /术后|随访|复发|死亡|转移时|末次|复查|转归|预后|生存|follow|recur|relapse|post-?op|death|died|outcome|surviv/.test(
      plain,
    )
  )
    return 'followUp';
  if (
    /手术|术中|术式|切缘|切除|病理|化疗|放疗|治疗|标本|surg|operat|resect|margin|patholog|histolog|chemo|radio|treat|therap|specimen/.test(
      plain,
    )
  )
    return 'treatment';
  if (role === 'age' || role === 'size' || role === 'weight' || role === 'height') return 'diagnosis';
  return null;
}
