import type { Temporality } from '../model/index.ts';
import type { CueGroup } from './cue.ts';

const RESECTED =
  'resection|excision|removal|surgery|operation|lobectomy|pneumonectomy|segmentectomy|cystectomy|enucleation|debulking|resections|ablation|embolization|embolisation|radiotherapy|treatment|chemotherapy';
const YEARS_AGO = '[last|in|since|in early|in late|around|about|approximately|circa]';

/** Words that put a mention into the past, into the present again, or into what may come. */
export const TEMPORALITY_CUES: readonly CueGroup<Temporality>[] = [
  {
    rule: 'pseudoCue',
    value: 'none',
    direction: 'forward',
    phrases: [
      'history (of present illness|of the present illness|of present complaint|and physical|& physical|taking|taken from|:)',
      '(clinical|brief|present|social|surgical pathology|presenting|no clinical|with clinical) history',
      '(as if|even if|if any|if present|if seen|if possible|if needed|if necessary|if indicated|if clinically indicated|if available|if applicable|what if|see if|asked if|unclear if|unsure if|determine if|uncertain if|wonder if|wondering if|know if|check if|evaluate if|assess if|not sure if|only if needed)',
      '(should be|should also be|should therefore be|should not be|should have been|should read|which should|it should|this should|that should|patient should|we should|one should|should include|should prompt|should raise|should now|should still)',
      'should (he|she|they|you|we|i)',
      'prior to',
      '(previous to|past the|past due|walked past)',
      '(例如|诸如|比如|譬如|假如说|如下|如图|如前|如上|如常|如此|犹如|如同|如何|如期|如厕|如实|如今|如需|如有需要|正如|不如|自如|突如|若干|若有所|宛如|恰如|如有不适|似如)',
      '(病史采集|病史摘要|简要病史|现病史|病史简介|病史：|病史:|史料|病史提供|临床病史)',
      '(既往体健|既往健康|既往身体)',
      '(术后第)~2(天|日)',
      '(曾祖)',
      '(post - operative|postoperative|post operative) day',
    ],
  },
  {
    rule: 'hypothetical',
    value: 'hypothetical',
    direction: 'forward',
    reach: 25,
    phrases: [
      '(if|unless|in the event of|in the event that|in case|in case of|in the case of|in the eventuality of|on the assumption of|assuming|provided that|were there to be|were this to be|were it to be|were he to|were she to|when and if|lest|whether or not) [there is|this is|it is|he has|she has|they have]',
      '[patient|she|he|patients|parents|family|please|to|will|should|must] (return|call|come back|report back|re - present|seek|present|contact|notify|alert) ~9 (for|if|with|any|following|when)',
      '(risk of|risks of|risk for|at risk for|at risk of|chance of|chances of|likelihood of developing|predisposes to|predisposed to|susceptible to|predisposition to|susceptibility to|could develop|may develop|might develop|can develop|could later develop|would develop|to prevent|prevention of|prophylaxis for|prophylaxis against|prophylaxis of|to avoid|vaccination against|fear of|worried about developing|likelihood of|potential for|propensity for)',
      '(monitor|monitored|monitoring|watch|watched|watching|surveillance|observe|observed|observing|screen|screened|screening|surveilled) [closely|carefully] (for|out for) [signs of|symptoms of|development of|recurrence of|evidence of]',
      '(trial|trials|study|studies|guideline|guidelines|registry|protocol|protocols|research|literature|reports|reported cases|case reports|series|review|reviews|textbook|leaflet|seminar|conference|talk|lecture|clinic for|clinic|consortium|information) (of|on|for|about|in|regarding|concerning) [patients with|children with|treatment of]',
      '(would be treated|will be treated|can be treated) as',
    ],
  },
  {
    rule: 'hypothetical',
    value: 'hypothetical',
    direction: 'around',
    phrases: [
      'should [an|a|the|any|this|his|her|a further|another|future|recurrent] # [tumour|tumor|of the] ~3 (be|recur|develop|occur|return|appear|arise|become|prove|turn|emerge|grow|progress|relapse|persist|present|come)',
      'were [an|a|the|this] # to',
      '# [is|are] [a|an] [very|extremely|quite|relatively] (rare|uncommon|unusual|infrequent|well known|recognised|recognized|distinctive|intermediate|borderline) [and] ~2 (tumour|tumor|neoplasm|neoplasms|entity|lesion|lesions|tumours|tumors|disease|condition|soft tissue)',
      '# (was first described|were first described|has been reported|have been reported|has been described|have been described|often|usually|typically|generally|commonly|frequently|most often|most commonly|rarely|tends to|tend to|can occur|can arise|may arise|may occur|occurs|occur|predominantly|mainly|accounts for|is defined as|is classified as|are classified as|is characterised by|is characterized by|commonly affects|affects|predominantly affects)',
      '#[是|为|属|系](一种|一类|少见|罕见|临床少见|临床罕见|较少见|较罕见)',
      '#[是|为|属|系](好发|多见于|多发生|常发生|好发于|发病率|病因|临床表现|治疗方案|预后)',
      '(文献|国内外|据|有)报道#',
      '什么是#',
      '#是(什么|啥|怎么)',
    ],
  },
  {
    rule: 'hypothetical',
    value: 'hypothetical',
    direction: 'forward',
    reach: 25,
    phrases: [
      '(如果|假如|假使|假若|倘若|倘|若是|若为|若系|若属|若果|若能|若有|若发现|若出现|若复发|若证实|若确诊|若再|若考虑|若术后|若病理|若活检|如为|如系|如属|如是|如有|如确|如确诊|如确定|如复发|如发现|如出现|如发生|如证实|如再|如考虑|如术后|如病理|如活检|如若|如进展|若进展|一旦|万一|要是|设若|若诊断|如诊断|如诊断为|若诊断为|如怀疑|若怀疑|如能|若明确|如明确|如后续|若后续|如经|若经)',
      '(预防|防止|避免|警惕日后|以防|以免|有~4风险|存在~4风险|可能发展为|可能演变为|有发生|患者应了解|科普|文献|指南|诊疗指南|专家共识|临床试验|研究方案|易患|易发|易感|发生率|监测有无|观察有无|随访有无|复查有无|注意有无)',
    ],
  },
  {
    rule: 'hypothetical',
    value: 'hypothetical',
    direction: 'backward',
    reach: 6,
    phrases: [
      '(的|之)(风险|危险|几率|机率|概率|可能风险|发病率|发生率|诊疗指南|指南|共识|文献|科普|知识|资料|临床试验|治疗进展|研究进展)',
      '(trial|trials|registry|study group|guideline|guidelines|leaflet|support group|consortium|working group|protocol|literature)',
      '(如果|若|一旦)',
      '(者|患者)(应|需|须|可|宜)',
    ],
  },
  {
    rule: 'recentAgain',
    value: 'recent',
    direction: 'forward',
    phrases: [
      '(recurrent|recurrence|recurrences|recurred|residual|persistent|persisting|progressive|progression of|relapse|relapsed|relapsing|residuum|regrowth|metastatic|metastasis from|metastases from|metastasis of|metastases of|metastatic from|disseminated|refractory|active|ongoing|current|currently|now|presently|today|new|newly|newly diagnosed|viable|re - growth|local recurrence|today|present biopsy|present specimen|current biopsy|current specimen|present resection|this admission|this biopsy|still has|still) [of|from|with|has|shows]',
      '(复发|复发性|再发|再发性|残留|残余|残存|进展期|进展的|转移性|转移|现|目前|此次|本次|今|本例|新发|现有|现患|仍有|仍为|仍存在|当前|正在|现诊断|现诊断为|目前诊断|目前诊断为|此次诊断|本次诊断|本次病理|此次病理|本次活检|本次切除)[的|为|是|示|：|考虑|性]',
    ],
  },
  {
    rule: 'recentAgain',
    value: 'recent',
    direction: 'backward',
    reach: 10,
    phrases: [
      '(has|have|had|which has|that has|which|now|that|and has|and) [now|since|again|locally|subsequently] (recurred|relapsed|returned|progressed|regrown|metastasised|metastasized|recurrence)',
      '(recurrence|recurrences|recurred|recurs again|relapse|relapsed|regrowth|progression|now recurred|locally recurrent|recurrent|re - growth|persists|persisting|in situ|remains in place|under treatment|under crizotinib|on crizotinib)',
      '(currently|now|presently|at present) [under|on|receiving|being|undergoing|taking|in] (treatment|therapy|chemotherapy|treated|receiving|on|undergoing|taking|progressing|growing|active)',
      '[手术|切除|肿瘤切除|根治|根治性切除|完整切除|扩大切除][术]后[近]~9(复发|再发|进展|转移|残留|未愈|复发灶)',
      '[局部|原位|多发|术区](复发|再发|残留|残余|进展|未控|转移)',
      '[化疗|靶向治疗|放疗|治疗|靶向|药物治疗|口服药物治疗|住院治疗](中|期间)',
    ],
  },
  {
    rule: 'historical',
    value: 'historical',
    direction: 'forward',
    phrases: [
      '[past|prior|previous|remote|known|long|longstanding|long - standing|distant|old|significant|medical|past medical|previous medical|personal|documented|surgical|oncologic|oncological|past surgical|reported|remote past|childhood|with a|with] (history|hx|h / o|histories) [significant|notable|remarkable|positive|is significant|is notable|is positive|includes|including|is remarkable|was significant|was notable] [of|for|:|include|includes]',
      'h / o',
      '(prior|previous|previously|formerly|former|remote|remotely|old|past|in the past|historical|earlier|erstwhile|antecedent|earlier diagnosed)',
      '(pmh|pmhx|phx|past medical history|past history|past surgical history|medical history) [significant|notable|remarkable|positive|is significant|is notable|is positive|:] [of|for]',
      `(s / p|status post|status - post|sp|after|following|post|underwent|had undergone|has undergone|since) [complete|total|partial|prior|previous|surgical|radical|local|wide|laparoscopic|thoracoscopic|left|right|upper|lower|primary|subtotal|gross|gross total|en bloc|open|multiple|repeated] [lobe|bladder|lung|bowel|liver] (${RESECTED}) [and ~3] [of|for|due to|because of|in|with] [a|an|the|his|her|their]`,
      '(s / p|status post|status - post)',
      '(had|has had|used to have|was treated for|were treated for|was cured of|survivor of|cured of|remission from|in remission from|treated previously for|treated in the past for|was previously diagnosed with|diagnosed previously with) [a|an|the]',
      '(removal|resection|excision|resected|excised|removed|operated|surgery|surgically treated|treated|operated on) [in|on|at] ~2 (of|for) [a|an|the]',
      '(years ago|months ago|year ago|decades ago|last year|as a child|in childhood|in infancy|as an infant|as a baby|at birth|years earlier|years previously|years before)',
      '(ago|earlier) (for|with|because of|due to) [a|an]',
      '(sequelae|sequela) of',
      'who (was|had been) (treated|operated|operated on) (for|because of) [a|an]',
      `${YEARS_AGO} (19|20)`,
    ],
  },
  {
    rule: 'historical',
    value: 'historical',
    direction: 'forward',
    phrases: [
      '[既往|过去|从前|以前|以往|曾经|曾于|曾因|曾患|曾有|曾行|曾在|曾诊断|曾诊断为|曾确诊|曾被诊断为|曾经患|曾得|幼年|儿时|早年|前次|上次|原先|原有|此前|先前|之前|外院曾|往年|当年|年前](既往|过去|从前|以前|以往|曾经|曾于|曾因|曾患|曾有|曾行|曾在|曾诊断|曾诊断为|曾确诊|曾被诊断为|曾经患|曾得|曾患有|曾发生|曾发现|曾|幼年|儿时|早年|前次|上次|原有|此前|先前|往年|当年)[有|因|行|患|诊断为|确诊为|患有|的|史]',
      '(年前|月前|年以前|岁时|周前|天前|岁因|年因|年曾)[因|患|有|行|诊断|诊断为|确诊|确诊为|于~6|曾|发现|在~6|曾因|外院]',
      '(术后|切除术后|手术后|治愈)(病史|史)[：|:]',
    ],
  },
  {
    rule: 'historical',
    value: 'historical',
    direction: 'backward',
    reach: 12,
    phrases: [
      '(resected|excised|removed|operated|operated on|treated|cured|diagnosed|enucleated|debulked|surgically removed|surgically resected|completely resected|completely excised|fully resected|totally resected) [completely|fully|surgically|elsewhere|at birth|previously|at another hospital|at an outside hospital|with clear margins] [back|again|initially|first] (in|on|at|last|two|three|four|five|six|seven|eight|nine|ten|several|many|some|a|one|previously|1|2|3|4|5|6|7|8|9|10|11|12|elsewhere|as|during|before|when|years)',
      '(status post|status - post|s / p|post|sp) [complete|total|surgical|radical|local|wide|partial|gross total|thoracoscopic|laparoscopic|left|right|lobe|upper|lower] [lobectomy|resection|excision|removal|surgery|treatment|chemotherapy|radiotherapy]',
      '[in|since|back in] (19|20)',
      '(years ago|months ago|year ago|decades ago|last year|as a child|in childhood|in infancy|as an infant|as a baby|years earlier|years previously|years before|in the past|ago|in remission|in complete remission|in long - term remission|no evidence of disease|without recurrence|without evidence of recurrence|without evidence of disease|disease - free|disease free|free of disease|free of recurrence|no recurrence|with no recurrence|with no evidence of recurrence|with no evidence of disease|previously resected|previously excised|previously treated|previously diagnosed|previously|formerly|survivor|long - term survivor|history)',
      '(病史|史|个人史)',
      '[的][行|经|已|曾|完整|扩大|根治|根治性|局部|部分|姑息|腹腔镜|胸腔镜|膀胱|肺叶|左肺|右肺|下叶|上叶|中叶|肿瘤|肿物|病灶|病变|胸腔镜下|腹腔镜下]~4[切除|手术|根治|摘除|剥除|剜除|电切|治疗|化疗|放疗|综合治疗|靶向治疗|移植](术后|治疗后|手术后|化疗后|放疗后|切除后|治愈|治愈后|术后改变|术后复查|术后随访|移植后|停药后|摘除后)',
      '(术后|切除史|手术史|治疗史)',
      '(无瘤生存|无病生存|完全缓解|未见复发|无复发|已切除|已治愈|已行手术|已手术|已痊愈|曾手术|已于~9切除)',
      '(年前|月前|多年前)',
    ],
  },
];
