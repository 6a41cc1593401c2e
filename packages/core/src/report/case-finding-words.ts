import { CASE_FINDING_TITLE, STATUS_WORDS } from '../case-finding/index.ts';
import type { CandidateStatus } from '../model/index.ts';
import { caseFindingPlan } from './case-finding-plan.ts';
import type { NumberWords } from './number-kinds.ts';
import { clause, reasonWords } from './vocabulary.ts';
import { type Found, label, levelText, once, say, type Writing } from './writing.ts';

type Pair = readonly [string, string];

/** What numbers of case finding count, and among what: name, numerator, denominator. */
const KINDS: Readonly<Record<string, { kind: Pair; numerator?: Pair; denominator?: Pair }>> = {
  reports: { kind: ['reports searched', '检索的报告数'] },
  patients: { kind: ['patients in the extract', '提取数据中的患者数'] },
  reportsWithHit: { kind: ['reports with a hit', '命中的报告数'] },
  'candidates.count': { kind: ['number of candidates', '候选病例数'] },
  'screened.count': {
    kind: ['number of candidates screened', '已筛查的候选病例数'],
    numerator: ['candidates screened', '已筛查的候选病例'],
  },
  'open.count': {
    kind: ['number not yet decided', '尚未定论的例数'],
    numerator: ['candidates not yet decided', '尚未定论的候选病例'],
  },
  'included.count': {
    kind: ['number included', '纳入例数'],
    numerator: ['included', '纳入者'],
    denominator: ['candidates screened', '已筛查的候选病例'],
  },
  'agreement.n': { kind: ['rows that both screened', '双方均判定的行数'] },
  'agreement.agreed': { kind: ['equal votes', '结论一致数'] },
  'agreement.differed': {
    kind: ['different votes', '结论不一致数'],
    numerator: ['those with different votes', '结论不一致者'],
  },
  'agreement.percent': { kind: ['share of equal votes', '一致率'] },
  'agreement.kappa': { kind: ['Cohen’s kappa', 'Cohen Kappa'] },
  'agreement.ac1': { kind: ['Gwet’s AC1', 'Gwet AC1'] },
  'missed.population': { kind: ['reports without a hit', '未命中的报告数'] },
  'missed.drawn': { kind: ['reports drawn from those without a hit', '自未命中报告中抽取的份数'] },
  'missed.screened': { kind: ['drawn reports that were screened', '已筛查的抽样报告数'] },
  'missed.found': {
    kind: ['cases in the sample of the reports without a hit', '未命中报告样本中的病例数'],
    numerator: ['cases that the search had missed', '检索遗漏的病例'],
    denominator: ['patients of the sample', '样本中的患者'],
  },
  'missed.estimate': { kind: ['reports missed in all that show a case', '遗漏的病例报告总数'] },
  missed: { kind: ['reports missed in all that show a case', '遗漏的病例报告总数'] },
  sensitivity: {
    kind: ['sensitivity of the search', '检索的灵敏度'],
    numerator: ['cases found by the search', '检索所得病例'],
  },
};

const ENDS: Readonly<Record<string, Pair>> = {
  '.lower': ['lower', '置信下限'],
  '.upper': ['upper', '置信上限'],
  '.lowerOneSided': ['one-sided lower', '单侧置信下限'],
  '.upperOneSided': ['one-sided upper', '单侧置信上限'],
};

/** What a number of case finding is, in words. */
export function caseFindingNumber(w: Writing, found: Found, rest: string): NumberWords {
  const end = Object.keys(ENDS).find((one) => rest.endsWith(one));
  const own = end === undefined ? rest : rest.slice(0, -end.length);
  const words = ownWords(w, found, own);
  const subject = label(w, CASE_FINDING_TITLE);
  if (end === undefined) return { subject, ...words };
  const [en, zh] = ENDS[end] as Pair;
  const level = levelText(found.result);
  return { subject, ...words, kind: say(w, `${en} ${level} limit of ${words.kind}`, `${words.kind}的 ${level} ${zh}`) };
}

