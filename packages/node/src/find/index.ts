export { type GoldFile, readGoldFile } from './gold-file.ts';
