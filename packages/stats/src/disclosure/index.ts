export { type Characteristic, type DisclosureRisk, disclosureRisk } from './disclosure-risk.ts';
