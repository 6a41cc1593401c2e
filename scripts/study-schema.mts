/** Writes docs/study.schema.json, with which editors complete and check a study document. */
import { writeFileSync } from 'node:fs';
import { studyJsonSchema } from '../packages/core/src/protocol/json-schema.ts';

writeFileSync(new URL('../docs/study.schema.json', import.meta.url), studyJsonSchema());
process.stdout.write('docs/study.schema.json\n');
