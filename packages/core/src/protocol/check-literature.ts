import { words } from '../model/index.ts';
import { idsOf } from './check-forms.ts';
import { type Checking, reportUnknown } from './checking.ts';
import type { Series } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** The word by which a series says that it counts the patients of this study. */
const THIS_STUDY = 'study';

/** Published series: what they overlap exists, and their counts fit into each other. */
export function checkLiterature(checking: Checking): void {
  const series = checking.study.literature ?? [];
  for (const [index, one] of series.entries()) {
    const path = ['literature', index];
    for (const [at, other] of (one.overlaps ?? []).entries()) {
      if (other === THIS_STUDY || (other !== one.id && series.some(({ id }) => id === other))) continue;
      const what = words('Another series of the literature', '另一文献系列');
      reportUnknown(checking, 'unknownSeries', [...path, 'overlaps', at], what, other, [
        ...idsOf(series.filter(({ id }) => id !== one.id)),
        THIS_STUDY,
      ]);
    }
    checkCounts(checking, one, path);
    for (const measure of ['age', 'followUp'] as const) {
      const given = one[measure];
      if (!given || given.median !== undefined || given.mean !== undefined) continue;
      checking.fault({
        code: 'literature.measure',
        path: [...path, measure],
        message: words(
          `A figure of a series is a median or a mean. "${one.id}" gives a unit alone.`,
          `文献系列的数值为中位数或均数。“${one.id}”只写了单位。`,
        ),
        hint: words(`Add median or mean, or remove ${measure}.`, `请补充 median 或 mean，或删除 ${measure}。`),
      });
    }
  }
}

function checkCounts(checking: Checking, { values, n }: Series, path: Path): void {
  for (const [name, { events, of }] of Object.entries(values ?? {})) {
    if (events > of) {
      checking.fault({
        code: 'literature.count',
        path: [...path, 'values', name, 'events'],
        message: words(
          `Of a series at most everybody has the event. "${name}" counts ${events} of ${of}.`,
          `发生事件的例数不能多于总例数。“${name}”为 ${of} 例中 ${events} 例。`,
        ),
        hint: words('Look the figures up again.', '请再次查对原文数据。'),
      });
    }
    if (n !== undefined && of > n) {
      checking.fault({
        code: 'literature.count',
        path: [...path, 'values', name, 'of'],
        message: words(
          `A figure is of patients of its series. "${name}" counts among ${of}, and the series has ${n}.`,
          `数值的分母应为该系列的患者。“${name}”以 ${of} 例为分母，而该系列共 ${n} 例。`,
        ),
        hint: words('Look the figures up again.', '请再次查对原文数据。'),
      });
    }
  }
}
