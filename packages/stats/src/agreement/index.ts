export { type AgreementWeights, type CohenKappa, cohenKappa } from './cohen-kappa.ts';
export { type FleissKappa, fleissKappa } from './fleiss-kappa.ts';
export { type GwetAc1, gwetAc1, gwetAc1OfTable } from './gwet-ac1.ts';
export {
  type IccForm,
  type IntraclassCorrelation,
  type IntraclassCorrelations,
  intraclassCorrelations,
} from './intraclass-correlation.ts';
export type { Counts } from './ratings.ts';
