import { useTranslation } from 'react-i18next'

const pages = [
  'group',
  'users',
  'companies',
  'currencies',
  'objects',
  'obligatory',
  'intake',
  'categories',
  'criteria',
  'tags',
  'imports',
  'jobs',
  'audit',
  'personalData',
  'personalReport',
  'mail',
  'backup',
] as const

/** What a page of the settings is called that a right may open. */
export function usePageLabel(): (page: string) => string {
  const { t } = useTranslation()
  return (page) => {
    const known = pages.find((one) => one === page)
    return known ? t(`rights.pages.${known}`) : page
  }
}
