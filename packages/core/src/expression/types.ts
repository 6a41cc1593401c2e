import type { Labels, Language, Value, Words } from '../model/index.ts';

/** What an expression, a variable or an item yields. `rows` are the rows of a form that repeats. */
export type ExpressionType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'age' }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  | { readonly kind: 'code'; readonly list: string }
  | { readonly kind: 'codes'; readonly list: string }
  | { readonly kind: 'row'; readonly form: string }
  | { readonly kind: 'rows'; readonly form: string }
  | { readonly kind: 'list'; readonly of: ExpressionType };

export type TypeKind = ExpressionType['kind'];

/** What an expression may name. */
export type Scope = {
  /**
   * Form ids (a row, or rows when the form repeats), derived ids, `study` (a row of the pseudo form `study`),
   * and `row` where a row of a form is meant.
   */
  readonly variables: ReadonlyMap<string, { readonly type: ExpressionType; readonly label: Labels }>;
  readonly forms: ReadonlyMap<
    string,
    {
      readonly label: Labels;
      readonly items: ReadonlyMap<string, { readonly type: ExpressionType; readonly label: Labels }>;
    }
  >;
  /** list id -> code -> label */
  readonly codeLists: ReadonlyMap<string, ReadonlyMap<string, Labels>>;
};

export type ExpressionFaultCode =
  | 'expression.syntax'
  | 'expression.unknownItem'
  | 'expression.type'
  | 'expression.unknownCode'
  | 'expression.unknownFunction'
  | 'expression.notOffered'
  | 'expression.tooLarge';

/** A fault in the text of an expression. The message gives the rule, then the fact; the hint gives the remedy. */
export type ExpressionFault = {
  readonly code: ExpressionFaultCode;
  readonly message: Words;
  readonly hint: Words;
  /** offsets in the text, the end exclusive */
  readonly start: number;
  readonly end: number;
};

/** What an expression reads: `form.sex`, a derived variable, or the rows of a form as such. */
export type Use = { readonly variable: string; readonly item?: string };

/** The values of one row of a form; an absent key is `notEntered`. */
export type Row = Readonly<Record<string, Value>>;

/**
 * What an expression is evaluated over. A form that does not repeat and has no row is `missing('notEntered')`;
 * a repeating form without rows is `missing('noRows')`, or `[]` when it was confirmed that there are none.
 */
export type Context = Readonly<Record<string, Value | Row | readonly Row[]>>;

export type Expression = {
  readonly text: string;
  readonly type: ExpressionType;
  /** each once, in the order of the text */
  readonly uses: readonly Use[];
  /**
   * The value over a context; missing is a value and never thrown. A row that is given stands for the variable `row`,
   * so that the rows of a patient need no context each.
   * @throws EvaluationFault for real faults only: a division by zero, a number out of range, the step budget
   */
  evaluate(context: Context, row?: Row): Value;
  /** The expression as a plain sentence, with the labels of forms, items and codes. */
  explain(language: Language): string;
};

export type EvaluationFaultCode =
  | 'expression.divisionByZero'
  | 'expression.numberRange'
  | 'expression.stepBudget'
  | 'expression.wrongValue';

/** A real fault while an expression is evaluated. Never used for a missing value. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
  readonly code: EvaluationFaultCode;
  /** the message in each language */
  readonly words: Words;

  constructor(code: EvaluationFaultCode, message: Words) {
    super(message.en);
    this.code = code;
    this.words = message;
  }
}
