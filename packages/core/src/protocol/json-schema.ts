import * as z from 'zod';
import { studySchema } from './schema.ts';

/** The grammar as the text of a JSON Schema (draft 2020-12), made from `studySchema`. */
export function studyJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(studySchema(), { io: 'input' });
  const schema = {
    $schema,
    title: 'A study document of Casewright',
    description: 'Protocol, data dictionary and analysis plan in one file; docs/study-document.md explains each part.',
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The same as the source of `shape-table.ts`: what a machine needs to see whether a document has the shape. */
export function shapeTableSource(): string {
  const { $schema, ...rest } = z.toJSONSchema(studySchema(), { io: 'input' });
  return `// Written by \`npm run schema\` from schema.ts.
import type { ShapeTable } from './shape-rule.ts';

export const shapeTable: ShapeTable = JSON.parse(
  ${JSON.stringify(JSON.stringify(withoutProse(rest)))
    .replaceAll("'", '\\u0027')
    .replace(/^"(.*)"$/, (_, text: string) => `'${text.replaceAll('\\"', '"')}'`)},
);
`;
}

/** Without titles and descriptions, which are for people; keys below `properties` and `$defs` are names, not words of it. */
function withoutProse(rule: unknown, holdsNames = false): unknown {
  if (Array.isArray(rule)) return rule.map((member) => withoutProse(member));
  if (typeof rule !== 'object' || rule === null) return rule;
  const kept = Object.entries(rule).filter(([key]) => holdsNames || !['title', 'description', 'id'].includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, withoutProse(value, !holdsNames && ['properties', '$defs'].includes(key))]),
  );
}
