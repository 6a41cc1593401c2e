import * as crypto from 'node:crypto';

/** SHA-256 of a text as UTF-8, in lower-case hexadecimal: core's, by the host's own code, which is faster. */
export const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'hex')
    : (text) => crypto.createHash('sha256').update(text, 'utf8').digest('hex');
