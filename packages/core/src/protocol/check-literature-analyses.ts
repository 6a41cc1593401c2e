import { words } from '../model/index.ts';
import { analysisAt } from './check-about-analyses.ts';
import { reportUnfit } from './check-references.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { AnalysisOfKind } from './schema.ts';
import type { Path } from './yaml-text.ts';

type PublishedSeries = AnalysisOfKind<'publishedSeries'>;
type MetaAnalysis = AnalysisOfKind<'metaAnalysis'>;

export function checkPublishedSeries(checking: Checking, analysis: PublishedSeries, path: Path): void {
  checkSeriesValue(checking, analysis.literature, [...path, 'literature']);
  checkOwn(checking, analysis, path);
}

/** A meta-analysis: series with the figure, none of them set apart, and options that its model has. */
export function checkMetaAnalysis(checking: Checking, analysis: MetaAnalysis, path: Path): void {
  checkSeriesValue(checking, analysis.literature, [...path, 'literature']);
  checkOwn(checking, analysis, path);
  checkChosen(checking, analysis, path);
  if (analysis.withOwn === true && analysis.of === undefined) {
    reportUnfit(
      checking,
      [...path, 'withOwn'],
      words(
        `What is pooled has a proportion. "${analysis.id}" pools this study and names none of its proportions.`,
        `合并须有相应的比例。“${analysis.id}”要求并入本研究，却未指明本研究的比例。`,
      ),
      words('Name a proportion under of.', '请在 of 中写明一个比例。'),
    );
  }
  if ((analysis.model ?? 'binomialNormal') !== 'binomialNormal') return;
  for (const key of ['betweenSeries', 'hartungKnapp'] as const) {
    if (analysis[key] === undefined) continue;
    reportUnfit(
      checking,
      [...path, key],
      words(
        `Weights by inverse variance have ${key}. "${analysis.id}" models the counts themselves, by maximum likelihood.`,
        `只有逆方差加权才有 ${key}。“${analysis.id}”以最大似然法直接对例数建模。`,
      ),
      words(`Remove ${key}, or name a scale under model.`, `请删去 ${key}，或在 model 中写明尺度。`),
    );
  }
}

/** A proportion by group has no single row that could stand beside the series. */
function checkOwn(checking: Checking, analysis: PublishedSeries | MetaAnalysis, path: Path): void {
  if (analysis.of === undefined) return;
  const rule = words('Beside the series stands a proportion.', '与文献系列并列的须为比例。');
  analysisAt(checking, analysis.of, [...path, 'of'], ['proportion'], rule);
  const own = checking.names.analyses.get(analysis.of);
  if (own?.kind !== 'proportion' || own.by === undefined) return;
  reportUnfit(
    checking,
    [...path, 'of'],
    words(
      `Beside the series stands one proportion of all patients. "${analysis.of}" is by "${own.by}".`,
      `与文献系列并列的须为全部患者的一个比例。“${analysis.of}”按“${own.by}”分组。`,
    ),
    words('Name a proportion without by.', '请写一个没有 by 的比例。'),
  );
}

/** Each series that the plan chooses is there once, has the figure, and is not set apart. */
function checkChosen(checking: Checking, { series: chosen = [], literature, id }: MetaAnalysis, path: Path): void {
  const known = checking.study.literature ?? [];
  for (const [index, name] of chosen.entries()) {
    const at = [...path, 'series', index];
    const series = known.find((one) => one.id === name);
    if (!series) {
      const ids = known.map((one) => one.id);
      reportUnknown(checking, 'unknownSeries', at, words('A series of the literature', '文献系列'), name, ids);
      continue;
    }
    if (chosen.indexOf(name) < index) {
      reportUnfit(
        checking,
        at,
        words(`A series is pooled once. "${name}" stands twice.`, `每个系列只能合并一次。“${name}”出现了两次。`),
        words('Remove one.', '请删去其一。'),
      );
    }
    if (series.values?.[literature] === undefined) {
      reportUnfit(
        checking,
        at,
        words(
          `A series that is pooled gives the figure. "${name}" has no ${literature}.`,
          `并入的系列须给出相应数值。“${name}”没有 ${literature}。`,
        ),
        words(`Leave it out of ${id}.`, `请将其从 ${id} 中去掉。`),
      );
    }
    if ((series.overlaps ?? []).length === 0 && !series.review && !series.selected) continue;
    reportUnfit(
      checking,
      at,
      words(
        `A series that counts patients a second time, or chose them, is not pooled. "${name}" is set apart.`,
        `患者重复计数或经过选择的系列不予合并。“${name}”已另列。`,
      ),
      words(
        `Leave it out of ${id}, or correct what the literature says of it.`,
        `请将其从 ${id} 中去掉，或更正文献中对它的说明。`,
      ),
    );
  }
}

function checkSeriesValue(checking: Checking, name: string, path: Path): void {
  const known = [...new Set((checking.study.literature ?? []).flatMap(({ values }) => Object.keys(values ?? {})))];
  if (!known.includes(name))
    reportUnknown(checking, 'unknownSeries', path, words('A value of the literature', '文献系列的数值'), name, known);
}
