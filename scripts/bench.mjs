// `npm run bench [-- NAME...] [--save]`: runs bench/*.mjs, *.js, *.mts and *.ts, those whose name holds one of the words
// if any are given. Nothing is written unless --save asks for bench/results/DATE-MACHINE.md.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './set-up/files.mjs';
import { say } from './set-up/say.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const folder = path.join(root, 'bench');
const files = fs
  .readdirSync(folder)
  .filter((name) => /\.m?[jt]s$/.test(name) && (words.length === 0 || words.some((word) => name.includes(word))))
  .sort();

let report = `# Bench, ${new Date().toISOString().slice(0, 10)}\n\n${machine().join('\n')}\n`;
let failed = files.length === 0 ? 1 : 0;
if (files.length === 0) say(`bench/ has nothing with ${words.map((word) => `"${word}"`).join(' or ')} in its name`);
for (const name of files) {
  console.log(`\n${name}`);
  const { status, printed } = await runBench(path.join(folder, name));
  if (status !== 0) failed += 1;
  report += `\n## ${name}\n\n\`\`\`\n${printed.trimEnd()}\n\`\`\`\n`;
  if (status !== 0) report += `\nended with status ${status}\n`;
}
if (process.argv.includes('--save')) save();
process.exitCode = failed === 0 ? 0 : 1;

function runBench(file) {
  const args = file.endsWith('ts') ? ['--import', 'tsx', file] : [file];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      process.stdout.write(text);
    });
    child.on('close', (status) => resolve({ status, printed }));
  });
}

function machine() {
  const processors = os.cpus();
  return [
    `- ${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    `- ${os.type()} ${os.release()}, Node ${process.versions.node}`,
    `- load when it began: ${os.loadavg()[0].toFixed(1)}`,
  ];
}

function save() {
  const name = `${new Date().toISOString().slice(0, 10)}-${os.platform()}-${os.arch()}-${os.cpus().length}-cores.md`;
  const target = path.join(folder, 'results', name);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, report);
  say(`saved ${path.relative(root, target)}`);
}
