import type { Language } from './labels.ts';

/** Words of the program for people: the same sentence in every language it speaks. */
export type Words = Readonly<Record<Language, string>>;

/** The same sentence in English and in Simplified Chinese. */
export function words(english: string, chinese: string): Words {
  return { en: english, 'zh-CN': chinese };
}

/** Something that reads the same in every language: a code, a number, a name. */
export function sameWords(text: string): Words {
  return { en: text, 'zh-CN': text };
}

/** Sentences one after the other. Chinese has no space between them. */
export function joinWords(...parts: readonly Words[]): Words {
  const present = (language: Language) => parts.map((part) => part[language]).filter((text) => text !== '');
  return { en: present('en').join(' '), 'zh-CN': present('zh-CN').join('') };
}
