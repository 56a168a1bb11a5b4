import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { targetOf } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
import { today } from '../../format/day.ts'
import { insideText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { lineWidths } from '../../ui/line-widths.ts'
import '../../ui/lines-grid.css'
import { Monogram } from '../../ui/monogram.tsx'
import { Section } from '../../ui/section.tsx'
import { AddRelated } from './add-related.tsx'
import { relatedColumns, relatedQuery } from './card-data.ts'
import { LinkDialog } from './link-dialog.tsx'
import { LinkMenu } from './link-menu.tsx'
import { linkWords } from './link-words.ts'
import { isLink, partnerLinks } from './partner-links.ts'
import { GrantValue, grantWords } from './grant-value.tsx'
import { useReach } from './reach.ts'
import type { Reach } from './reach.ts'

export interface RelatedProps {
  field: DescribedField
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  title: string
  /** On the overview only the first of them are shown, with the way to the tab of all. */
  short?: boolean
}

/** On the overview so many stand for all. */
const fewRows = 5
/** More do not fit beside each other. */
const mostColumns = 6

/**
 * Records of another object that refer to this one: a small table, with a way to add one that is tied
 * already.
 */
export function Related({ field, record, model, context, title, short }: RelatedProps) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const target = targetOf(model, field)
  const via = field.value.kind === 'lines' ? field.value.via : ''
  if (!target || !target.may.includes('read')) return null
  const own = objectOfField(model, field)
  const link = own && partnerLinks(model, own).find((one) => one.link === target && one.via.name === via)
  return (
    <>
      <RelatedTable
        field={field}
        target={target}
        via={via}
        record={record}
        model={model}
        context={context}
        short={short ?? false}
        {...(target.may.includes('create') ? { onAdd: () => setAdding(true) } : {})}
        addLabel={
          link
            ? linkWords(link, t, context.language)
            : t('card.add', { what: insideText(context.language, target.label) })
        }
      />
      {adding && link && (
        <LinkDialog of={link} from={{ id: record.id, title }} onClose={() => setAdding(false)} />
      )}
      {adding && !link && (
        <AddRelated
          object={target}
          fixed={{ [via]: { id: record.id, title } }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  )
}

/** The object that has the field among its own. */
function objectOfField(model: DescribedModel, field: DescribedField): DescribedObject | undefined {
  return model.objects.find(({ fields }) => fields.includes(field))
}

interface TableProps extends Omit<RelatedProps, 'title' | 'short'> {
  short: boolean
  target: DescribedObject
  via: string
  addLabel: string
  onAdd?: () => void
}

function RelatedTable(props: TableProps) {
  const { field, target, via, record, short, addLabel, onAdd } = props
  const { t } = useTranslation()
  const { data, isPending, error, refetch } = useQuery(relatedQuery(target, via, record.id))
  // What is over comes last, so that the few of the overview are those that last.
  const items = (data?.items ?? []).toSorted(
    (left, right) => Number(hasEnded(left)) - Number(hasEnded(right)),
  )
  const shown = short ? items.slice(0, fewRows) : items
  const all = relatedColumns(target, via)
  const reach = useReach(all[0], shown, props.model)
  const filled = all
    .map((field): Column => ({ field, of: (item) => item }))
    .filter((column, at) => at === 0 || shown.some((item) => hasValue(valueOf(column, item))))
  const columns = withReach(filled.slice(0, mostColumns), {
    ...reach,
    fields: reach.fields.filter(({ name }) => shown.some((item) => hasValue(reach.of(item)?.[name]))),
  })
  const { least, shares } = lineWidths(
    columns.map((column) => [
      column.field.label,
      ...shown.map((item) => {
        const words = target.name === 'grant' ? grantWords(item, column.field, props.model, t) : null
        return words
          ? words.map((word) => `${word}   `).join('')
          : `${valueText(column.field, valueOf(column, item), item, props.context)}    ${endOf(column, item, t)}`
      }),
    ]),
  )
  return (
    <Section
      title={field.label}
      {...(data?.count === undefined ? {} : { count: data.count })}
      {...(onAdd
        ? {
            actions: (
              <Button look="ghost" icon={Plus} onClick={onAdd}>
                {addLabel}
              </Button>
            ),
          }
        : {})}
    >
      {error && !data ? (
        <p className="bad card-none" role="alert">
          {t('card.failedToLoad')}{' '}
          <Button size="small" onClick={() => void refetch()}>
            {t('card.tryAgain')}
          </Button>
        </p>
      ) : items.length === 0 ? (
        isPending && <p className="card-none"> </p>
      ) : (
        <div className="lines-scroll">
          <table className="lines" style={{ minWidth: least }}>
            <thead>
              <tr>
                {columns.map(({ field: { name, label } }, at) => (
                  <th key={name} scope="col" style={{ width: shares[at] }}>
                    {label}
                  </th>
                ))}
                {isLink(target) && <td className="link-do" />}
              </tr>
            </thead>
            <tbody>
              {shown.map((item) => (
                <RelatedRow key={item.id} {...props} item={item} columns={columns} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {short && items.length > fewRows && (
        <Link
          className="link card-all"
          to="."
          search={((now: object) => ({ ...now, tab: field.name })) as never}
        >
          {t('card.allOf', { count: data?.count ?? items.length })}
        </Link>
      )}
    </Section>
  )
}

/** A column of a table: a field of its records, or of the partners that they name. */
interface Column {
  field: DescribedField
  of: (item: ApiRecord) => ApiRecord | undefined
}

/** How to reach somebody stands after who it is, before days and ticks. */
function withReach(columns: readonly Column[], { fields, of }: Reach): Column[] {
  const end = columns.findIndex(({ field }) => ['day', 'yes-no'].includes(field.control.show))
  const at = end < 0 ? columns.length : end
  return [...columns.slice(0, at), ...fields.map((field) => ({ field, of })), ...columns.slice(at)]
}

function valueOf({ field, of }: Column, item: ApiRecord): unknown {
  return of(item)?.[field.name]
}

interface RowProps extends TableProps {
  item: ApiRecord
  columns: readonly Column[]
}

function RelatedRow({ item, columns, target, model, context }: RowProps) {
  const { t } = useTranslation()
  const show = (column: Column) =>
    target.name === 'grant' ? (
      <GrantValue grant={item} field={column.field} model={model} />
    ) : (
      <ShowValue
        field={column.field}
        value={valueOf(column, item)}
        record={column.of(item) ?? item}
        model={model}
        context={context}
        cell
      />
    )
  const first = columns[0]?.field
  const partner = first && partnerOf(item, first, target, model)
  return (
    <tr className={hasEnded(item) ? 'ended' : ''}>
      {columns.map((column, at) => (
        <td key={column.field.name}>
          {at === 0 ? (
            <Link
              className="b line-cell"
              to="/$object/$id"
              params={placeOf(target, item, column.field, model)}
            >
              {partner && <Monogram name={partner.name} person={partner.person} />}
              {show(column)}
            </Link>
          ) : (
            <span className="line-cell">
              {show(column)}
              {endOf(column, item, t) && <span className="ended-word">{endOf(column, item, t)}</span>}
            </span>
          )}
        </td>
      ))}
      {isLink(target) && (
        <td className="link-do">
          <LinkMenu link={target} item={item} title={partner?.name ?? ''} />
        </td>
      )}
    </tr>
  )
}

/** Beside its last day it is said that a link has ended. */
function endOf({ field }: Column, item: ApiRecord, t: TFunction): string {
  return field.name === 'until' && hasEnded(item) ? t('card.linkEnded') : ''
}

/** What is over stays in its place, grey. */
function hasEnded({ until }: ApiRecord): boolean {
  return typeof until === 'string' && until < today()
}

/** A partner is told from others by its monogram; a contact is a person. */
function partnerOf(item: ApiRecord, column: DescribedField, target: DescribedObject, model: DescribedModel) {
  const other = targetOf(model, column) ?? target
  const value = item[column.name]
  if (other.base !== 'party' || !hasValue(value)) return null
  const name = typeof value === 'object' ? String((value as { title?: unknown }).title ?? '') : String(value)
  return { name, person: other.name === 'contact' || item['kind'] === 'person' }
}

function hasValue(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

/** A link between two partners leads to the other partner; anything else to its own card. */
function placeOf(target: DescribedObject, item: ApiRecord, column: DescribedField, model: DescribedModel) {
  const other = targetOf(model, column)
  const value = item[column.name] as { id?: string } | null
  if (other && !other.system && value && typeof value === 'object' && value.id)
    return { object: other.path, id: value.id }
  return { object: target.path, id: item.id }
}
