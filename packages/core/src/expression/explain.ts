import { type Labels, type Language, labelIn, type MissingReason } from '../model/index.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { Names } from './names.ts';
import { type Comparison, MIRRORED, type Typed, type TypedOf } from './typed.ts';
import type { Scope } from './types.ts';
import { CLAUSE, type Level, type Members, type Phrase, SUM, WORD, type Wording } from './wording.ts';

/** A checked expression as a plain sentence; brackets stand wherever two readings would be possible. */
export function explain(typed: Typed, scope: Scope, language: Language): string {
  return new Explainer(typed, scope, language).explain(typed);
}

/** The comparison that holds where this one does not. */
const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};
class Explainer {
  private readonly scope: Scope;
  private readonly language: Language;
  private readonly words: Wording;
  private readonly names: Names;

  constructor(whole: Typed, scope: Scope, language: Language) {
    this.scope = scope;
    this.language = language;
    this.words = language === 'zh-CN' ? chinese : english;
    this.names = new Names(whole, scope, language, this.words);
  }

  explain(typed: Typed): string {
    return (typed.type.kind === 'boolean' ? this.statement(typed) : this.phrase(typed)).text;
  }

  /** A condition as a clause. */
  private statement(typed: Typed): Phrase {
    switch (typed.op) {
      case 'literal':
        return this.words.always(typed.value as boolean);
      case 'variable':
      case 'local':
      case 'item':
        return this.words.isYes(this.names.of(typed), true);
      default:
        return this.phrase(typed);
    }
  }

  /** The clause that says the contrary. */
  private contrary(typed: Typed): Phrase {
    const { words } = this;
    switch (typed.op) {
      case 'literal':
        return words.always(!typed.value);
      case 'variable':
      case 'local':
      case 'item':
        return words.isYes(this.names.of(typed), false);
      case 'not':
        return this.statement(typed.operand);
      case 'compare':
        return this.comparison({ ...typed, comparison: OPPOSITE[typed.comparison] });
      case 'inList':
        return this.inList(typed, false);
      case 'inCodes':
        return this.inCodes(typed, false);
      case 'quantifier':
        if (typed.quantifier === 'exists') return words.exists(this.members(typed), this.body(typed), false);
        break;
      case 'call':
        if (typed.name === 'has' || typed.name === 'isMissing') return this.recorded(typed, typed.name !== 'has');
        break;
      default:
    }
    return words.notTheCase(words.bracket(this.statement(typed).text));
  }

  /** A value, or a condition that is more than a name, in words. */
  private phrase(typed: Typed): Phrase {
    const { words } = this;
    switch (typed.op) {
      case 'literal':
        return { text: this.literal(typed), level: WORD };
      case 'variable':
      case 'local':
      case 'item':
        return { text: this.names.of(typed), level: WORD };
      case 'not':
        return this.contrary(typed.operand);
      case 'negate':
        return words.minus(this.within(typed.operand, WORD));
      case 'ageInYears':
        return words.inYears(this.within(typed.operand, WORD));
      case 'and':
        return words.all(typed.operands.map((operand) => this.clause(operand)));
      case 'or':
        return words.any(typed.operands.map((operand) => this.clause(operand)));
      case 'compare':
        return this.comparison(typed);
      case 'arithmetic':
        return words.arithmetic(typed.operator, this.within(typed.left, WORD), this.within(typed.right, WORD));
      case 'join':
        return words.join(this.within(typed.left, WORD), this.within(typed.right, WORD), typed.type.kind === 'text');
      case 'choose':
        return this.choice(typed);
      case 'list':
        return words.enumerate(typed.elements.map((element) => this.within(element, WORD)));
      case 'inList':
        return this.inList(typed, true);
      case 'inCodes':
        return this.inCodes(typed, true);
      case 'quantifier':
        return this.quantifier(typed);
      case 'call':
        return this.call(typed);
    }
  }

  /** A phrase in brackets where it is looser than its place allows. */
  private within(typed: Typed, level: Level): string {
    const phrase = this.phrase(typed);
    return phrase.level > level ? this.words.bracket(phrase.text) : phrase.text;
  }

