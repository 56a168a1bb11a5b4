/** The languages of the interface, each by its own name. */
export const languageNames = [
  ['en', 'English'],
  ['lv', 'Latviešu'],
  ['ka', 'ქართული'],
  ['zh', '中文'],
  ['ru', 'Русский'],
] as const
