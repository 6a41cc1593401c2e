import fc from 'fast-check';

// `npm run test:long` tries each property this much harder; those that name their own number of runs keep it.
if (process.env['CASEWRIGHT_LONG'] === '1') fc.configureGlobal({ numRuns: 5_000 });
