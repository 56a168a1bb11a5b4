import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DescribedField } from '../../api/model.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formInWords, type FormWords } from './form-in-words.ts'

/** The checks that know how a value of a field is written. */
const kinds = {
  taxNumber: 'tax-number',
  phone: 'phone',
  bankAccount: 'iban',
  email: 'email',
  postalCode: 'postal-code',
  registrationNumber: 'company-number',
} as const

/**
 * How values are written in a country, said before anybody types. What is known of 200 countries is fetched
 * when a form is opened, so that nothing else waits for it.
 */
export function useHints(country: unknown): (field: DescribedField) => string | undefined {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: hint } = useQuery({
    queryKey: ['hints'],
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: async () => ({ of: (await import('#check')).hint }),
  })
  const words: FormWords = {
    digits: (number) => t('entry.digits', { number }),
    either: (one, other) => t('entry.either', { one, other }),
    afterPrefix: (prefix, rest) => t('entry.afterPrefix', { prefix, rest }),
  }
  return (field) => {
    const kind = kindOf(field)
    if (!hint || !kind || typeof country !== 'string' || country === '') return undefined
    const found = hint.of(kind, country)
    if (!found) return undefined
    const form = language === 'en' ? found.format : found.format && formInWords(found.format, words)
    return form
      ? t('entry.hintWithForm', { form, example: found.example })
      : t('entry.hint', { example: found.example })
  }
}

function kindOf(field: DescribedField) {
  const last = field.name.split('.').at(-1) ?? ''
  const key = field.type in kinds ? field.type : last
  return key in kinds && field.type !== 'email' ? kinds[key as keyof typeof kinds] : undefined
}
