import type { Experiencer } from '../model/index.ts';
import type { CueGroup } from './cue.ts';

const RELATIVE =
  'mother|father|mom|mum|dad|mummy|daddy|parent|parents|brother|sister|sibling|siblings|twin|cousin|cousins|aunt|uncle|grandmother|grandfather|grandma|grandpa|grandparent|grandparents|nephew|niece|son|daughter|wife|husband|spouse|relative|relatives|half - brother|half - sister|half - sibling|step - brother|great - aunt|great - uncle|great - grandmother|great - grandfather|stepfather|stepmother|brothers|sisters|aunts|uncles|kin|family member|family members|maternal aunt';
const SAYS =
  'states|stated|reports|reported|says|said|noticed|noted|notes|brought|brings|denies|denied|observed|found|felt|recalls|describes|gives|gave|provides|provided|is concerned|are concerned|was concerned|were concerned|is worried|are worried|was worried|were worried|worries|was told|were told|was informed|were informed|has been told|understands|understood|consented|consents|agreed|agrees|accepted|refused|declined|asked|asks|requested|wishes|requests|want|wants|is aware|are aware|was counselled|were counselled|was counseled|were counseled|confirms|confirmed|first noticed|first noted|discovered|called|attended|present|at bedside|is healthy|are healthy|and father|and mother|accompanied|thinks|believes|had noticed|had noted|signed|were shown|were given|was given|were offered|received|counselled|palpated|fears|fear|feared|has noticed';
const KIN =
  '母|父|妈|爸|母亲|父亲|妈妈|爸爸|父母|双亲|兄|弟|姐|妹|哥|哥哥|弟弟|姐姐|妹妹|兄弟|姐妹|姊妹|兄妹|姐弟|同胞|胞兄|胞弟|胞妹|胞姐|双胞胎哥哥|双胞胎弟弟|双胞胎姐姐|双胞胎妹妹|孪生兄弟|孪生姐妹|孪生妹妹|孪生弟弟|孪生姐姐|孪生哥哥|表兄|表弟|表姐|表妹|表哥|堂兄|堂弟|堂姐|堂妹|堂哥|叔|叔叔|叔父|伯|伯父|伯伯|姑|姑姑|姑妈|姑母|舅|舅舅|舅父|姨|姨妈|姨母|阿姨|祖父|祖母|外祖父|外祖母|爷爷|奶奶|外公|外婆|姥姥|姥爷|外祖|曾祖父|曾祖母|儿子|女儿|之子|之女|丈夫|妻子|配偶|侄子|侄女|外甥|外甥女|亲属|亲戚|家人|家属|家族|家族中|家族成员|一级亲属|二级亲属|直系亲属|旁系亲属|大伯|二叔|小姨|大姨|大姑|小姑|三叔|二姨|二姐|大姐|大哥|二哥';

