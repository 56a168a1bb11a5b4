import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fieldOf } from '../../api/model.ts'
import type { ApiRecord, DescribedField } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { valueText } from '../../fields/value-text.ts'
import { toast } from '../../ui/toast-store.ts'
import { isEditable, readCell } from './cell-edit.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { titleText } from './list-columns.tsx'
import type { List } from './use-list.ts'
import { refreshRows } from './use-live.ts'

/** A block of a spreadsheet, and where its first cell goes. */
export interface Pasted {
  cells: readonly (readonly string[])[]
  row: number
  columns: readonly string[]
}

interface Change {
  row: ApiRecord
  values: { field: DescribedField; typed: string; value?: unknown; problem?: string }[]
}

/** What a pasted block would change, row by row, before anything is written. */
export function PasteDialog({ list, pasted, onClose }: { list: List; pasted: Pasted; onClose: () => void }) {
  const { t } = useTranslation()
  const words = { notANumber: t('list.notANumber'), notADay: t('list.notADay') }
  const [changes] = useState(() => changesOf(list, pasted, words))
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const ready = changes.filter(({ values }) => values.some((each) => each.problem === undefined))
  const cells = changes.flatMap(({ values }) => values)
  const problems = cells.filter(({ problem }) => problem !== undefined).length
  const save = async () => {
    setBusy(true)
    const { done, failed } = await written(list, ready, t)
    const undo = async () => {
      for (const change of done.toReversed()) await api.post(`/changes/${change}/undo`)
      const ids = ready.map(({ row }) => row.id)
      await refreshRows(list, ids)
    }
    if (done.length > 0) toast(t('list.changed', { count: done.length, shown: String(done.length) }), undo)
    setRefused(failed)
    setBusy(false)
    if (Object.keys(failed).length === 0) onClose()
  }
  return (
    <DeedDialog
      size="large"
      title={t('list.pasteTitle')}
      subtitle={t('list.pasteHint')}
      note={problems > 0 ? t('list.pasteProblems', { count: problems }) : undefined}
      deed={t('list.changeNow', { count: ready.length, shown: String(ready.length) })}
      busy={busy}
      reason={ready.length > 0 ? undefined : t('list.nothingToChange')}
      onDeed={() => void save()}
      onClose={onClose}
    >
      <table className="forecast-table">
        <tbody>
          {changes.map((change) => (
            <ChangeRow key={change.row.id} list={list} change={change} refused={refused[change.row.id]} />
          ))}
        </tbody>
      </table>
    </DeedDialog>
  )
}

/** Writes row by row; a row that is refused keeps its reason and holds up none of the others. */
async function written(list: List, ready: readonly Change[], t: TFunction) {
  const done: string[] = []
  const failed: Record<string, string> = {}
  for (const { row, values } of ready) {
    const readable = values.filter(({ problem }) => problem === undefined)
    const body = Object.fromEntries(readable.map(({ field, value }) => [field.name, value]))
    try {
      const { data, change } = await api.patch<ApiRecord>(`/${list.object.path}/${row.id}`, body)
      list.rows.patch({ ...row, ...data })
      if (change) done.push(change)
    } catch (error) {
      const said = error instanceof ApiProblem ? error.errors[0]?.message : undefined
      failed[row.id] = said ?? problemWords(error, t)
    }
  }
  return { done, failed }
}

function ChangeRow({ list, change, refused }: { list: List; change: Change; refused: string | undefined }) {
  const { row, values } = change
  return (
    <tr>
      <th scope="row" className="cut">
        {titleText(list.object, row, list.context)}
      </th>
      <td>
        {values.map(({ field, typed, problem }) => (
          <div key={field.name}>
            <span className="t3">{field.label}</span>{' '}
            <del>{valueText(field, row[field.name], row, list.context) || '–'}</del> →{' '}
            {problem === undefined ? (
              <ins>{typed || '–'}</ins>
            ) : (
              <span className="bad">{`${typed} ${problem}`}</span>
            )}
          </div>
        ))}
        {refused && (
          <p className="bad" role="alert">
            {refused}
          </p>
        )}
      </td>
    </tr>
  )
}

function changesOf(
  list: List,
  { cells, row: first, columns }: Pasted,
  words: { notANumber: string; notADay: string },
): Change[] {
  const fields = columns.map((name) => fieldOf(list.object, name))
  return cells.flatMap((line, at) => {
    const item = list.rows.item(first + at)
    if (item?.kind !== 'row' || item.row === undefined) return []
    const row = item.row
    const values = line.flatMap((typed, place) => {
      const field = fields[place]
      if (!field || !isEditable(field)) return []
      const read = readCell(field, typed, { context: list.context, words })
      return [{ field, typed, ...read }]
    })
    return values.length === 0 ? [] : [{ row, values }]
  })
}
