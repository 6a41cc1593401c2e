/**
 * Writes what is made from the grammar: docs/study.schema.json, with which editors complete and check a study document,
 * and the table by which the program sees that a document has the shape.
 */
import { writeFileSync } from 'node:fs';
import { shapeTableSource, studyJsonSchema } from '../packages/core/src/protocol/json-schema.ts';

writeFileSync(new URL('../docs/study.schema.json', import.meta.url), studyJsonSchema());
writeFileSync(new URL('../packages/core/src/protocol/shape-table.ts', import.meta.url), shapeTableSource());
process.stdout.write('docs/study.schema.json\npackages/core/src/protocol/shape-table.ts\n');
