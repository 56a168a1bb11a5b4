import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, MessageSquare } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { factsQuery, type Fact as KnownFact } from '../../api/facts.ts'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed } from '../../api/model.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { dayOfInstant, today } from '../../format/day.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { bringTexts } from '../../i18n/texts.ts'
import { Button } from '../../ui/button.tsx'
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
  /** What is to be open at once. */
  dialog?: string | undefined
}

const FactsDialog = lazy(async () => {
  const [{ FactsDialog: shown }] = await Promise.all([
    import('../facts/facts-dialog.tsx'),
    bringTexts('facts'),
  ])
  return { default: shown }
})

/** What one wants to know of a partner at a glance: whether its data hold, and what is going on with it. */
export function CardFacts({ object, record, model, context, dialog }: CardFactsProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(dialog === 'checks')
  const isPartner = object.base === 'party'
  const { data } = useQuery({ ...factsQuery(object.path, record.id), enabled: isPartner })
  if (!isPartner) return null
  return (
    <ul className="facts card-facts">
      {worstFirst(data?.items ?? []).map((fact) => (
        <Fact
          key={`${fact.kind} ${fact.field} ${fact.line}`}
          label={fact.label}
          tone={fact.proof}
          mark={<ProofMark proof={fact.proof} />}
          {...(fact.proof === 'contradicted' ? { onOpen: () => setOpen(true) } : {})}
        >
          {detailOf(fact, t, context)}
        </Fact>
      ))}
      <Doings record={record} model={model} context={context} />
      <li className="facts-check">
        <Button look="ghost" onClick={() => setOpen(true)}>
          {t('card.allChecks')}
        </Button>
      </li>
      {isOpen && (
        <Suspense>
          <FactsDialog object={object} record={record} context={context} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </ul>
  )
}

const severity: readonly Proof[] = ['contradicted', 'stale', 'proved', 'wellFormed', 'unchecked']
const mostShown = 3

/**
 * The few that are worth a glance: what is wrong, then what is proved; of a value that somebody has vouched
 * for, its form says nothing more.
 */
function worstFirst(facts: readonly KnownFact[]): KnownFact[] {
  const of = ({ field, line }: KnownFact) => line ?? field
  const known = new Set(
    facts.flatMap((fact) => (fact.kind !== 'form' && fact.proof !== 'unchecked' ? of(fact) : [])),
  )
  const formed = new Set(facts.flatMap((fact) => (fact.kind === 'form' ? of(fact) : [])))
  const sorted = facts
    .filter((fact) => fact.kind === 'form' || fact.proof !== 'unchecked' || !formed.has(of(fact)))
    .filter((fact) => fact.kind !== 'form' || fact.proof === 'contradicted' || !known.has(of(fact)))
    .toSorted((one, other) => severity.indexOf(one.proof) - severity.indexOf(other.proof))
  // Of several lines that the same is known of, the one that is worst stands for all.
  const once = Map.groupBy(sorted, (fact) => (fact.kind === 'form' ? fact.label : fact.kind))
  return [...once.values()].flatMap(([worst]) => worst ?? []).slice(0, mostShown)
}

/** Who says so and since when, else how far it is. */
function detailOf(fact: KnownFact, t: TFunction, { language }: ValueContext): string {
  const isOpen = fact.proof === 'contradicted' || fact.proof === 'stale'
  if (isOpen && fact.about !== null) return fact.about
  if (fact.source === null || fact.checkedAt === null) return t(`kit.proof.${fact.proof}`)
  return `${fact.source}, ${formatNearDay(language, dayOfInstant(fact.checkedAt))}`
}

/** The last talk with a partner, and what is to be done next. */
function Doings({ record, model, context }: Omit<CardFactsProps, 'object' | 'dialog'>) {
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
  /** Opens what is behind it. */
  onOpen?: () => void
  children: ReactNode
}

function Fact({ label, tone, mark, onOpen, children }: FactProps) {
  return (
    <li>
      {mark}
      <span className="grow">
        <span className="b cut fact-line">{label}</span>
        {onOpen ? (
          <button type="button" className={`s cut fact-line link ${tone ?? ''}`} onClick={onOpen}>
            {children}
          </button>
        ) : (
          <span className={`s cut fact-line fact-detail ${tone ?? ''}`}>{children}</span>
        )}
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
