import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed, targetOf } from '../../api/model.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { dayOfInstant, today } from '../../format/day.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { Icon } from '../../ui/icon.tsx'
import type { LucideIcon } from '../../ui/icon.tsx'
import { ProofMark, type Proof } from '../../ui/proof-mark.tsx'
import { activitiesQuery } from './activities.tsx'
import { byDue, isOpen } from './timeline.ts'

export interface CardFactsProps {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
}

/** What one wants to know of a partner at a glance: whether its data hold, and what is going on with it. */
export function CardFacts({ object, record, model, context }: CardFactsProps) {
  const { t } = useTranslation()
  const checked = checkedFacts(object, record, model)
  const { data: results } = useQuery({
    queryKey: ['facts', checked.map(({ kind, value }) => `${kind} ${value}`).join()],
    enabled: checked.length > 0,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      Promise.all(
        checked.map(({ kind, value, country }) =>
          api.post<{ result: string }>(`/checks/${kind}`, { value, country }, { signal }),
        ),
      ),
  })
  const isPartner = object.base === 'party'
  if (!isPartner) return null
  return (
    <ul className="facts card-facts">
      {checked.map(({ field, kind }, at) => {
        const proof = proofOf(results?.[at]?.result)
        return (
          <Fact key={kind} label={field.label} tone={proof} mark={<ProofMark proof={proof} />}>
            {t(`kit.proof.${proof}`)}
          </Fact>
        )
      })}
      <Doings record={record} model={model} context={context} />
    </ul>
  )
}

/** The last talk with a partner, and what is to be done next. */
function Doings({ record, model, context }: Omit<CardFactsProps, 'object'>) {
  const { t } = useTranslation()
  const activities = objectNamed(model, 'activity')
  const mayRead = activities?.may.includes('read') === true
  const { data } = useQuery({
    ...(activities ? activitiesQuery(activities, record.id) : { queryKey: ['related', 'none'] }),
    enabled: mayRead,
  })
  if (!mayRead || !activities) return null
  const items = data?.items ?? []
  const [last] = items.filter((one) => !isOpen(one))
  const open = byDue(items.filter(isOpen))
  const due = open.find((one) => typeof one['due'] === 'string')?.['due'] as string | undefined
  const isLate = due !== undefined && due < today()
  const day = last ? dayOfInstant(String(last['at'] ?? last['createdAt'])) : null
  const next = due ? ` · ${formatNearDay(context.language, due)}` : ''
  return (
    <>
      <Fact label={t('card.lastTalk')} mark={<Mark of={MessageSquare} />}>
        {day ? formatNearDay(context.language, day) : t('card.neverYet')}
      </Fact>
      <Fact label={t('card.toDo')} tone={isLate ? 'stale' : undefined} mark={<Mark of={CalendarCheck} />}>
        {open.length === 0 ? t('card.nothingToDo') : `${formatCount(context.language, open.length)}${next}`}
      </Fact>
    </>
  )
}

interface FactProps {
  label: string
  tone?: Proof | undefined
  mark: ReactNode
  children: ReactNode
}

function Fact({ label, tone, mark, children }: FactProps) {
  return (
    <li>
      {mark}
      <span className="grow">
        <span className="b cut fact-line">{label}</span>
        <span className={`s cut fact-line fact-detail ${tone ?? ''}`}>{children}</span>
      </span>
    </li>
  )
}

function Mark({ of }: { of: LucideIcon }) {
  return (
    <span className="fact-mark t3">
      <Icon of={of} />
    </span>
  )
}

type Checked = { field: DescribedField; kind: string; value: string; country?: string }

const checks: Readonly<Record<string, string>> = {
  taxNumber: 'tax-number',
  bankAccount: 'iban',
  email: 'email',
  phone: 'phone',
}

/** The values that have a form to be checked: the record's own, and the first of its bank accounts. */
function checkedFacts(object: DescribedObject, record: ApiRecord, model: DescribedModel): Checked[] {
  const country = typeof record['country'] === 'string' ? { country: record['country'] } : {}
  const own = object.fields.flatMap((field) => {
    const value = record[field.name]
    const kind = checks[field.type]
    return kind && typeof value === 'string' && value !== '' ? [{ field, kind, value, ...country }] : []
  })
  const accounts = object.fields.flatMap((field) => {
    const lines = record[field.name]
    const found = targetOf(model, field)?.fields.find(({ type }) => type === 'bankAccount')
    const value = found && Array.isArray(lines) ? (lines[0] as ApiRecord | undefined)?.[found.name] : null
    return typeof value === 'string' && value !== '' ? [{ field, kind: 'iban', value }] : []
  })
  return [...own.filter(({ kind }) => kind === 'tax-number'), ...accounts, ...own]
    .filter((one, at, all) => all.findIndex(({ kind }) => kind === one.kind) === at)
    .slice(0, 3)
}

function proofOf(result: string | undefined): Proof {
  if (result === 'valid') return 'wellFormed'
  return result === 'invalid' ? 'contradicted' : 'unchecked'
}
