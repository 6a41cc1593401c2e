import { plainWidth } from '../facts/index.ts';

/**
 * The text as rules read it: plain width, small letters, simplified characters where a cue is written with them. Each unit
 * stays one unit, so places in it are places in the text.
 */
export function judgedText(text: string): string {
  const plain = plainWidth(text);
  const small = plain.toLowerCase();
  // some capitals become two units when they are made small
  const sameLength = small.length === plain.length ? small : plain.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return sameLength.replace(/[\u2018\u2019\u02bc\u4e00-\u9fff]/g, (character) => SAME.get(character) ?? character);
}

/** Traditional characters of the words in the lists of cues and headings, each with its simplified one behind it. */
const TRADITIONAL =
  '無无診诊斷断見见發发術术後后與与鑒鉴鑑鉴別别應应親亲兒儿慮虑傾倾擬拟證证據据檢检體体鏡镜顯显腫肿歷历復复補补報报會会凍冻轉转變变確确認认為为來来過过還还個个們们時时陽阳陰阴測测狀状現现癥症處处該该則则結结論论議议請请種种類类條条達达這这對对從从開开關关難难雖虽經经遺遗傳传爺爷媽妈孫孙間间層层夠够須须僅仅屬属係系組组織织書书單单標标術术門门臨临床床資资訊讯聲声記记錄录離离殘残質质項项長长頸颈動动脈脉眶眶淚泪內内膜膜緣缘徑径總总據据點点麼么嗎吗讓让將将於于舉举減减腦脑隻只產产終终訴诉請请給给計计設设訪访評评話话誤误說说調调貧贫費费賴赖遠远選选邊边鄰邻醫医釋释錯错閱阅除除隱隐隨随願愿餘余驗验體体黏粘齡龄';
const SAME: ReadonlyMap<string, string> = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u02bc', "'"],
  ...[...TRADITIONAL].flatMap((character, index, all): [string, string][] =>
    index % 2 === 0 ? [[character, all[index + 1] as string]] : [],
  ),
]);
