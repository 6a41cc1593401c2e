/** What a command's exit status means. */
export const EXIT = { ok: 0, faultsFound: 1, couldNotRun: 2 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
