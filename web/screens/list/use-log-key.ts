import { useTranslation } from 'react-i18next'
import type { ApiRecord } from '../../api/model.ts'
import { objectNamed } from '../../api/model.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import type { List } from './use-list.ts'

/** L opens the record under the cursor where a talk with it is written down. */
export function useLogKey(
  { object, model }: List,
  at: ApiRecord | null,
  open: (row: ApiRecord, dialog: string) => void,
) {
  const { t } = useTranslation()
  const mayLog = object.base === 'party' && objectNamed(model, 'activity')?.may.includes('create') === true
  useShortcuts(
    mayLog && at
      ? [{ keys: 'L', label: t('card.logActivity'), group: object.plural, run: () => open(at, 'log') }]
      : [],
  )
}
