import type { TFunction } from 'i18next'
import { insideText, type Language } from '../../format/language.ts'
import type { PartnerLink } from './partner-links.ts'

/** “Link supplier”; “Link company” where it may be one or the other. */
export function linkWords({ others }: PartnerLink, t: TFunction, language: Language): string {
  const [only] = others
  return only && others.length === 1
    ? t('card.linkWhat', { what: insideText(language, only.label) })
    : t('card.linkCompany')
}
