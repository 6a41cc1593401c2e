import type { EvidencePageData } from '@casewright/core/candidates';
import { evidencePage } from './evidence-page.ts';

const block = document.getElementById('evidence-data');
const page = document.getElementById('page');
if (block && page) evidencePage(page, JSON.parse(block.textContent ?? '') as EvidencePageData);
