import { useTranslation } from 'react-i18next'
import { fieldOf } from '../../api/model.ts'
import { valueText } from '../../fields/value-text.ts'
import { formatCount } from '../../format/format-number.ts'
import { langOfText } from '../../format/language.ts'
import type { BulkPreview } from './bulk-change.ts'
import { expectedCount } from './expected-count.ts'
import type { List } from './use-list.ts'

interface BulkForecastProps {
  list: List
  preview: BulkPreview | null
  /** The fields that are changed; for an action those that differ are found. */
  names: readonly string[] | null
  isDeletion: boolean
  isAsked: boolean
}

/** What a change of many would do: how many, three examples old → new, and what refuses. */
export function BulkForecast({ list, preview, names, isDeletion, isAsked }: BulkForecastProps) {
  const { t } = useTranslation()
  const { language } = list.context
  if (!preview)
    return (
      <div className="forecast t3" aria-live="polite">
        {isAsked ? t('kit.counting') : t('list.sayWhatToChange')}
      </div>
    )
  const { matching, changeable, examples, refused, tried, refusals } = preview
  const kept = matching - changeable
  const expected = expectedCount(preview)
  const counted = (count: number) => ({ count, shown: formatCount(language, count) })
  return (
    <div className="forecast" aria-live="polite">
      <p className="b">{t(isDeletion ? 'list.wouldDelete' : 'list.wouldChange', counted(expected))}</p>
      {kept > 0 && (
        <p className="warn">{t(isDeletion ? 'list.mayNotDelete' : 'list.mayNotChange', counted(kept))}</p>
      )}
      {tried < changeable && <p className="t3">{t('list.triedOnFirst', counted(tried))}</p>}
      {refusals > 0 && <p className="warn">{t('list.wouldRefuse', counted(refusals))}</p>}
      <table className="forecast-table">
        <tbody>
          {examples.map(({ id, title, before, after }) => (
            <tr key={id}>
              <th scope="row" className="cut" lang={langOfText(title)}>
                {title}
              </th>
              <td>
                {(isDeletion ? [] : differing(before, after, names)).map((name) => (
                  <div key={name}>
                    <span className="t3">{fieldOf(list.object, name)?.label ?? name}</span>{' '}
                    <del>{textIn(list, before, name)}</del> → <ins>{textIn(list, after, name)}</ins>
                  </div>
                ))}
              </td>
            </tr>
          ))}
          {refused.map(({ id, title, message }) => (
            <tr key={id}>
              <th scope="row" className="cut" lang={langOfText(title)}>
                {title}
              </th>
              <td className="bad">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Values = Record<string, unknown> | null

function differing(before: Values, after: Values, names: readonly string[] | null): string[] {
  if (names) return names.filter((name) => name !== '')
  return Object.keys(after ?? {})
    .filter((name) => name !== 'updatedAt' && name !== 'updatedBy')
    .filter((name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null))
    .slice(0, 4)
}

function textIn(list: List, record: Values, name: string): string {
  const field = fieldOf(list.object, name)
  if (!field || !record) return '–'
  return valueText(field, record[name], record as { id: string }, list.context) || '–'
}
