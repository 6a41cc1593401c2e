import { type AnalysisResult, formatDecimal } from '../model/index.ts';
import type { AnalysisOfKind, Variable } from '../protocol/index.ts';
import { speaksOfAge, unitSuffix } from './vocabulary.ts';
import { codesOf, label, say, type Writing } from './writing.ts';

type DotPlot = AnalysisOfKind<'dotPlot'>;

export type Dot = { readonly value: number; readonly patient: string | undefined };

/** The dots of one group, or of everybody; its numbers begin with the prefix, and `group` null has none of its own. */
export type DotLane = { readonly prefix: string | null; readonly title: string; readonly dots: readonly Dot[] };

/** One variable with its lanes; `step` is what the public's dots are rounded to. */
export type DotPanel = {
  readonly id: string;
  readonly name: string;
  /** its name with the unit */
  readonly title: string;
  readonly variable: Variable;
  readonly step: number | null;
  readonly lanes: readonly DotLane[];
};

/** The dots of a plot as its audience may have them, panel by panel. */
export function dotPanels(w: Writing, result: AnalysisResult, analysis: DotPlot): DotPanel[] {
  const by = analysis.by === undefined ? null : w.study.variable(analysis.by);
  return analysis.variables.flatMap((spec): DotPanel[] => {
    const full = typeof spec === 'string' ? { variable: spec } : spec;
    const variable = w.study.variable(full.variable);
    if (!variable) return [];
    const id = ('as' in full && full.as) || variable.id;
    const name = label(w, ('label' in full && full.label) || variable.label);
    const dots = dotsOf(w, result, id);
    const lanes: DotLane[] = by
      ? [
          ...codesOf(w, by).map(({ code, text }) => ({
            prefix: `${result.id}.${by.id}.${code}`,
            title: text,
            dots: dots.filter(({ group }) => group === code),
          })),
          {
            prefix: null,
            title: say(w, 'group not known', '分组不明'),
            dots: dots.filter(({ group }) => group === null),
          },
        ].filter((lane) => lane.dots.length > 0)
      : [{ prefix: result.id, title: say(w, 'All patients', '全部患者'), dots }];
    return [{ id, name, title: `${name}${unitOf(w, variable)}`, variable, step: stepOf(w, result, id), lanes }];
  });
}

function dotsOf(w: Writing, result: AnalysisResult, id: string): (Dot & { group: string | null })[] {
  const wanted = w.audience === 'team' ? 'dot' : 'publicDot';
  return (result.rows ?? []).flatMap(({ cells, patient }) => {
    const { value, group } = cells;
    if (cells['shown'] !== wanted || cells['variable'] !== id || typeof value !== 'number') return [];
    return [{ value, patient, group: typeof group === 'string' ? group : null }];
  });
}

function stepOf(w: Writing, result: AnalysisResult, id: string): number | null {
  if (w.audience === 'team') return null;
  const step = (result.rows ?? []).find(({ cells }) => cells['shown'] === 'publicStep' && cells['variable'] === id)
    ?.cells['step'];
  return typeof step === 'number' ? step : null;
}

/** ', cm': the unit after a title; ages are in years. */
function unitOf(w: Writing, variable: Variable): string {
  if (variable.type === 'age') return unitSuffix(w, 'a', true);
  if (variable.unit === null || variable.unit === '1') return '';
  return unitSuffix(w, variable.unit, speaksOfAge(variable.label));
}

/** A value of a dot as text, with no more digits than it has. */
export function dotText(w: Writing, { variable }: DotPanel, value: number): string {
  const own = String(value).split('.')[1]?.length ?? 0;
  return formatDecimal(value, Math.min(own, variable.decimals ?? (variable.type === 'integer' ? 0 : 2)), w.language);
}
