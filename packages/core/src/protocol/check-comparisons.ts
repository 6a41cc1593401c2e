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
    ofRanks ? 'what is ranked' : 'the outcome of this test',
  );
  const by = checkGroup(checking, analysis, path);
  if (!by || by.codes === null || by.codes.length === 2) return;
  if (analysis.test !== 'wilcoxon' && analysis.test !== 'riskDifference' && analysis.test !== 'oddsRatio') return;
  reportUnfit(
    checking,
    [...path, 'by'],
    `This test compares two groups. "${analysis.by}" has ${by.codes.length} codes.`,
    'Derive yes-or-no from it, or use a test of several groups.',
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
      message: `A regression has what it explains. The model ${analysis.model} has no ${needed}.`,
      hint: `Add ${needed}:.`,
    });
  }
  const endpoint =
    overTime && analysis.endpoint !== undefined ? endpointAt(checking, analysis.endpoint, [...path, 'endpoint']) : null;
  if (!overTime && analysis.outcome !== undefined)
    bear(checking, analysis.outcome, [...path, 'outcome'], 'group', 'the outcome of a logistic model');
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
      part.bearing === 'group' ? 'a stratum' : 'a predictor',
    );
    if (variable && endpoint) checkKnownAtZero(checking, variable, endpoint, part.path);
  }
}
