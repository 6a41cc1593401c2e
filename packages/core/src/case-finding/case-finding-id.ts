import { type Labels, words } from '../model/index.ts';

/** The id of the result of case finding; its numbers are bound by it: `{{caseFinding.missed.upper}}`. No analysis may have it. */
export const CASE_FINDING = 'caseFinding';

/** What stands over it wherever it is named. */
export const CASE_FINDING_TITLE: Labels = words('How the cases were found', '病例的发现过程');
