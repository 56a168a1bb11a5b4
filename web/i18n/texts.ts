import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { bringCodeNames } from '../format/code-names.ts'
import { chooseLanguage, isLanguage, tagOf } from '../format/language.ts'
import type { Language } from '../format/language.ts'
import { preferences } from '../theme/preferences.ts'

/**
 * Each language is a file of its own, fetched when it is chosen; its parts are web/i18n/<language>/*.json.
 * What is said on few pages only comes with them.
 */
const loaders: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  en: () => import('./en/index.ts'),
  lv: () => import('./lv/index.ts'),
  ka: () => import('./ka/index.ts'),
  zh: () => import('./zh/index.ts'),
  ru: () => import('./ru/index.ts'),
}

/** The parts that come with their pages; `index.ts` of each language leaves the same ones out. */
export const laterParts = [
  'account',
  'duplicates',
  'entry',
  'facts',
  'gate',
  'history',
  'import',
  'outside',
  'rights',
  'security',
  'settings',
  'sharing',
] as const
export type LaterPart = (typeof laterParts)[number]

const later = import.meta.glob<object>(
  './*/{account,duplicates,entry,facts,gate,history,import,outside,rights,security,settings,sharing}.json',
  {
    import: 'default',
  },
)
/** The later parts that have been asked for; a language that is chosen afterwards has them too. */
const brought = new Set<LaterPart>()

/** Who is signed in, with their own setting; null while nobody is. */
let speaker: string | null = null

/** Makes the interface speak, before it is known who is there. */
export async function startTexts(): Promise<void> {
  const kept = preferences.get().language
  const language = isLanguage(kept) ? kept : chooseLanguage(navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  speak(language)
}

/**
 * Speaks the language of who is signed in: what they chose in this browser, else their own setting, else
 * what the browser wants. To a stranger, as before sign-in, it speaks what was chosen there, else what the
 * browser wants. Says whether the language has changed.
 */
export async function speakTo(user: { id: string; language: string | null } | null): Promise<boolean> {
  speaker = user && `${user.id} ${user.language ?? ''}`
  const language = languageFor(user?.language ?? null)
  if (language === i18next.language) return false
  await change(language)
  return true
}

/** Fetches what a page says, beside its code. */
export async function bringTexts(...parts: readonly LaterPart[]): Promise<void> {
  for (const part of parts) brought.add(part)
  const { language } = i18next
  if (isLanguage(language)) await Promise.all(parts.map((part) => bring(language, part)))
}

async function bring(language: Language, part: LaterPart): Promise<void> {
  if (i18next.getResource(language, 'translation', part) !== undefined) return
  const texts = await later[`./${language}/${part}.json`]?.()
  i18next.addResourceBundle(language, 'translation', { [part]: texts }, true)
}

/** Changes the language of the interface at once, and keeps it for this browser and who is signed in. */
export async function chooseInterfaceLanguage(language: Language): Promise<void> {
  await change(language)
  preferences.set((now) => ({ ...now, language, languageBy: speaker }))
}

function languageFor(own: string | null): Language {
  const { language, languageBy } = preferences.get()
  if (isLanguage(language) && languageBy === speaker) return language
  if (isLanguage(own)) return own
  if (isLanguage(language) && languageBy === null) return language
  return chooseLanguage(navigator.languages)
}

async function change(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await load(language), true)
  }
  await Promise.all([...brought].map((part) => bring(language, part)))
  await i18next.changeLanguage(language)
  speak(language)
}

async function load(language: Language): Promise<object> {
  const [texts] = await Promise.all([loaders[language](), bringCodeNames(language)])
  return texts.default
}

function speak(language: Language) {
  document.documentElement.lang = tagOf(language)
}
