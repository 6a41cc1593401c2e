export { type FixtureFile, fixtureFiles, jsonFilesOf, NoFixtures, type ReadCase } from './fixture-folder.ts';
