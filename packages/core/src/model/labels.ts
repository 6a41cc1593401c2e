/** The languages the product speaks. Every label may have each of them. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in the product's languages; English is the fallback, so it is always there. */
export type Labels = { readonly en: string; readonly 'zh-CN'?: string | undefined };

/** The text of a label in a language, or in English where that language has none. */
export function labelIn(labels: Labels, language: Language): string {
  return labels[language] ?? labels.en;
}
