/** Two probabilities of tables that agree to this share are taken as equal, as R does. */
export const TIE = 1e-7;
