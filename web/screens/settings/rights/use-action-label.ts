import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../../api/model.ts'
import type { DescribedObject } from '../../../api/model.ts'
import type { OpenedKind } from './edited-grants.ts'
import { usePageLabel } from './use-page-label.ts'

const common = [
  'read',
  'create',
  'change',
  'delete',
  'export',
  'import',
  'print',
  'confirm',
  'share',
] as const

/**
 * What a deed is called: those that all objects know, an object's own actions, a page of the settings or an
 * entry of the menu.
 */
export function useActionLabel(): (
  object: DescribedObject | OpenedKind | undefined,
  action: string,
) => string {
  const { t } = useTranslation()
  const model = useModel()
  const pageLabel = usePageLabel()
  return (object, action) => {
    if (object === 'settings') return pageLabel(action)
    if (object === 'menu') return objectNamed(model, action)?.plural ?? action
    const known = common.find((one) => one === action)
    if (known) return t(`values.rights.${known}`)
    const own = object?.actions.find(({ name }) => name === action)?.label
    return own?.replace('…', '') ?? action
  }
}
