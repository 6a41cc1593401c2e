export { type FixtureFile, fixtureFiles, jsonFilesOf, NoFixtures, type ReadCase } from './fixture-folder.ts';
export { reasonWords } from './reason-words.ts';
