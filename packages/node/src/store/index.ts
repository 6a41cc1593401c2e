export { backupStore, restoreStore } from './backup.ts';
export type { Engine, Session } from './engine.ts';
export { historyOf, noteRead, type PatientRead, readsOf, readThing, type Version } from './history.ts';
export { cellsOf, type Entry, judgeEntry } from './judge-entry.ts';
export { type Loaded, loadIntoStore, readForLoading, type StudyToLoad } from './load-study.ts';
export { isPostgresUrl, type OpenOptions, openStore, type Store, studiesOf } from './open-store.ts';
export type {
  AbstractionContent,
  AdjudicationContent,
  Key,
  QueryContent,
  ScreeningContent,
  SnapshotContent,
  StateContent,
  StudyContent,
} from './projection.ts';
export { snapshotIdInStore, tablesInStore } from './read-records.ts';
export {
  deleteRow,
  type FormSave,
  type SaveOutcome,
  type SourceFields,
  type StaleSave,
  saveForm,
} from './save-form.ts';
export { addPatient, saveScreening, saveState, type ThingOutcome, type ThingSave } from './save-thing.ts';
export { freezeSnapshot, type Snapshot, snapshotContent, snapshotsOf } from './snapshots.ts';
export { StoreFault } from './store-fault.ts';
export { headOf, openStudyInStore, type StudyInStore } from './study-in-store.ts';
export { unloadStudy } from './unload-study.ts';
export { type VerificationFault, type VerifiedStudy, type VerifyOptions, verifyStore } from './verify-store.ts';
export type { Current, Position } from './write-change.ts';
