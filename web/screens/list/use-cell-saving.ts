import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf } from '../../api/model.ts'
import type { ApiRecord } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Clash, saveOver } from '../../api/save-over.ts'
import { valueText } from '../../fields/value-text.ts'
import { toast } from '../../ui/toast-store.ts'
import { titleText } from './list-columns.tsx'
import type { List } from './use-list.ts'
import { refreshRows } from './use-live.ts'

/**
 * Keeps changed cells. A refusal comes back as an error with its sentence; a warning is confirmed by keeping
 * the same again, and so is a value that somebody else changed meanwhile.
 */
export function useCellSaving(list: List) {
  const { t } = useTranslation()
  const warned = useRef<{ cell: string; codes: readonly string[] } | null>(null)
  const clashed = useRef<{ place: string; theirs: unknown } | null>(null)
  const { object, rows } = list
  return async (row: ApiRecord, column: string, value: unknown): Promise<void> => {
    const cell = `${row.id} ${column} ${JSON.stringify(value)}`
    const place = `${row.id} ${column}`
    const confirmed = warned.current?.cell === cell ? warned.current.codes : []
    const base = clashed.current?.place === place ? clashed.current.theirs : row[column]
    try {
      const path = `/${object.path}/${row.id}`
      const { data, change } = await saveOver({ path, name: column, value, base, confirmed })
      warned.current = null
      clashed.current = null
      rows.patch({ ...row, ...data })
      const field = fieldOf(object, column)?.label ?? column
      const said = t('list.cellSaved', { name: titleText(object, row, list.context), field })
      const undo = async () => {
        await api.post(`/changes/${change}/undo`)
        await refreshRows(list, [row.id])
      }
      toast(said, change === null ? undefined : undo)
      if (list.query.where) void refreshRows(list, [row.id])
    } catch (error) {
      if (error instanceof Clash) {
        const { theirs } = error
        clashed.current = { place, theirs }
        rows.patch({ ...row, [column]: theirs })
        const field = fieldOf(object, column)
        const words = field ? valueText(field, theirs, row, list.context) : String(theirs)
        throw new Error(t('list.clash', { theirs: words === '' ? t('list.noValue') : words }), {
          cause: error,
        })
      }
      if (!(error instanceof ApiProblem)) throw error
      if (error.status === 409 && error.warnings.length > 0) {
        warned.current = { cell, codes: error.warnings.map(({ code }) => code) }
        throw new Error(`${error.warnings.map(({ message }) => message).join(' ')} ${t('list.enterAgain')}`)
      }
      throw new Error(error.at(column) ?? error.errors[0]?.message ?? problemWords(error, t))
    }
  }
}
