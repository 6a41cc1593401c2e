import { describe, expect, it } from 'vitest';
import { holdsAll } from './install.mjs';

const locked = {
  '': { version: '0.1.0' },
  'packages/core': { version: '0.1.0' },
  'node_modules/@casewright/core': { resolved: 'packages/core', link: true },
  'node_modules/yaml': { version: '2.9.1' },
  'node_modules/@biomejs/cli-win32-x64': { version: '2.6.8', optional: true },
};
const installed = {
  'node_modules/@casewright/core': { resolved: 'packages/core', link: true },
  'node_modules/yaml': { version: '2.9.1' },
};

describe('holdsAll', () => {
  it('is content without the packages of other platforms', () => expect(holdsAll(installed, locked)).toBe(true));

  it.each([
    ['another version', { ...installed, 'node_modules/yaml': { version: '2.9.0' } }],
    ['a package that is missing', { 'node_modules/@casewright/core': { link: true } }],
    ['a workspace that is not linked', { 'node_modules/yaml': { version: '2.9.1' } }],
    ['nothing', {}],
  ])('sees %s', (_what, found) => expect(holdsAll(found, locked)).toBe(false));
});
