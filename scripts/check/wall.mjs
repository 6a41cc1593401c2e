import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../set-up/files.mjs';

/** The globals that must not compile in a workspace: what would tie it to a place where it does not run. */
export const WALLS = {
  stats: ['process', 'Buffer', 'document', 'window'],
  core: ['process', 'Buffer', 'document', 'window'],
  web: ['process', 'Buffer'],
  node: ['document', 'window'],
};

/**
 * Compiles, under a workspace's own tsconfig, a file that uses forbidden globals beside everything the workspace
 * imports: each of its folders and each package it depends on, whose types could bring Node's along.
 * @param {string} workspace
 * @param {string[]} [names]
 * @param {string[]} [types] given only to prove that the wall would be seen to fall
 * @returns the names that could not be found, in order; every other error in that file; and the declaration files of
 *   Node or the DOM that came in, each with the file that asked for it
 */
export function compileBesideWall(workspace, names = WALLS[workspace], types = undefined) {
  const folder = path.join(root, 'packages', workspace);
  const configFile = path.join(folder, 'tsconfig.json');
  const config = ts.getParsedCommandLineOfConfigFile(configFile, types && { types }, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  const wallFile = path.join(folder, 'src', 'wall.ts');
  const text = wallText(folder, names);
  const host = ts.createCompilerHost(config.options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => isSame(file, wallFile) || fileExists(file);
  host.readFile = (file) => (isSame(file, wallFile) ? text : readFile(file));
  host.getSourceFile = (file, ...rest) =>
    isSame(file, wallFile) ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest);

  const program = ts.createProgram({ rootNames: [...config.fileNames, wallFile], options: config.options, host });
  const source = program.getSourceFile(wallFile);
  const messages = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
  const missing = messages.map((message) => /^Cannot find name '(\w+)'/.exec(message)?.[1]);
  return {
    notFound: missing.filter((name) => name !== undefined),
    others: messages.filter((_, index) => missing[index] === undefined),
    leaks: leaksOf(program),
  };
}

function isSame(file, other) {
  return path.resolve(file) === other;
}

function wallText(folder, names) {
  const folders = fs
    .readdirSync(path.join(folder, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(folder, 'src', entry.name, 'index.ts')))
    .map((entry) => `./${entry.name}/index.ts`);
  const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  // Core has no root to import; its folders come in through those that use them.
  const packages = Object.keys(dependencies).filter(
    (name) => name !== '@casewright/core' && holdsProgram(folder, name),
  );
  // names nothing, so that it also holds for a package that exports one thing and no module
  const imports = [...folders, ...packages].map((from) => `import type {} from '${from}';`);
  return [...imports, ...names.map((name) => `export const use_${name} = ${name};`), ''].join('\n');
}

/** Whether a package has anything to import: one of fonts has files and no program. */
function holdsProgram(folder, name) {
  const places = [path.join(folder, 'node_modules', name), path.join(root, 'node_modules', name)];
  const place = places.find((one) => fs.existsSync(path.join(one, 'package.json')));
  if (!place || fs.existsSync(path.join(place, 'index.js'))) return true; // what is not there at all is seen by the compiler
  const { main, module, exports, types } = JSON.parse(fs.readFileSync(path.join(place, 'package.json'), 'utf8'));
  return [main, module, exports, types].some((entry) => entry !== undefined);
}

function leaksOf(program) {
  const reasons = program.getFileIncludeReasons?.() ?? new Map();
  return program
    .getSourceFiles()
    .filter(({ fileName }) => /\/@types\/node\/|\/lib\.dom\./.test(fileName))
    .map((file) => {
      const askers = (reasons.get(file.path) ?? []).map(({ file: asker }) => asker).filter(Boolean);
      return `${relative(file.fileName)} for ${askers.map(relative).join(', ') || 'the compiler options'}`;
    });
}

function relative(file) {
  return path.relative(root, file).split(path.sep).join('/');
}
