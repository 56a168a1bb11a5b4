import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../../api/me.ts'
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
  const { data: me } = useQuery(meQuery)
  const entries = me?.menu.flatMap(({ items }) => items) ?? []
  return (object, action) => {
    if (object === 'settings') return pageLabel(action)
    if (object === 'menu') {
      const entry = entries.find(({ key }) => key === action)
      return entry?.label ?? objectNamed(model, action)?.plural ?? action
    }
    const known = common.find((one) => one === action)
    if (known) return t(`values.rights.${known}`)
    const own = object?.actions.find(({ name }) => name === action)?.label
    return own?.replace('…', '') ?? action
  }
}
