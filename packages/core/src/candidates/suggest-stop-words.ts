/** Words with which no suggestion begins or ends: they carry no meaning by themselves, or say how sure a writer is. */
export const EDGE_WORDS: ReadonlySet<string> = new Set(
  `the and for with was were are has have had been being this that these those from into onto than then there here which who
  whom whose what when where while not but nor its his her him she they them their our your also may might can could would
  should will shall must does did done both each all any some such only very more most less least other same within without
  beside along next near between among about above below over under after before during since until upon through per via non
  consistent compatible favour favor favoured favored suggestive suspicious suspected possible probable probably likely
  cannot excluded exclude consider considered differential diagnosis diagnosed diagnostic impression conclusion comment
  final report history known patient showed shows seen noted found finding findings due see`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Characters with which no Chinese suggestion begins or ends. */
export const EDGE_CHARACTERS: ReadonlySet<string> = new Set([
  ...'的了及和与或为是在于有无其之等并且而则以对由从至到被把将可能未见不除外考虑符合诊断提示请示约',
]);
