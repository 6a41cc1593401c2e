import type { PageData } from '@casewright/core/report-page';
import { bindContents } from './contents.ts';
import { numberDialog } from './number-dialog.ts';
import { bindNumbers } from './numbers.ts';
import { bindScrollRegions } from './scroll-regions.ts';

const block = document.getElementById('report-data');
if (block) {
  const data = JSON.parse(block.textContent ?? '') as PageData;
  const dialog = numberDialog(data);
  document.documentElement.classList.add('live');
  bindNumbers(dialog, data.words);
  bindScrollRegions();
  const contents = document.getElementById('contents');
  if (contents) bindContents(contents);
  addEventListener('hashchange', dialog.followAddress);
  if (location.hash !== '') dialog.followAddress();
}
