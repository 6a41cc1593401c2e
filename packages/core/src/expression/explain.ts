import type { Language } from '../model/index.ts';
import type { Typed } from './typed.ts';
import type { Scope } from './types.ts';

export function explain(_typed: Typed, _scope: Scope, _language: Language): string {
  return '';
}
