/** The words of JSON Schema that the grammar comes down to; `shape-table.ts` holds no others, a test sees to it. */
export type ShapeRule = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly items?: ShapeRule;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, ShapeRule>>;
  readonly required?: readonly string[];
  readonly propertyNames?: ShapeRule;
  readonly additionalProperties?: false | ShapeRule;
  readonly anyOf?: readonly ShapeRule[];
  readonly oneOf?: readonly ShapeRule[];
};

export type ShapeTable = ShapeRule & { readonly $defs: Readonly<Record<string, ShapeRule>> };
