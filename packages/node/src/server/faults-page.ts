import type { Issue, Language } from '@casewright/core/model';
import { html } from 'hono/html';
import { livePage, type ServedPage } from './live-page.ts';

const STYLE = `body{margin:0;color:#1f2933;background:#fff;font:17px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.25}h2{margin-top:2.25rem;font:600 1rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}ol{list-style:none;padding:0}li{margin:0 0 1.1rem;padding:.1rem 0 .1rem 1rem;border-inline-start:4px solid #cbd2d9}li.error{border-color:#b42318}li.warning{border-color:#b54708}p{margin:.15rem 0}.place{font-size:.85rem;color:#52606d;overflow-wrap:anywhere}.remedy{font-weight:600}`;

const WORDS = {
  en: {
    title: 'This study has faults',
    lead: 'There is no report until the errors are put right. This page changes by itself when a file of the study does.',
    whole: 'The study as a whole',
    severity: { error: 'Error', warning: 'Warning', info: 'Remark' },
    line: (line: number) => `line ${line}`,
    column: (column: number) => `column ${column}`,
    row: (row: number) => `row ${row}`,
    field: (field: string) => `field “${field}”`,
    remedy: 'Remedy: ',
    notThere: 'The study is not there',
  },
  'zh-CN': {
    title: '本研究文件存在错误',
    lead: '错误改正之前无法生成报告。研究文件一旦更改，本页会自动更新。',
    whole: '整个研究',
    severity: { error: '错误', warning: '警告', info: '提示' },
    line: (line: number) => `第 ${line} 行`,
    column: (column: number) => `第 ${column} 列`,
    row: (row: number) => `第 ${row} 条数据`,
    field: (field: string) => `字段“${field}”`,
    remedy: '改法：',
    notThere: '找不到研究文件夹',
  },
} as const;

/** What stands in the way of a report: each fault with its file, place, rule, fact and remedy, errors first. */
export function faultsPage(
  issues: readonly Issue[],
  version: string,
  language: Language,
  studyName: string,
): ServedPage {
  const words = WORDS[language];
  const files = [...new Set(bySeverity(issues).map((issue) => issue.file ?? ''))];
  const groups = files.map((file) => {
    const ofFile = issues.filter((issue) => (issue.file ?? '') === file);
    return html`<h2>${file === '' ? words.whole : file}</h2>
<ol>${bySeverity(ofFile).map((issue) => fault(issue, language))}</ol>`;
  });
  const body = html`<main>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${groups}
</main>`;
  return livePage(`${words.title} · ${studyName}`, String(body), STYLE, version, language, studyName);
}

/** One sentence in the place of a report. */
export function sentencePage(sentence: string, version: string, language: Language, studyName: string): ServedPage {
  const title = WORDS[language].notThere;
  const body = html`<main><h1>${title}</h1><p>${sentence}</p></main>`;
  return livePage(title, String(body), STYLE, version, language, studyName);
}

function fault(issue: Issue, language: Language) {
  const words = WORDS[language];
  return html`<li class="${issue.severity}">
<p class="place">${[words.severity[issue.severity], ...places(issue, language)].join(' · ')}</p>
<p>${issue.message[language]}</p>
${issue.hint === undefined ? '' : html`<p class="remedy">${words.remedy}${issue.hint[language]}</p>`}
</li>
`;
}

function places(issue: Issue, language: Language): string[] {
  const words = WORDS[language];
  const found: string[] = [];
  if (issue.line !== undefined) found.push(words.line(issue.line));
  if (issue.column !== undefined && issue.field === undefined) found.push(words.column(issue.column));
  if (issue.row !== undefined && issue.line === undefined) found.push(words.row(issue.row));
  if (issue.field !== undefined) found.push(words.field(issue.field));
  if (issue.path !== undefined) found.push(issue.path);
  return found;
}

function bySeverity(issues: readonly Issue[]): Issue[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return issues.toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || (a.line ?? Infinity) - (b.line ?? Infinity) || 0,
  );
}
