import { useTranslation } from 'react-i18next'
import { useModel } from '../../../api/model.ts'
import { changedActions, openedKinds } from './edited-grants.ts'
import { useActionLabel } from './use-action-label.ts'
import type { GrantsEdit } from './use-grants-edit.ts'

/** What was changed and is not saved, a sentence for each: “Customers: export given.” */
export function useChangesInWords({ saved, grants }: GrantsEdit): string[] {
  const { t } = useTranslation()
  const model = useModel()
  const labelOf = useActionLabel()
  const opened = openedKinds.flatMap((kind) => {
    const { given, taken } = changedActions(saved, grants, kind)
    const named = (names: readonly string[]) => names.map((name) => labelOf(kind, name)).join(', ')
    const words = { object: t(`rights.opened.${kind}`) }
    return [
      ...(given.length > 0 ? [t('rights.given', { ...words, actions: named(given) })] : []),
      ...(taken.length > 0 ? [t('rights.taken', { ...words, actions: named(taken) })] : []),
    ]
  })
  const objects = model.objects.flatMap((object) => {
    const { given, taken, isOther } = changedActions(saved, grants, object.name)
    const named = (actions: readonly string[]) => actions.map((action) => labelOf(object, action)).join(', ')
    const words = { object: object.plural }
    return [
      ...(given.length > 0 ? [t('rights.given', { ...words, actions: named(given) })] : []),
      ...(taken.length > 0 ? [t('rights.taken', { ...words, actions: named(taken) })] : []),
      ...(isOther && given.length + taken.length === 0 ? [t('rights.otherwise', words)] : []),
    ]
  })
  return [...opened, ...objects]
}
