import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCommand, casewright, linkOf, startCasewright, type Workplace, workplace } from '../support/command.ts';

beforeAll(buildCommand);

let place: Workplace;
let running: ChildProcess[] = [];
beforeEach(() => {
  place = workplace();
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  place.clear();
});

async function open(...more: string[]): Promise<{ child: ChildProcess; url: string; printed: () => string }> {
  const child = startCasewright(['open', place.study, ...more]);
  running.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text));
  return { child, url: await linkOf(child), printed: () => printed };
}

async function pageAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** The page once it holds a text; a study that changed is built again within moments. */
async function pageWith(url: string, text: string): Promise<string> {
  let page = '';
  for (let tries = 0; tries < 100; tries += 1) {
    page = await pageAt(url);
    if (page.includes(text)) return page;
    await wait(50);
  }
  throw new Error(`the page never held ${text}: ${page.slice(0, 2_000)}`);
}

describe('casewright open', () => {
  it("serves the team's report in both languages, and stops within a second when told to", async () => {
    const { child, url, printed } = await open();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const response = await fetch(url);
    expect(response.status).toBe(200);
    const english = await response.text();
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('report-data');
    expect(english).toContain('>中文</a>');
    expect(await pageAt(`${url}?lang=zh-CN`)).toContain('<html lang="zh-CN">');
    const told = performance.now();
    child.kill('SIGTERM');
    const [status] = await once(child, 'exit');
    expect(status).toBe(0);
    expect(performance.now() - told).toBeLessThan(1_000);
    expect(printed()).not.toMatch(/INV-\d/);
  });

  it('shows faults instead of a stale report when the study breaks, and recovers by itself', async () => {
    const { url } = await open();
    const before = await (await fetch(`${url}version`)).text();
    const file = place.at('study', 'records', 'surgery.csv');
    const sound = readFileSync(file, 'utf8');
    writeFileSync(file, sound.replace(/\d{4}-\d{2}-\d{2}/, '2019-02-30'));
    const faults = await pageWith(url, '2019-02-30');
    expect(faults).toContain('records/surgery.csv');
    expect(faults).toContain('line 2');
    expect(faults).not.toContain('report-data');
    expect(await (await fetch(`${url}version`)).text()).not.toBe(before);
    writeFileSync(file, sound);
    await pageWith(url, 'report-data');
  });

  it('starts with a study that has faults, and says so', async () => {
    writeFileSync(place.at('study', 'study.yaml'), 'casewright: study/1\n');
    const { url, printed } = await open();
    expect(printed()).toContain('The study has faults');
    expect(await pageAt(url)).toContain('study.yaml');
  });

  it('refuses requests under a foreign name', async () => {
    const { url } = await open();
    const { hostname, port } = new URL(url);
    const answer = await rawRequest(
      hostname,
      Number(port),
      'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain('report-data');
  });

  it('says when a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { status, stderr } = casewright(['open', place.study, '--port', String(port)]);
    other.close();
    expect(status).toBe(2);
    expect(stderr).toContain(`Port ${port} is taken`);
  });
});

async function rawRequest(host: string, port: number, text: string): Promise<string> {
  const { connect } = await import('node:net');
  const socket = connect(port, host);
  socket.setEncoding('utf8');
  socket.end(text);
  let answer = '';
  for await (const part of socket) answer += part;
  return answer;
}
