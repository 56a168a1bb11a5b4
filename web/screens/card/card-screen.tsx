import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedModel, DescribedObject } from '../../api/model.ts'
import { objectNamed, targetOf, useModel, useObject } from '../../api/model.ts'
import { isProblem } from '../../api/problem.ts'
import { forgetOpened, rememberOpened } from '../../app/opened-lately.ts'
import { LoadFailed, NoSuchTime, NotThere } from '../../app/page-states.tsx'
import type { CardSearch } from '../../app/search-params.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { isNoInstant } from '../../format/day.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Band } from '../../ui/band.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { CardColumns } from '../../ui/card-parts.tsx'
import { CardSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useMedia } from '../../ui/use-media.ts'
import { Activities } from './activities.tsx'
import { recordQuery } from './card-data.ts'
import { CardFacts } from './card-facts.tsx'
import { CardHead } from './card-head.tsx'
import { CardSections } from './card-sections.tsx'
import { CardSide } from './card-side.tsx'
import { CardTabs, manyFields } from './card-tabs.tsx'
import { Who } from './card-who.tsx'
import { IntakeBand } from './intake-band.tsx'
import { Missing } from './missing.tsx'
import { Papers } from './papers.tsx'
import { PlannedBand } from './planned-band.tsx'
import { Proposals } from './proposals.tsx'
import { Related } from './related.tsx'
import { useLiveRecord } from './use-live-record.ts'
import { focusComposer } from './write-activity.tsx'
import './card.css'

/** Everything about one record, on one page. */
export default function CardScreen() {
  const { object: path, id } = useParams({ strict: false }) as { object: string; id: string }
  const search = useSearch({ strict: false }) as CardSearch
  const object = useObject(path)
  if (!object || object.owned || !object.may.includes('read')) return <NotThere />
  if (isNoInstant(search.asOf)) return <NoSuchTime />
  return <Card key={`${path} ${id}`} object={object} id={id} search={search} />
}

interface CardProps {
  object: DescribedObject
  id: string
  search: CardSearch
}

function Card({ object, id, search }: CardProps) {
  const { asOf, from, tab, dialog } = search
  const model = useModel()
  const context = useValueContext()
  const narrow = useMedia('(width < 1200px)')
  const { data, error, refetch, isPending } = useQuery(recordQuery(object, id, asOf))
  const slow = useSlow(isPending)
  useLiveRecord(object, id, data?.position)
  useRemembered(object, data?.record, error)
  useLedOn(object, id, data?.record)
  const onLog = useLog(object, model, { narrow, isOpen: data !== undefined, dialog })
  if (isProblem(error, 404) && !data) return <Missing object={object} id={id} asOf={asOf} />
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return slow ? <CardSkeleton /> : null
  const { record } = data
  const title = String(record[object.title] ?? '–')
  const frozen = asOf !== undefined
  const parts = { object, record, model, context, title, frozen }
  const shown = frozen ? 'overview' : tabOf(object, model, tab, narrow)
  return (
    <>
      <CardHead object={object} record={record} title={title} tab={tab} from={from} />
      <PaperHead object={object} context={context} />
      {asOf && <AsOfBand object={object} id={id} asOf={asOf} />}
      <Who {...parts} dialog={dialog} onLog={onLog} />
      {!frozen && <IntakeBand object={object} record={record} />}
      {!frozen && <PlannedBand object={object} record={record} title={title} />}
      {!frozen && <CardFacts {...parts} dialog={dialog} />}
      {!frozen && <CardTabs object={object} model={model} id={id} tab={shown} from={from} narrow={narrow} />}
      <CardColumns side={frozen || narrow ? undefined : <CardSide {...parts} />}>
        <TabContent {...parts} tab={shown} />
      </CardColumns>
    </>
  )
}

/** The address of a record that went into another becomes that of the one that stays, and says so. */
function useLedOn(object: DescribedObject, id: string, record: ApiRecord | undefined) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const there = record?.id
  const title = String(record?.[object.title] ?? '–')
  useEffect(() => {
    // Somebody may have written the same address in capitals.
    if (there === undefined || there === id.toLowerCase()) return
    toast(t('card.ledOn', { title }))
    void navigate({
      to: '.',
      params: { object: object.path, id: there } as never,
      search: true as never,
      replace: true,
    })
  }, [there, id, title, object.path, navigate, t])
}

/** Fetched when it is first looked at. */
const Network = lazy(async () => ({ default: (await import('./network.tsx')).Network }))

