import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { importFieldsQuery, type ImportView } from './import-api.ts'
import { importFieldLabel } from './import-field-label.ts'

/** What new records get where the file says nothing of whose they are. */
export function FilledWords({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  if (view.filled.length === 0) return null
  const told = view.filled.map(({ field, value }) =>
    t('import.filledBy', { field: importFieldLabel(fields, field), value: value.title }),
  )
  return <p className="t2 s">{told.join(' ')}</p>
}
