import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../../api/model.ts'

const common = ['read', 'create', 'change', 'delete', 'export', 'import', 'print', 'confirm'] as const

/** What a deed is called: those that all objects know, and an object's own actions. */
export function useActionLabel(): (object: DescribedObject | undefined, action: string) => string {
  const { t } = useTranslation()
  return (object, action) => {
    const known = common.find((one) => one === action)
    if (known) return t(`values.rights.${known}`)
    const own = object?.actions.find(({ name }) => name === action)?.label
    return own?.replace('…', '') ?? action
  }
}
