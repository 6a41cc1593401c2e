import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureChromium } from './chromium.mjs';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

const nowhere = { find: () => undefined, install: async () => undefined };

describe('ensureChromium', () => {
  it('takes what is there and installs nothing', async () => {
    const install = vi.fn(async () => undefined);
    expect(await ensureChromium({ find: () => '/usr/bin/chromium', install, isCI: true })).toBe('/usr/bin/chromium');
    expect(install).not.toHaveBeenCalled();
  });

  it('takes what could be installed', async () => {
    expect(await ensureChromium({ ...nowhere, install: async () => '/opt/chromium', isCI: false })).toBe(
      '/opt/chromium',
    );
  });

  it('goes on without one, and says that tests will be skipped', async () => {
    expect(await ensureChromium({ ...nowhere, isCI: false })).toBeUndefined();
    expect(String(vi.mocked(process.stderr.write).mock.calls[0]?.[0])).toContain('will be skipped');
  });

  it('does not go on without one where CI is set', async () => {
    await expect(ensureChromium({ ...nowhere, isCI: true })).rejects.toThrow('With CI set');
  });
});
