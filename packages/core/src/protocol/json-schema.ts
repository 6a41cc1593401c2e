import * as z from 'zod';
import { studySchema } from './schema.ts';

/** The grammar as the text of a JSON Schema (draft 2020-12), made from `studySchema`. */
export function studyJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(studySchema, { io: 'input' });
  const schema = {
    $schema,
    title: 'A study document of Casewright',
    description: 'Protocol, data dictionary and analysis plan in one file; docs/study-document.md explains each part.',
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
