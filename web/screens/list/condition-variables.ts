import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import type { Option } from '../../ui/pick.ts'

export type VariableName = 'me' | 'myReports' | 'myTeam' | 'myCompanies' | 'myPosts' | 'myParty'

/**
 * What the variables are called where a condition is one of rights: it speaks of whoever will hold them,
 * “themselves”. Null in filters, which speak of who writes them: “me”.
 */
export const RightsVariables = createContext<Readonly<Record<VariableName, string>> | null>(null)

const fitting: Readonly<Record<string, readonly VariableName[]>> = {
  user: ['me', 'myReports', 'myTeam'],
  company: ['myCompanies'],
  post: ['myPosts'],
  party: ['myParty'],
}

/** Values that differ by person, of those that a field of these records can have. */
export function useVariables(target: DescribedObject): readonly Option[] {
  const { t } = useTranslation()
  const words = useContext(RightsVariables)
  if (!words) return target.name === 'user' ? [{ value: '$me', label: t('list.me') }] : []
  return (fitting[target.base] ?? []).map((name) => ({ value: `$${name}`, label: words[name] }))
}

/** What a variable is called; undefined for what is none. */
export function useVariableName(): (value: string) => string | undefined {
  const { t } = useTranslation()
  const words = useContext(RightsVariables)
  return (value) => {
    if (!words) return value === '$me' ? t('list.me') : undefined
    return Object.entries(words).find(([name]) => `$${name}` === value)?.[1]
  }
}
