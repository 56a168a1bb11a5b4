import { useTranslation } from 'react-i18next'
import { isLanguage } from '../format/language.ts'
import type { Language } from '../format/language.ts'

/** The language of the interface, followed. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'en'
}
