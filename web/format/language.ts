/** The languages that the interface speaks. */
export type Language = 'en' | 'lv' | 'ka' | 'zh' | 'ru'

export const languages: readonly { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'lv', name: 'Latviešu' },
  { code: 'ka', name: 'ქართული' },
  { code: 'zh', name: '简体中文' },
  { code: 'ru', name: 'Русский' },
]

/** The tag for `lang` and for Intl: a Han font is chosen by it, so Chinese says which one it means. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : language === 'en' ? 'en-GB' : language
}

export function isLanguage(text: unknown): text is Language {
  return languages.some(({ code }) => code === text)
}

/** The first of the wanted languages (as a browser lists them) that the interface speaks, else English. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0]
    if (isLanguage(code)) return code
  }
  return 'en'
}

/** A word for a thing as it stands within a sentence: "customer", "e-mail", but "VAT rate". */
export function insideText(language: Language, label: string): string {
  if (language === 'zh' || language === 'ka' || !/^\p{Lu}[-\p{Ll}]/u.test(label)) return label
  return label.charAt(0).toLocaleLowerCase(language) + label.slice(1)
}

/** The script of a name, for the `lang` that lets a browser choose the right letters; undefined for Latin. */
export function langOfText(text: string): string | undefined {
  if (/\p{Script=Han}/u.test(text)) return 'zh-Hans'
  if (/\p{Script=Georgian}/u.test(text)) return 'ka'
  if (/\p{Script=Cyrillic}/u.test(text)) return 'ru'
  return undefined
}
