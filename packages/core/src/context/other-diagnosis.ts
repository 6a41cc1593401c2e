import type { TextSpan } from '../model/index.ts';

/**
 * Names of diagnoses by what they end in, so that a report that concludes with another one is understood without a list of
 * diseases: English by Greek and Latin endings, Chinese by the last character.
 */
const ENDINGS =
  /\b[a-z-]*(?:omas?|omata|itis|iasis|osis|oses|sarcoma|carcinoma|fibromatosis|hyperplasia|dysplasia|leukae?mia)\b|\b(?:granulation tissue|scar|scarring|fibrous tissue|tumou?r of|gist|cysts?|polyps?|abscess|haematoma|hamartoma|metastas[ie]s|neoplasm|sarcoidosis|infection|tuberculosis|reactive|inflammatory changes?|chronic inflammation|normal|benign|keloid|necrosis|infarct|teratoma|(?:spindle cell|stromal|sheath|fibrous|muscle|germ cell|fibromyxoid|neuroendocrine|rhabdoid|wilms|glomus|granular cell) (?:tumou?rs?|lesion|proliferation)|proliferation)\b|[\u4e00-\u9fff](?:瘤|癌|肿瘤|炎|囊肿|增生|肉芽|肉芽组织|结核|脓肿|息肉|瘢痕|纤维化|纤维组织|筋膜炎|错构瘤|血肿|病|症)|结核|脓肿|囊肿|息肉|血肿/g;
/** Endings that name no diagnosis. */
const NONE =
  /\b(?:diagnosis|diagnoses|prognosis|mitosis|mitoses|necrosis|stenosis|biopsis|basis|hypothesis|emphasis|analysis|apoptosis|oma|hematoma|coma|aroma|stroma|stomas?|anastomosis|osmosis|psychosis)\b|[\u4e00-\u9fff](?:发病|疾病|患病|既往病|本病|生病|看病|得病|肿物病|性病|该病|炎症|消炎|抗炎|肿瘤|的肿瘤|病症|瘤病)/;

/** Where diagnoses are named in a stretch of a judged text, those left out that overlap one of some spans. */
export function diagnosesIn(judged: string, { start, end }: TextSpan, but: readonly TextSpan[]): TextSpan[] {
  const found: TextSpan[] = [];
  for (const match of judged.slice(start, end).matchAll(ENDINGS)) {
    if (NONE.test(match[0])) continue;
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    if (!but.some((other) => other.start < span.end && span.start < other.end)) found.push(span);
  }
  return found;
}
