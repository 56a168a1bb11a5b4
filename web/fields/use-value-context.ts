import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/me.ts'
import { useLanguage } from '../i18n/use-language.ts'
import type { ValueContext } from './value-text.ts'

/** What values are written with: one's language, and the currency of the group. */
export function useValueContext(): ValueContext {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: me } = useSuspenseQuery(meQuery)
  return { language, currency: me.currency ?? 'EUR', yes: t('values.yes'), no: t('values.no') }
}
