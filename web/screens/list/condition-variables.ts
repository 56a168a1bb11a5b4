import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import type { Option } from '../../ui/pick.ts'

/** Whether a condition is one of rights: then it speaks of whoever will hold them, not of who writes it. */
export const ForRights = createContext(false)

const kept = ['me', 'myReports', 'myTeam', 'myCompanies', 'myParty'] as const

/** Values that differ by person, in words: “me” in a filter, “themselves” in a right. */
export function useVariables(target: DescribedObject): readonly Option[] {
  const { t } = useTranslation()
  const isRight = useContext(ForRights)
  if (!isRight) return target.name === 'user' ? [{ value: '$me', label: t('list.me') }] : []
  const fitting: Readonly<Record<string, readonly (typeof kept)[number][]>> = {
    user: ['me', 'myReports', 'myTeam'],
    company: ['myCompanies'],
    party: ['myParty'],
  }
  return (fitting[target.base] ?? []).map((name) => ({
    value: `$${name}`,
    label: t(`rights.variables.${name}`),
  }))
}

/** What a variable is called; undefined for what is none. */
export function useVariableName(): (value: string) => string | undefined {
  const { t } = useTranslation()
  const isRight = useContext(ForRights)
  return (value) => {
    if (!isRight) return value === '$me' ? t('list.me') : undefined
    const name = kept.find((one) => `$${one}` === value)
    return name && t(`rights.variables.${name}`)
  }
}
