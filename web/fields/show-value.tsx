import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ApiRecord, ApiReference, DescribedField, DescribedModel } from '../api/model.ts'
import { targetOf } from '../api/model.ts'
import { dayOfInstant } from '../format/day.ts'
import { formatInstant, formatNearDay } from '../format/format-day.ts'
import { formatAmount, formatBytes } from '../format/format-number.ts'
import { formatPhone } from '../format/format-phone.ts'
import { langOfText } from '../format/language.ts'
import { Chip, Tag, type Tone } from '../ui/chip.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { codeLabel, currencyOf, isDayOnly, valueText, type ValueContext } from './value-text.ts'

export interface ShowValueProps {
  field: DescribedField
  value: unknown
  record: ApiRecord | null
  model: DescribedModel
  context: ValueContext
  /** In a cell of a list: one line, no links within links. */
  cell?: boolean
}

/** The value that a field of a record has, as it is shown. */
export function ShowField({
  record,
  ...shown
}: Omit<ShowValueProps, 'value'> & { record: ApiRecord }): ReactNode {
  return <ShowValue {...shown} value={record[shown.field.name]} record={record} />
}

/** A value as it is shown: in a cell, on the card, in a preview. An empty one is a dash. */
export function ShowValue({ field, value, record, model, context, cell }: ShowValueProps): ReactNode {
  const isEmpty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return <span className="t3">–</span>
  const text = valueText(field, value, record, context)
  switch (field.control.show) {
    case 'money':
      return <Money amount={String(value)} currency={currencyOf(field, record, context)} context={context} />
    case 'integer':
    case 'decimal':
    case 'percent':
      return <span className="tn">{text}</span>
    case 'instant':
      return isDayOnly(field) ? <NearDay instant={String(value)} context={context} /> : <span>{text}</span>
    case 'identifier':
      return <span className="code">{text}</span>
    case 'choice':
      return field.name === 'status' ? (
        <StatusMark status={String(value)} label={text} />
      ) : (
        <ChoiceChip field={field} value={String(value)} label={text} />
      )
    case 'choices':
      return (
        <Several
          values={(value as string[]).map((one) => (
            <Chip key={one}>{field.choices?.find((choice) => choice.value === one)?.label ?? one}</Chip>
          ))}
        />
      )
    case 'tags':
      return (
        <Several
          values={(value as string[]).map((tag) => (
            <Tag key={tag} name={tag} />
          ))}
        />
      )
    case 'code':
      return field.settings['list'] === 'country' ? (
        <span title={codeLabel(field, String(value), context.language)}>{cell ? String(value) : text}</span>
      ) : (
        <span>{cell ? String(value) : text}</span>
      )
    case 'reference':
      return <Reference reference={value as ApiReference} field={field} model={model} plain={cell === true} />
    case 'references':
      return (
        <Several
          values={(value as ApiReference[]).map((one) => (
            <Reference key={one.id} reference={one} field={field} model={model} plain={cell === true} />
          ))}
        />
      )
    case 'email':
      return cell ? (
        <span>{text}</span>
      ) : (
        <a className="link" href={`mailto:${text}`}>
          {text.slice(0, text.lastIndexOf('@') + 1)}
          <wbr />
          {text.slice(text.lastIndexOf('@') + 1)}
        </a>
      )
    case 'phone':
      return cell ? (
        <span className="tn">{formatPhone(text)}</span>
      ) : (
        <a className="link tn" href={`tel:${text}`}>
          {formatPhone(text)}
        </a>
      )
    case 'web-address':
      return cell ? (
        <span>{text.replace(/^https?:\/\//, '')}</span>
      ) : (
        <a className="link" href={text} target="_blank" rel="noreferrer noopener">
          {text.replace(/^https?:\/\//, '')}
        </a>
      )
    case 'file':
    case 'image':
      return (
        <File
          value={value as FileValue}
          image={field.control.show === 'image'}
          cell={cell === true}
          context={context}
        />
      )
    case 'long-text':
      return <span className={cell ? 'cut' : 'prose'}>{text}</span>
    default:
      return <span lang={langOfText(text)}>{text}</span>
  }
}

function Money({ amount, currency, context }: { amount: string; currency: string; context: ValueContext }) {
  return (
    <span className="tn nowrap">
      {formatAmount(context.language, amount, currency)}
      <span className="cur">{currency}</span>
    </span>
  )
}

/** The day of an instant as one would say it; the exact time on hover. */
function NearDay({ instant, context }: { instant: string; context: ValueContext }) {
  const { language } = context
  return (
    <time className="tn nowrap" dateTime={instant} title={formatInstant(language, instant)}>
      {formatNearDay(language, dayOfInstant(instant))}
    </time>
  )
}

function ChoiceChip({ field, value, label }: { field: DescribedField; value: string; label: string }) {
  const tone = field.choices?.find((choice) => choice.value === value)?.tone
  const known: readonly string[] = ['good', 'warn', 'bad', 'cold']
  return tone && known.includes(tone) ? <Chip tone={tone as Tone}>{label}</Chip> : <span>{label}</span>
}

function Several({ values }: { values: ReactNode[] }) {
  return <span className="row g4 cut">{values}</span>
}

function Reference({
  reference,
  field,
  model,
  plain,
}: {
  reference: ApiReference
  field: DescribedField
  model: DescribedModel
  plain: boolean
}) {
  const target = targetOf(model, field)
  const title = reference.title ?? '–'
  if (target?.name === 'user') {
    return (
      <span className="row g6 cut user-mark" title={title}>
        <Monogram name={title} person />
        <span className="cut user-name">{title}</span>
      </span>
    )
  }
  if (target?.name === 'category') return <Tag name={title} />
  const isPlace = target && !target.system && !target.owned
  if (plain || !isPlace) return <span lang={langOfText(title)}>{title}</span>
  return (
    <Link
      className="link"
      to="/$object/$id"
      params={{ object: target.path, id: reference.id }}
      lang={langOfText(title)}
    >
      {title}
    </Link>
  )
}

type FileValue = {
  readonly id: string
  readonly name: string
  readonly size: number | null
  readonly type: string | null
}

function File({
  value,
  image,
  cell,
  context,
}: {
  value: FileValue
  image: boolean
  cell: boolean
  context: ValueContext
}) {
  const href = `/api/v1/files/${value.id}/content`
  if (cell) return <span className="cut">{value.name}</span>
  if (image) return <img className="picture" src={href} alt={value.name} loading="lazy" />
  return (
    <a className="link" href={href} download={value.name}>
      {value.name}
      {value.size !== null && (
        <span className="t3"> {formatBytes(context.language, Number(value.size))}</span>
      )}
    </a>
  )
}