type Parts = {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  title: string
  frozen: boolean
}

function TabContent({ tab, ...parts }: Parts & { tab: string }) {
  const { object, record, model, context, title } = parts
  const { t } = useTranslation()
  if (tab === 'timeline') return <CardSide {...parts} />
  if (tab === 'network')
    return (
      <Suspense>
        <Network object={object} record={record} model={model} title={title} />
      </Suspense>
    )
  const field = manyFields(object, model).find(({ name }) => name === tab)
  const target = field && targetOf(model, field)
  if (field && target?.name === 'partyFile')
    return <Papers papers={target} title={field.label} record={record} model={model} context={context} />
  if (target?.name === 'activity')
    return <Activities activities={target} record={record} title={title} context={context} />
  if (field) return <Related field={field} record={record} model={model} context={context} title={title} />
  // A record of the past is told without them.
  const changedAt = record['updatedAt'] ?? record['createdAt']
  const mayAccept = object.actions.some(({ name }) => name === 'accept')
  return (
    <>
      {object.name === 'dataRequest' && (
        <Proposals record={record} model={model} context={context} may={mayAccept} />
      )}
      <CardSections {...parts} />
      {typeof changedAt === 'string' && (
        <p className="t3 s card-foot">
          {t('card.changedAt', { at: formatInstant(context.language, changedAt) })}
        </p>
      )}
    </>
  )
}

/** The tab of the address, where there is such a one; else the overview. */
function tabOf(object: DescribedObject, model: DescribedModel, tab: string | undefined, narrow: boolean) {
  if (tab === 'timeline' && narrow) return tab
  if (tab === 'network' && object.base === 'party') return tab
  return manyFields(object, model).some(({ name }) => name === tab) ? (tab ?? 'overview') : 'overview'
}

/** On paper: whose record this is, who printed it, and when. */
function PaperHead({ object, context }: { object: DescribedObject; context: ValueContext }) {
  const { me, groupName } = useShell()
  const [now] = useState(() => new Date().toISOString())
  return (
    <p className="on-paper card-paper">
      {groupName} · {object.label} · {me.name}, {formatInstant(context.language, now)}
    </p>
  )
}

function AsOfBand({ object, id, asOf }: { object: DescribedObject; id: string; asOf: string }) {
  const { t } = useTranslation()
  const context = useValueContext()
  return (
    <Band
      tone="ink"
      icon={History}
      title={t('card.asOf', { at: formatInstant(context.language, asOf) })}
      actions={
        <>
          <ButtonLink to="/$object/$id/history" params={{ object: object.path, id }} search={{ asOf }}>
            {t('card.besideNow')}
          </ButtonLink>
          <ButtonLink look="primary" to="/$object/$id" params={{ object: object.path, id }}>
            {t('card.backToNow')}
          </ButtonLink>
        </>
      }
    />
  )
}

/** What was opened is offered again; what is gone is not. */
function useRemembered(object: DescribedObject, record: ApiRecord | undefined, error: unknown) {
  const { me } = useShell()
  const { id } = useParams({ strict: false }) as { id: string }
  const title = record && String(record[object.title] ?? '–')
  const person = record?.['kind'] === 'person' || object.name === 'contact'
  const isGone = isProblem(error, 404)
  const { path, label: kind } = object
  const partner = object.base === 'party'
  useEffect(() => {
    if (isGone) forgetOpened(id)
    else if (title) rememberOpened(me.id, { path, id, title, kind, person, partner })
  }, [isGone, id, title, me.id, path, kind, person, partner])
}

/** The way to where a talk is written down: beside the card, or in a tab where there is no room for it. */
function useLog(
  object: DescribedObject,
  model: DescribedModel,
  { narrow, isOpen, dialog }: { narrow: boolean; isOpen: boolean; dialog: string | undefined },
): (() => void) | null {
  const navigate = useNavigate()
  const may = object.base === 'party' && objectNamed(model, 'activity')?.may.includes('create') === true
  const go = (changes: Partial<CardSearch>) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, ...changes }),
      replace: true,
    } as never)
  useEffect(() => {
    if (!isOpen) return
    if (dialog === 'edit') {
      document.querySelector<HTMLElement>('.card-edit')?.click()
      go({ dialog: undefined })
    }
    if (dialog !== 'log') return
    if (focusComposer()) go({ dialog: undefined })
    else if (narrow) go({ tab: 'timeline' })
  })
  return may ? () => go(narrow ? { tab: 'timeline', dialog: 'log' } : { dialog: 'log' }) : null
}
