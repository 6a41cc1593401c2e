// node build-keep-code.mjs SCRIPT CODE ARGUMENTS...: runs the bundled command and, when it ends, keeps the code that the
// engine compiled for it, so that later starts need not compile it again.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';
import { ENGINE_SETTING } from './build-engine.mjs';
import { writeWhole } from './set-up/files.mjs';

const [file, code, ...rest] = process.argv.slice(2);
setFlagsFromString(ENGINE_SETTING);
const script = new Script(readFileSync(file, 'latin1'), {
  filename: file,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
process.on('exit', () => writeWhole(code, script.createCachedData()));
const starter = path.join(path.dirname(file), 'casewright.mjs');
process.argv = [process.execPath, starter, ...rest];
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(import.meta.url), module, pathToFileURL(starter).href);