function ownWords(w: Writing, found: Found, rest: string): Omit<NumberWords, 'subject'> {
  const all = say(w, 'candidates', '候选病例');
  const isVotes = rest.startsWith('agreement.');
  const usual = {
    numerator: isVotes ? say(w, 'those with equal votes', '结论一致者') : all,
    denominator: isVotes ? say(w, 'those whom both screened', '双方均判定者') : all,
  };
  const known = KINDS[rest];
  const spoken = (pair: Pair | undefined, otherwise: string): string =>
    pair === undefined ? otherwise : say(w, pair[0], pair[1]);
  if (known)
    return {
      kind: spoken(known.kind, rest),
      numerator: spoken(known.numerator, usual.numerator),
      denominator: spoken(known.denominator, usual.denominator),
    };
  return statusWords(w, rest, all) ?? predictiveWords(w, rest, all) ?? stepWords(w, found, all);
}

function statusWords(w: Writing, rest: string, denominator: string): Omit<NumberWords, 'subject'> | null {
  const status = /^status\.([a-z]+)\.count$/.exec(rest)?.[1];
  if (status === undefined) return null;
  const numerator = candidatesOf(w, status);
  return { kind: say(w, `number of ${numerator}`, `${numerator}数`), numerator, denominator };
}

function candidatesOf(w: Writing, status: string): string {
  const words = STATUS_WORDS[status as CandidateStatus];
  return say(w, `candidates of the status “${words?.en ?? status}”`, `状态为“${words?.['zh-CN'] ?? status}”的候选病例`);
}

function predictiveWords(w: Writing, rest: string, all: string): Omit<NumberWords, 'subject'> | null {
  const parts = /^predictive(?:\.(case|probable|possible|history|family|not))?\.(cases|n|value)$/.exec(rest);
  if (parts === null) return null;
  const [, status, name] = parts;
  const whose = status === undefined ? all : candidatesOf(w, status);
  const denominator = say(w, `${whose} that were screened`, `已筛查的${whose}`);
  const kind =
    name === 'cases'
      ? say(w, `cases among ${whose}`, `${whose}中的病例数`)
      : name === 'n'
        ? say(w, `number of ${whose} screened`, `已筛查的${whose}数`)
        : say(w, `share of cases among ${whose} (predictive value)`, `${whose}中的病例比例（阳性预测值）`);
  return { kind, numerator: say(w, 'those included', '纳入者'), denominator };
}

/** Who left at a step of eligibility, for which reason, and who stayed. */
function stepWords(w: Writing, found: Found, all: string): Omit<NumberWords, 'subject'> {
  const denominator = say(w, 'those still in before this step', '该步骤前尚未排除者');
  const plan = once(w, found.result, caseFindingPlan);
  for (const step of plan.branches.flatMap(({ steps }) => steps)) {
    const reason = step.reasons.find(({ count }) => count === found.statistic.id);
    const name = clause((reason ?? step).label);
    if (reason !== undefined || step.count === found.statistic.id)
      return { kind: say(w, `number excluded: ${name}`, `排除例数：${name}`), numerator: name, denominator };
    if (step.remaining === found.statistic.id)
      return {
        kind: say(w, `number remaining after: ${name}`, `该步骤后剩余例数：${name}`),
        numerator: say(w, 'those who stayed', '剩余者'),
        denominator,
      };
  }
  const name = reasonWords(w, found.statistic.id.split('.')[2] ?? '');
  return { kind: say(w, `number of candidates: ${name}`, `候选病例数：${name}`), numerator: name, denominator: all };
}

/** The options of case finding by name. */
export const CASE_FINDING_OPTION_NAMES: Readonly<Record<string, Pair>> = {
  search: ['Search, SHA-256', '检索方案 SHA-256'],
  sampleSeed: ['Seed of the sample', '抽样的随机种子'],
  sampleSize: ['Reports drawn', '抽取的报告数'],
  screeners: ['Screeners', '筛查者人数'],
};

/** The method in Chinese; in English the result has its own words. */
export function caseFindingMethod(level: string): string {
  return `病例发现：遗漏数采用超几何分布精确置信限，预测值采用 Clopper–Pearson 精确法，筛查者一致性为 Cohen Kappa 与 Gwet AC1；${level} 置信区间`;
}
