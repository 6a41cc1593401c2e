import { plainWidth } from '../facts/index.ts';
import type { Labels } from '../model/index.ts';

export function isPlainNumber(text: string): boolean {
  return /^-?(?:\d{1,15}(?:\.\d{1,12})?|\.\d{1,12})$/.test(plainWidth(text).trim());
}

export function plainNumber(text: string): string {
  return written(Number(plainWidth(text).trim()));
}

/** A number as the records have it; what binary arithmetic adds in the last places is taken off. */
export function written(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  return /e/.test(text) ? String(value) : text;
}

export function escapedText(text: string): string {
  return text.startsWith('!') ? `!${text}` : text;
}

export function textLabel(text: string): Labels {
  return /[\u4e00-\u9fff]/.test(text) ? { en: text, 'zh-CN': text } : { en: text };
}
