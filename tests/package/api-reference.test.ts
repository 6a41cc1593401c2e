import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('the reference of the statistics can be made, every public function has a docstring, and every link leads somewhere', () => {
  const typedoc = path.join(root, 'node_modules', 'typedoc', 'bin', 'typedoc');
  const options = ['--options', 'packages/stats/typedoc.json', '--emit', 'none', '--treatWarningsAsErrors'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [typedoc, ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).not.toMatch(/warning|error/);
  expect(status).toBe(0);
}, 120_000);
