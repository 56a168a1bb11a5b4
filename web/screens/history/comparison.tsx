import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { ShowField } from '../../fields/show-value.tsx'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatInstant } from '../../format/format-day.ts'
import { changeText } from '../card/change-value.ts'
import type { Compared } from './history-data.ts'

export interface ComparisonProps {
  object: DescribedObject
  rows: readonly Compared[]
  then: ApiRecord
  now: ApiRecord
  asOf: string
  model: DescribedModel
  context: ValueContext
}

/** The record then beside the record now: what differs first, then what is the same. */
export function Comparison({ rows, asOf, ...parts }: ComparisonProps) {
  const { t } = useTranslation()
  const day = formatInstant(parts.context.language, asOf)
  const differing = rows.filter(({ differs }) => differs)
  const same = rows.filter(({ differs }) => !differs)
  return (
    <>
      <table className="compare">
        <caption className="unseen">{t('history.differs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('history.differs')}</th>
            <th scope="col">{day}</th>
            <th scope="col">{t('history.now')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((row) => (
            <Row key={row.field.name} {...parts} {...row} />
          ))}
          {differing.length === 0 && (
            <tr>
              <td colSpan={3} className="t3">
                {t('history.nothingDiffers')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {same.length > 0 && (
        <table className="compare">
          <caption className="unseen">{t('history.same')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('history.same')}</th>
              <th scope="col">
                <span className="unseen">{day}</span>
              </th>
              <th scope="col">
                <span className="unseen">{t('history.now')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {same.map((row) => (
              <Row key={row.field.name} {...parts} {...row} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

type RowProps = Compared & Omit<ComparisonProps, 'rows' | 'asOf'>

function Row({ field, differs, object, then, now, model, context }: RowProps) {
  const { t } = useTranslation()
  const show = (record: ApiRecord) =>
    field.value.kind === 'lines' ? (
      (changeText(object, field.name, record[field.name], { record, model, context, t }) ?? '–')
    ) : (
      <ShowField field={field} record={record} model={model} context={context} />
    )
  return (
    <tr>
      <th scope="row">{field.label}</th>
      <td className={differs ? 'was' : ''}>{show(differs ? then : now)}</td>
      <td>{differs ? show(now) : <span className="t3">{t('history.sameValue')}</span>}</td>
    </tr>
  )
}
