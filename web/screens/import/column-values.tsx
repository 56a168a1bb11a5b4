import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { importApi } from './import-api.ts'
import type { ColumnValue, ImportField, ImportView } from './import-api.ts'
import { mappingOf } from './import-steps.ts'
import { useImportChange } from './use-import-change.ts'

interface ColumnValuesProps {
  view: ImportView
  /** Null while it is closed. */
  column: number | null
  fields: readonly ImportField[]
  onClose: () => void
}

/** The different texts of a column, the most frequent first, and what is read instead of them. */
export function ColumnValues({ view, column, fields, onClose }: ColumnValuesProps) {
  const { t } = useTranslation()
  const mapped = mappingOf(view.mapping, column ?? -1)
  const { data, error, isPending } = useQuery({
    queryKey: ['import-values', view.id, column, mapped.field],
    queryFn: ({ signal }) => importApi.values(view.id, column ?? 0, signal),
    enabled: column !== null,
    staleTime: 0,
  })
  const header = view.columns.find(({ index }) => index === column)?.header ?? ''
  return (
    <Dialog
      open={column !== null}
      onClose={onClose}
      size="large"
      title={t('import.valuesOf', { column: header })}
    >
      {isPending && <p className="t2">{t('kit.loading')}</p>}
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {data && column !== null && (
        <ValueTable
          key={column}
          view={view}
          column={column}
          items={data.items}
          field={fields.find(({ field }) => field === mapped.field)}
          onClose={onClose}
        />
      )}
      {data?.whole === false && <p className="t3 s">{t('import.valuesPart')}</p>}
    </Dialog>
  )
}

interface ValueTableProps {
  view: ImportView
  column: number
  items: readonly ColumnValue[]
  field: ImportField | undefined
  onClose: () => void
}

function ValueTable({ view, column, items, field, onClose }: ValueTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const mapped = mappingOf(view.mapping, column)
  const [values, setValues] = useState<Record<string, string>>({ ...guessesOf(items), ...mapped.values })
  const { change } = useImportChange(view.id)
  const set = (value: string, to: string) => setValues((now) => ({ ...now, [value]: to }))
  const save = () =>
    change.mutate(
      { mapping: [{ column, field: mapped.field, values: cleaned(values) }] },
      { onSuccess: onClose },
    )
  return (
    <>
      <table className="import-table import-values">
        <thead>
          <tr>
            <th scope="col">{t('import.textInFile')}</th>
            <th scope="col" className="num">
              {t('import.rowsTitle')}
            </th>
            <th scope="col">{t('import.readAs')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ value, rows, problem }) => (
            <tr key={value}>
              <th scope="row">
                <span className="cut">{value}</span>
                {problem && <span className="bad s cut">{problem}</span>}
              </th>
              <td className="num">{formatCount(language, rows)}</td>
              <td>
                {field?.choices ? (
                  <Select
                    aria-label={t('import.readAsFor', { value })}
                    clearable
                    placeholder={t('import.asItIs')}
                    value={values[value] ?? null}
                    options={field.choices}
                    onChange={(to) => set(value, to ?? value)}
                  />
                ) : (
                  <TextInput
                    aria-label={t('import.readAsFor', { value })}
                    placeholder={t('import.asItIs')}
                    value={values[value] ?? value}
                    onChange={(to) => set(value, to)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {change.error && <Note tone="bad">{problemWords(change.error, t)}</Note>}
      <Button look="primary" size="tall" busy={change.isPending} onClick={save}>
        {t('kit.save')}
      </Button>
    </>
  )
}

/** What the server takes for meant, where a text is not understood as it stands. */
function guessesOf(items: readonly ColumnValue[]): Record<string, string> {
  return Object.fromEntries(items.flatMap(({ value, guess }) => (guess === null ? [] : [[value, guess]])))
}

function cleaned(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([value, to]) => value !== to))
}
