import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format/format-number.ts'
import { langOfText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Icon } from '../../ui/icon.tsx'
import { importFieldsQuery } from './import-api.ts'
import type { ImportField, ImportView } from './import-api.ts'
import { shownColumns, toWrite } from './import-steps.ts'
import { MappedTo } from './mapped-to.tsx'

/** So many rows show that the file is read as it should be. */
const mostRows = 8

/** No row has a problem: what happens next, and the first rows as they are read. */
export function AllIsWell({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: fields } = useQuery(importFieldsQuery(view.object))
  const { counts } = view
  if (!counts) return null
  const created = numbersOfNew(view, fields)
  const figure = (count: number) => ({ count, shown: formatCount(language, count) })
  return (
    <section className="import-well" aria-label={t('import.noProblems')}>
      <h2>
        <Icon of={CircleCheck} />
        {t('import.noProblems')}
      </h2>
      <ul className="t2">
        {counts.create > 0 && created && <li>{t(`import.next.${created}`, figure(counts.create))}</li>}
        {counts.update + counts.role > 0 && (
          <li>{t('import.next.update', figure(counts.update + counts.role))}</li>
        )}
        {counts.join > 0 && <li>{t('import.next.join', figure(counts.join))}</li>}
        {counts.undecided > 0 && <li>{t('import.next.undecided', figure(counts.undecided))}</li>}
        {toWrite(counts) > 0 && (
          <>
            <li>{t('import.leavingIsSafe')}</li>
            <li>{t('import.next.undo')}</li>
          </>
        )}
      </ul>
      <FirstRows view={view} />
    </section>
  )
}

/** How new records come to their numbers: by the file, one by one, or not at all; null until it is known. */
function numbersOfNew({ mapping }: ImportView, fields: readonly ImportField[] | undefined) {
  if (!fields) return null
  const numbers = fields.filter(({ type }) => type === 'sequenceNumber').map(({ field }) => field)
  if (numbers.length === 0) return 'create'
  return mapping.some(({ field }) => field !== null && numbers.includes(field))
    ? 'createNumbered'
    : 'createNumbering'
}

function FirstRows({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  const rows = (view.rows ?? []).slice(0, mostRows)
  const columns = shownColumns(view.columns, view.mapping, null)
  if (rows.length === 0) return null
  return (
    <>
      <h3>{t('import.firstRows')}</h3>
      <div className="import-well-rows" tabIndex={0} role="region" aria-label={t('import.firstRows')}>
        <table className="import-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('import.row')}
              </th>
              {columns.map(({ index, header }) => (
                <th key={index} scope="col">
                  {header || t('import.columnNumber', { number: index + 1 })}
                  <MappedTo view={view} fields={fields} column={index} header={header} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, cells }) => (
              <tr key={line}>
                <th scope="row" className="num">
                  {line}
                </th>
                {columns.map(({ index }) => (
                  <td key={index} lang={langOfText(cells[index] ?? '')}>
                    {cells[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
