import { createHash } from 'node:crypto';
import { InputError, type Issue, words } from '@casewright/core/model';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../render/policy.ts';
import { studyApp } from './study-app.ts';
import type { StudyPage, StudyPages } from './study-pages.ts';

const script = 'void 0;';
const style = 'p{margin:0}';
const report = `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([script], [style])}">
<title>Report</title>
<style>${style}</style>
</head>
<body class="team">
<a class="skip" href="#text">Skip to the text</a>
<main id="text">$&amp; 87.1%</main>
<script>${script}</script>
</body>
</html>
`;
const fault: Issue = {
  severity: 'error',
  code: 'cell.date',
  file: 'records/surgery.csv',
  line: 5,
  field: 'date',
  message: words('A date names a day that exists. "<b>2019-02-30</b>" does not.', '日期须真实存在。'),
  hint: words('Correct the day.', '请更正。'),
};

function appWith(page: StudyPage | Error) {
  const pages: StudyPages = {
    version: () => 'v2',
    refresh: () => {},
    page: async () => {
      if (page instanceof Error) throw page;
      return page;
    },
  };
  return studyApp(pages, 'imt');
}
const sound = appWith({ version: 'v1', kind: 'report', html: report });
const broken = appWith({ version: 'v1', kind: 'faults', issues: [fault] });
const local = { headers: { host: '127.0.0.1:4000' } };

/** Every inline script and style of a page that runs, as its policy must name it. */
function inlineHashes(html: string): { scripts: string[]; styles: string[] } {
  const hashes = (pattern: RegExp): string[] =>
    [...html.matchAll(pattern)].map(
      ([, text]) =>
        `'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    );
  return {
    scripts: hashes(/<script(?: data-[^>]*)?>([\s\S]*?)<\/script>/g),
    styles: hashes(/<style>([\s\S]*?)<\/style>/g),
  };
}

function directive(policy: string, name: string): string[] {
  const found = policy.split('; ').find((text) => text.startsWith(`${name} `));
  return found?.split(' ').slice(1) ?? [];
}

describe('the report over HTTP', () => {
  it('is the report itself, with a bar and a script that reloads it', async () => {
    const response = await sound.request('/', local);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(html).toContain('<main id="text">$&amp; 87.1%</main>');
    expect(html).toContain('data-version="v1"');
    expect(html).toMatch(/<a href="\/\?lang=en" lang="en" aria-current="page">English<\/a>/);
    expect(html.indexOf('class="served"')).toBeGreaterThan(html.indexOf('class="skip"'));
  });

  it.each([
    ['report', sound],
    ['faults', broken],
  ])(
    'runs under a policy in the header that names each script and style, and nothing else (%s)',
    async (_kind, app) => {
      const response = await app.request('/', local);
      const policy = response.headers.get('content-security-policy') ?? '';
      const { scripts, styles } = inlineHashes(await response.text());
      expect(directive(policy, 'default-src')).toEqual(["'none'"]);
      expect(directive(policy, 'connect-src')).toEqual(["'self'"]);
      expect(directive(policy, 'frame-ancestors')).toEqual(["'none'"]);
      expect(directive(policy, 'form-action')).toEqual(["'none'"]);
      expect(directive(policy, 'script-src').toSorted()).toEqual(scripts.toSorted());
      expect(directive(policy, 'style-src').toSorted()).toEqual(styles.toSorted());
      expect(scripts.length).toBeGreaterThan(0);
    },
  );

  it('leaves no second policy in the page, which would forbid the reload', async () => {
    expect(await (await sound.request('/', local)).text()).not.toContain('http-equiv');
  });

  it.each(['/', '/version', '/nothing', '/?lang=fr'])('sends the guarding headers with %s', async (address) => {
    const { headers } = await sound.request(address, local);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('tells the state of the folder', async () => {
    expect(await (await sound.request('/version', local)).text()).toBe('v2');
  });

  it('answers HEAD without a body', async () => {
    const response = await sound.request('/', { ...local, method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await sound.request('/', { ...local, method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each(['evil.example', '10.0.0.5:4000'])('refuses a request for %s', async (host) => {
    for (const address of ['/', '/version']) {
      const response = await sound.request(address, { headers: { host } });
      expect(response.status).toBe(421);
      expect(await response.text()).not.toContain('87.1');
    }
  });

  it('names the languages when asked for another', async () => {
    const response = await sound.request('/?lang=fr', local);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('en and zh-CN');
  });

  it('answers an unknown address with 404', async () => {
    expect((await sound.request('/patients/7', local)).status).toBe(404);
  });

  it('says in a sentence that a build failed, without a stack', async () => {
    const response = await appWith(new Error('no such thing')).request('/', local);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/\n\s+at /);
  });

  it('says in the language that was asked for what a study brought about', async () => {
    const app = appWith(new InputError('x.y', words('It cannot be worked out.', '无法计算。')));
    expect(await (await app.request('/', local)).text()).toBe('It cannot be worked out.');
    expect(await (await app.request('/?lang=zh-CN', local)).text()).toBe('无法计算。');
    expect(await (await app.request('/nowhere?lang=zh-CN', local)).text()).toMatch(/^此处只有报告/);
  });
});

describe('the page of faults', () => {
  it('shows file, line, field, rule and remedy, and runs nothing that stands in them', async () => {
    const html = await (await broken.request('/', local)).text();
    for (const text of [
      'records/surgery.csv',
      'line 5',
      'field “date”',
      'A date names a day that exists.',
      'Remedy: Correct the day.',
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain('&lt;b&gt;2019-02-30&lt;/b&gt;');
    expect(html).not.toContain('<b>2019');
  });

  it('puts files with errors before files with remarks', async () => {
    const remark: Issue = {
      severity: 'info',
      code: 'study.notBuilt',
      file: 'study.yaml',
      line: 1,
      message: words('Not yet.', '尚未。'),
    };
    const app = appWith({ version: 'v1', kind: 'faults', issues: [remark, fault] });
    const html = await (await app.request('/', local)).text();
    expect(html.indexOf('records/surgery.csv')).toBeLessThan(html.indexOf('study.yaml'));
  });

  it('speaks Chinese when asked to', async () => {
    const html = await (await broken.request('/?lang=zh-CN', local)).text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('改法：');
  });

  it('says that the study is gone when it is', async () => {
    const app = appWith({ version: 'v', kind: 'notThere', words: words('Nothing is there.', '此处没有任何内容。') });
    expect(await (await app.request('/', local)).text()).toContain('Nothing is there.');
    expect(await (await app.request('/?lang=zh-CN', local)).text()).toContain('此处没有任何内容。');
  });
});
