import type { AnalysisResult } from '../model/index.ts';
import type { AnalysisOfKind } from '../protocol/index.ts';
import { type MethodSentence, sentenceWriter } from './method-sentence.ts';
import { kindWords, plain, type Subject } from './number-kinds.ts';
import { clause, small } from './vocabulary.ts';
import { cite, declared, type Found, label, levelText, say, setLabel, type Writing } from './writing.ts';

type Bounds = AnalysisOfKind<'bounds'>;

export function boundsSentences(w: Writing, result: AnalysisResult, analysis: Bounds): MethodSentence[] {
  const wider = small(setLabel(w, analysis.against));
  return [
    sentenceWriter(w, result, analysis)(
      analysis.against,
      (titles) =>
        `For ${titles}, the patients analysed stand beside all ${wider}, with the bounds that hold if none, and if all, of those in whom it is unknown had it${cite(w, result)}.`,
      (titles) => `${titles}：将纳入分析者与全部${wider}并列，并给出情况不明者均无及均有时的上下界${cite(w, result)}。`,
    ),
  ];
}

export function boundsMethod(result: AnalysisResult): string {
  const exact = result.inputs.options['interval'] === 'wilson' ? 'Wilson 计分法' : 'Clopper–Pearson 精确法';
  return `纳入分析者与全部患者的比较及上下界；${exact} ${levelText(result)} 置信区间`;
}

/** A row of the table and which number of it: 'all, if none of the unknown had it – proportion'. */
export function boundsNumber(
  w: Writing,
  found: Found,
  analysis: Bounds,
  rest: string,
  among: (set: string) => string,
): Subject {
  const of = declared(w, analysis.of)?.analysis;
  const counted = of?.kind === 'proportion' ? clause(label(w, of.label ?? of.title)) : '';
  const [narrow, wide] = [among(found.result.inputs.analysisSet), among(analysis.against)];
  const unknown = say(w, 'those in whom it is unknown', '情况不明者');
  const [row = '', ...own] = rest.split('.');
  const kind = kindWords(w, found, own.length === 0 ? rest : own.join('.'));
  const isTotal = own[0] === 'n';
  switch (row) {
    case 'complete':
      return {
        subject: narrow,
        kind,
        numerator: isTotal ? say(w, 'those in whom it is known', '情况已知者') : counted,
        denominator: isTotal ? narrow : say(w, `${narrow}, in whom it is known`, `${narrow}中情况已知者`),
        named: false,
      };
    case 'known':
      return {
        subject: say(w, `${wide}, where it is known`, `${wide}中情况已知者`),
        kind,
        numerator: isTotal ? say(w, 'those in whom it is known', '情况已知者') : counted,
        denominator: isTotal ? wide : say(w, `${wide}, in whom it is known`, `${wide}中情况已知者`),
        named: false,
      };
    case 'least':
      return {
        subject: say(w, `${wide}, if none of the unknown had it`, `${wide}，若情况不明者均无`),
        kind,
        numerator: isTotal ? wide : counted,
        denominator: wide,
        named: false,
      };
    case 'most':
      return {
        subject: say(w, `${wide}, if all of the unknown had it`, `${wide}，若情况不明者均有`),
        kind,
        numerator: isTotal ? wide : say(w, `${counted}, and ${unknown}`, `${counted}及${unknown}`),
        denominator: wide,
        named: false,
      };
    case 'unknown':
      return {
        subject: '',
        kind: say(w, 'number in whom it is unknown', '情况不明例数'),
        numerator: unknown,
        denominator: wide,
        named: false,
      };
    case 'leftOut':
      return {
        subject: '',
        kind: say(w, 'number not among those analysed', '未纳入分析的例数'),
        numerator: say(w, 'those not among those analysed', '未纳入分析者'),
        denominator: wide,
        named: false,
      };
    case 'n':
      return { ...plain(w, '', kind, wide), numerator: narrow };
    default:
      return plain(w, '', kindWords(w, found, rest), wide);
  }
}
