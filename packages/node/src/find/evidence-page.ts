import { type EvidencePageData, evidenceWords } from '@casewright/core/candidates';
import type { Language } from '@casewright/core/model';
import {
  escapeHtml,
  jsonForScript,
  type PageAssets,
  pageHead,
  renderWatermark,
  watermarkStyle,
} from '../render/index.ts';

/**
 * Prints the evidence page as one self-contained HTML file for the team: it asks nothing of any network, runs only the script
 * and the styles whose hashes stand in its policy, and is watermarked. The same data give the same bytes.
 */
export function renderEvidencePage(data: Omit<EvidencePageData, 'words'>, assets: PageAssets, program: string): string {
  const words = evidenceWords();
  const { language } = data;
  const say = (text: Readonly<Record<Language, string>>): string => escapeHtml(text[language]);
  const mark = words.team[language];
  const styles = [assets.style, watermarkStyle(mark)];
  return [
    ...pageHead({ language, title: words.title[language], program, scripts: [assets.script], styles }),
    '<body class="team">',
    `<noscript><p>${say(words.withoutScript)}</p></noscript>`,
    '<div id="page"></div>',
    renderWatermark(mark),
    `<script type="application/json" id="evidence-data">${jsonForScript({ ...data, words })}</script>`,
    `<script>${assets.script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
