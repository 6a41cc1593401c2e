import { words } from '../model/index.ts';
import { checkGroup } from './check-group.ts';
import { checkKnownAtZero, endpointAt } from './check-over-time.ts';
import { bear, reportUnfit } from './check-references.ts';
import type { Checking } from './checking.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Two variables beside each other, and whether the test can compare them. */
export function checkAssociation(checking: Checking, analysis: AnalysisOfKind<'association'>, path: Path): void {
  const ofRanks = analysis.test === 'wilcoxon' || analysis.test === 'kruskalWallis';
  bear(
    checking,
    analysis.outcome,
    [...path, 'outcome'],
    ofRanks ? 'number' : 'group',
    ofRanks ? words('what is ranked', '秩检验的变量') : words('the outcome of this test', '此检验的结局变量'),
  );
  const by = checkGroup(checking, analysis, path);
  if (!by || by.codes === null || by.codes.length === 2) return;
  if (analysis.test !== 'wilcoxon' && analysis.test !== 'riskDifference' && analysis.test !== 'oddsRatio') return;
  reportUnfit(
    checking,
    [...path, 'by'],
    words(
      `This test compares two groups. "${analysis.by}" has ${by.codes.length} codes.`,
      `此检验只比较两组。“${analysis.by}”有 ${by.codes.length} 个编码。`,
    ),
    words('Derive yes-or-no from it, or use a test of several groups.', '请由其派生出是/否变量，或改用多组检验。'),
  );
}

/** A model: what it explains, and by what. */
export function checkRegression(checking: Checking, analysis: AnalysisOfKind<'regression'>, path: Path): void {
  const overTime = analysis.model === 'cox' || analysis.model === 'firthCox' || analysis.model === 'fineGray';
  const needed = overTime ? 'endpoint' : 'outcome';
  if (analysis[needed] === undefined) {
    checking.fault({
      code: 'analysis.outcome',
      path,
      message: words(
        `A regression has what it explains. The model ${analysis.model} has no ${needed}.`,
        `回归模型须有因变量。模型 ${analysis.model} 未写 ${needed}。`,
      ),
      hint: words(`Add ${needed}:.`, `请补充 ${needed}:。`),
    });
  }
  const endpoint =
    overTime && analysis.endpoint !== undefined ? endpointAt(checking, analysis.endpoint, [...path, 'endpoint']) : null;
  if (!overTime && analysis.outcome !== undefined)
    bear(
      checking,
      analysis.outcome,
      [...path, 'outcome'],
      'group',
      words('the outcome of a logistic model', '逻辑回归的结局变量'),
    );
  const parts = [
    ...analysis.covariates.map((ref, index) => ({
      ref,
      path: [...path, 'covariates', index],
      bearing: 'predictor' as const,
    })),
    ...(analysis.strata ?? []).map((ref, index) => ({
      ref,
      path: [...path, 'strata', index],
      bearing: 'group' as const,
    })),
  ];
  for (const part of parts) {
    const variable = bear(
      checking,
      part.ref,
      part.path,
      part.bearing,
      part.bearing === 'group' ? words('a stratum', '分层变量') : words('a predictor', '预测变量'),
    );
    if (variable && endpoint) checkKnownAtZero(checking, variable, endpoint, part.path);
  }
}
