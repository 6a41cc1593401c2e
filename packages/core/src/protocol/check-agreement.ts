import { words } from '../model/index.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Raters stand once each, and kappa, which misleads where votes are uneven, never without AC1 and the plain share. */
export function checkAgreement(checking: Checking, analysis: AnalysisOfKind<'agreement'>, path: Path): void {
  const raters = analysis.raters.map((rater) => (typeof rater === 'string' ? rater : rater.column));
  for (const [index, rater] of raters.entries()) {
    if (raters.indexOf(rater) === index) continue;
    checking.fault({
      code: 'analysis.twice',
      path: [...path, 'raters', index],
      message: words(
        `Agreement is of different raters. "${rater}" stands twice.`,
        `一致性须在不同评定者之间比较。“${rater}”出现两次。`,
      ),
      hint: words('Name another column of the screening log.', '请写筛查日志的另一列。'),
    });
  }
  const measures = analysis.measures;
  if (measures?.includes('kappa') && !(measures.includes('ac1') && measures.includes('percent'))) {
    checking.fault({
      code: 'analysis.kappaAlone',
      path: [...path, 'measures'],
      message: words(
        `Kappa is low where nearly everybody gets the same vote, however well raters agree; it stands beside the percentage and AC1. "${analysis.id}" asks for kappa without both.`,
        `若几乎所有病例得到同一结论，即使评定者高度一致，Kappa 也会偏低，故须与百分比及 AC1 并列。“${analysis.id}”未同时要求二者。`,
      ),
      hint: words(
        'Write measures: [percent, kappa, ac1], or leave measures out.',
        '请写 measures: [percent, kappa, ac1]，或删去 measures。',
      ),
    });
  }
  if (analysis.codes !== undefined && !checking.names.codeLists.has(analysis.codes))
    reportUnknown(
      checking,
      'unknownCodeList',
      [...path, 'codes'],
      words('A code list', '编码表'),
      analysis.codes,
      checking.names.codeLists.keys(),
    );
}