  /** A statement that others stand beside. */
  private clause(typed: Typed): string {
    const statement = this.statement(typed);
    return statement.level > CLAUSE ? this.words.bracket(statement.text) : statement.text;
  }

  private literal({ value, type }: TypedOf<'literal'>): string {
    if (typeof value === 'boolean') return this.words.truth(value);
    if (typeof value === 'number') return String(value).replace('-', '−');
    if (typeof value === 'object') return this.words.date(value.text);
    if (type.kind !== 'code') return this.words.quote(value);
    const label: Labels | undefined = this.scope.codeLists.get(type.list)?.get(value);
    return label ? labelIn(label, this.language) : value;
  }

  private comparison(typed: TypedOf<'compare'>): Phrase {
    const mirrored = typed.left.op === 'literal' && typed.right.op !== 'literal';
    const [left, right] = mirrored ? [typed.right, typed.left] : [typed.left, typed.right];
    const comparison = mirrored ? MIRRORED[typed.comparison] : typed.comparison;
    if (typed.compared === 'boolean') return this.truthComparison(left, right, comparison === '==');
    return this.words.compare(typed.compared, comparison, this.beside(left, right), this.beside(right, left));
  }

  private truthComparison(left: Typed, right: Typed, same: boolean): Phrase {
    if (right.op === 'literal') return right.value === same ? this.statement(left) : this.contrary(left);
    return this.words.sameTruth(this.clause(left), this.clause(right), same);
  }

  /** One side of a comparison of numbers: beside an age, a number written out is a number of years. */
  private beside(side: Typed, other: Typed): string {
    if (other.op === 'ageInYears' && side.op === 'literal') {
      return this.words.yearsOfAge(this.literal(side), side.value as number);
    }
    if (side.op === 'ageInYears' && (other.op === 'literal' || other.op === 'ageInYears')) {
      return this.within(side.operand, SUM);
    }
    return this.within(side, SUM);
  }

  private inList({ value, list }: TypedOf<'inList'>, among: boolean): Phrase {
    if (list.op !== 'list') return this.words.inList(this.within(value, SUM), this.within(list, WORD), among);
    const allWritten = list.elements.every((element) => element.op === 'literal');
    const choices = list.elements.map((element) =>
      allWritten ? this.beside(element, value) : this.within(element, WORD),
    );
    const subject = value.op === 'ageInYears' && allWritten ? value.operand : value;
    return this.words.oneOf(this.within(subject, SUM), choices, among);
  }

  private inCodes({ code, codes }: TypedOf<'inCodes'>, present: boolean): Phrase {
    return this.words.present(this.within(code, WORD), this.within(codes, WORD), present);
  }

  private choice(typed: TypedOf<'choose'>): Phrase {
    const isStatement = typed.type.kind === 'boolean';
    const branch = (part: Typed) => (isStatement ? this.clause(part) : this.within(part, SUM));
    return this.words.choose(this.clause(typed.condition), branch(typed.yes), branch(typed.no), isStatement);
  }

  private quantifier(typed: TypedOf<'quantifier'>): Phrase {
    const { words } = this;
    const members = this.members(typed);
    switch (typed.quantifier) {
      case 'exists':
        return words.exists(members, this.body(typed), true);
      case 'all':
        return words.every(members, this.body(typed));
      case 'exists_one':
        return words.exactlyOne(members, this.body(typed));
      case 'filter':
        return words.filtered(members, this.body(typed));
      case 'map':
        return words.mapped(
          members,
          typed.body.type.kind === 'boolean'
            ? words.bracket(this.statement(typed.body).text)
            : this.within(typed.body, WORD),
        );
    }
  }

  private body(typed: TypedOf<'quantifier'>): string {
    const { text } = this.statement(typed.body);
    // "where at least one ... where ..." is hard to follow without
    return typed.body.op === 'quantifier' ? this.words.bracket(text) : text;
  }

