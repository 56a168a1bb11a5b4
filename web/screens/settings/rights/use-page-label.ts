import { useTranslation } from 'react-i18next'
import type texts from '../../../i18n/en/rights.json'

type PageKey = keyof typeof texts.pages

/** What a page of the settings is called that a right may open. */
export function usePageLabel(): (page: string) => string {
  const { t } = useTranslation()
  return (page) => t(`rights.pages.${page as PageKey}`, { defaultValue: page })
}