/** Words after which a mention is of somebody else, or of the patient again. */
export const EXPERIENCER_CUES: readonly CueGroup<Experiencer>[] = [
  {
    rule: 'pseudoCue',
    value: 'none',
    direction: 'forward',
    phrases: [
      `[the|his|her|their|patient 's|our] (${RELATIVE}) ~1 (${SAYS})`,
      `[the|his|her|their|patient 's|our] (${RELATIVE}) 's (worry|worries|concern|concerns|question|questions|account|statement|consent|request|report|words|opinion|impression|observation|wish|fear|understanding)`,
      `(not|nor) [the|his|her|their] (${RELATIVE})`,
      '(mother|father|parents|family) (and patient|and child) (state|report|deny|say|request|were|are)',
      '(family|mother|father|parents|sister|brother) (conference|meeting|practice|doctor|physician|aware|informed|support|at bedside|present|discussion|consent)',
      "(discussed|discussion|spoke|speak|spoken|conversation|met|counselling|explained|conveyed|communicated|consent) (with|to|of|from|obtained from) [the|his|her|their] [patient 's|patient and] (family|mother|father|parents|mother and father|relatives)",
      "(per|according to|from|by|informed by|as per) [his|her|the|their|patient 's] (mother|father|parents|parent|family|mom|dad|grandmother)",
      '(mother|daughter|sister) (cell|cells|lesion|nodule|node|tumour|tumor)',
      `[其|患儿|患者|由|经|据|与|向|告知](家属|家长|家人|父母|母亲|父亲|妈妈|爸爸|其母|其父|母|父|奶奶|祖母|爷爷|外婆)[及患儿|亲|均](代诉|诉|述|称|代述|发现|叙述|陈述|提供|要求|知情|告知|签字|同意|带|携|抱|送|拒绝|否认|表示|了解|理解|无意中|触及|偶然|述说|代主诉|沟通|交代|谈话|自行|商议|考虑|希望|担心|发觉|怀疑|害怕|询问|咨询|体健|健康|均体健|说明|决定|放弃|自诉|商量|解释|说)`,
      '(父母|双亲)(非近亲|近亲|否认|体健|均|健康)',
      '(家族性|家庭)',
      '(同胞妹体健|弟体健|妹体健|哥体健|姐体健)',
      '(叔丁|伯氨|姑息|姑且|舅|姨)(基|喹|息|且)',
      '(子宫|父本|母本|母细胞|母斑|字母|酵母|姑息|伯仲|弟子|兄弟医院|姐妹染色|姨息|母乳|母婴|母体|云母|妹尾)',
    ],
  },
  {
    rule: 'patientAgain',
    value: 'patient',
    direction: 'forward',
    phrases: [
      '(the patient|patient|pt|our patient|this patient|the child|this child|this boy|this girl|the boy|the girl|the infant|the baby|herself|himself|she herself|he himself|index patient|the proband|proband|this infant) [himself|herself|now|has|had|is|was|presents|developed]',
      '(患儿|患者|本人|病人|先证者|受检者|本例|病儿|小儿|孩子)[自己|本人|现|于|因|今]',
    ],
  },
  {
    rule: 'family',
    value: 'other',
    direction: 'forward',
    phrases: [
      `[patient 's|his|her|their|the|a|one|maternal|paternal|younger|elder|older|identical|first - degree|second - degree|deceased|late|my|our|half] (${RELATIVE}) ['s|who|with|has|had|died of|died from|was diagnosed with|diagnosed with|was treated for|also has]`,
      '[strong|positive|significant|known|no|a] (family|familial|fam|maternal|paternal) (history|hx|h / o) [significant|positive|notable|remarkable|is significant|is positive|is notable|includes] [of|for|:]',
      '(fh|fhx|fmhx) [of|for|:|positive for|significant for]',
      '(runs|run) in [the|his|her] family',
      `[其|患儿|患者|有一|有个|一|之|患儿之|患者之|患儿的|患者的|母系|父系](${KIN})[亲|之]`,
      '(家族史|家族遗传史|家系|家族内|家族中|遗传病史|遗传史|家族肿瘤史)',
    ],
  },
  {
    rule: 'otherPerson',
    value: 'other',
    direction: 'forward',
    phrases: [
      "[organ|kidney|liver|lung|heart|cadaveric|living|deceased|bone marrow|the|stem cell|renal|cornea|tissue] (donor|donors|recipient of her|recipient of his) ['s|who|with|had|has|died of|organ|lung|liver|kidney]",
      "(another|other|a different|a second|different|an unrelated|unrelated|neighbouring|previous) (patient|patients|child|children|person|people|infant|boy|girl|case|man|woman|individual|individuals) ['s|with|who|has|had|of]",
      "(friend|classmate|neighbour|neighbor|roommate|room - mate|colleague|playmate|schoolmate|teacher|coworker|co - worker|friends|bed neighbour|godmother|boyfriend|girlfriend|foster mother|foster sister|foster brother|foster father|nanny) ['s|who|with|has|had|died of]",
      '(belongs|belonging|belong|belonged|relates|related|pertains|pertaining|refers) to (another|a different|the wrong|other|someone else|somebody else)',
      '(wrong patient|specimen mix - up|mislabelled specimen|swapped specimen|sample swap)',
      '(供体|供者|供肾|供肝|供肺|供心|捐献者|捐赠者|器官供者|肝源供者|肾源供者)[者|为|有|曾|患|生前]',
      '(另一|另外一|另一名|另一位|另一例|另例|另有一|他|其他|别的|同病房|同病室|邻床|同室|隔壁床|同住|同期另一|另)[名|位|例|个](患者|患儿|病人|病例|病友|小孩|孩子|病儿|小朋友|男孩|女孩)',
      '(邻居|同学|朋友|同事|室友|病友|邻床|老师|邻家|网友|同桌|同班|保姆|继母|继父|养母|养父)[家|之子|之女|的孩子|家孩子]',
    ],
  },
  {
    rule: 'family',
    value: 'other',
    direction: 'backward',
    reach: 8,
    phrases: [
      `(in|affecting|of|runs in|diagnosed in|found in) [the|his|her|a|an|their|patient 's|one] [maternal|paternal|younger|elder|older|twin|first - degree|second - degree|deceased|affected|half] (${RELATIVE}) ['s]`,
      `(in|affecting|of|from) [the|a|an|his|her] [organ|kidney|lung|liver|living|deceased] (donor|donors)`,
      '(in|of|from) (another|a different|an unrelated) (patient|child|person|family)',
      '[that|which|actually|in fact] (belongs|belonging|belong|belonged|relates|related|pertains|pertaining|refers) to (another|a different|the wrong|other|someone else|somebody else)',
      '(家族史)',
    ],
  },
];