  private members({ over, local }: TypedOf<'quantifier'>): Members {
    if (over.type.kind !== 'rows') return { kind: 'values', list: this.within(over, WORD), name: local.name };
    if (over.op !== 'variable') return { kind: 'rows', rows: this.within(over, WORD) };
    return { kind: 'rows', rows: this.words.rows(this.names.of(over), this.names.shownName(local)) };
  }

  private recorded(typed: TypedOf<'call'>, recorded: boolean): Phrase {
    return this.words.recorded(this.argument(typed, 0), recorded);
  }

  /** An argument that stands as a name does. */
  private argument(typed: TypedOf<'call'>, index: number): string {
    return this.within(typed.arguments[index] as Typed, WORD);
  }

  private call(typed: TypedOf<'call'>): Phrase {
    const { words } = this;
    const [first] = typed.arguments as [Typed];
    switch (typed.name) {
      case 'date':
        return this.phrase(first);
      case 'has':
        return this.recorded(typed, true);
      case 'isMissing':
        return this.recorded(typed, false);
      case 'missingBecause':
        return words.missingBecause(
          this.argument(typed, 0),
          (typed.arguments[1] as TypedOf<'literal'>).value as MissingReason,
        );
      case 'orElse':
        return this.otherwise(typed);
      case 'size':
        if (first.type.kind === 'rows') return words.sizeOfRows(this.rows(first));
        return first.type.kind === 'text'
          ? words.lengthOfText(this.within(first, WORD))
          : words.sizeOfList(this.within(first, WORD));
      case 'daysBetween':
        return words.between('days', this.argument(typed, 0), this.argument(typed, 1));
      case 'monthsBetween':
        return words.between('months', this.argument(typed, 0), this.argument(typed, 1));
      case 'yearsBetween':
        return words.between('years', this.argument(typed, 0), this.argument(typed, 1));
      case 'completedYears':
        return words.between('completedYears', this.argument(typed, 0), this.argument(typed, 1));
      case 'yearOf':
        return words.yearOf(this.argument(typed, 0));
      case 'earliest':
      case 'latest':
      case 'min':
      case 'max':
      case 'sum':
        return this.ofList(typed.name, first);
      case 'count':
        return this.count(first);
      case 'round':
        return words.rounded(this.argument(typed, 0), (typed.arguments[1] as TypedOf<'literal'>).value as number);
      case 'years':
        return words.inYears(this.argument(typed, 0));
      case 'contains':
      case 'startsWith':
      case 'endsWith':
        return words.containing(typed.name, this.argument(typed, 0), this.argument(typed, 1));
      case 'lower':
        return words.lower(this.argument(typed, 0));
    }
  }

  private otherwise(typed: TypedOf<'call'>): Phrase {
    const [value, otherwise] = typed.arguments as [Typed, Typed];
    if (typed.type.kind !== 'boolean') {
      return this.words.orElse(this.within(value, WORD), this.within(otherwise, WORD), false);
    }
    const fallback = otherwise.op === 'literal' ? this.literal(otherwise) : this.clause(otherwise);
    return this.words.orElse(this.clause(value), fallback, true);
  }

  private rows(typed: Typed): Phrase {
    if (typed.op === 'variable') return { text: this.words.rows(this.names.of(typed), null), level: WORD };
    return this.phrase(typed);
  }

  private ofList(which: 'earliest' | 'latest' | 'min' | 'max' | 'sum', list: Typed): Phrase {
    if (list.op === 'quantifier' && list.quantifier === 'map' && list.over.type.kind === 'rows') {
      const shorter = this.words.ofRows(which, this.within(list.body, WORD), this.rows(list.over));
      if (shorter) return shorter;
    }
    return this.words.ofList(which, this.within(list, SUM));
  }

  private count(list: Typed): Phrase {
    if (list.op === 'list') return this.words.countStatements(list.elements.map((element) => this.clause(element)));
    if (list.op === 'quantifier' && list.quantifier === 'map') {
      return this.words.countRows(this.members(list), this.body(list));
    }
    return this.words.countList(this.within(list, WORD));
  }
}
