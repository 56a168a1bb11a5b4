import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Upload } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { iconOf } from '../../app/icon-of.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { daysBetween, today } from '../../format/day.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { activityIcon } from '../card/activity-icon.ts'
import { plannedAt } from '../card/timeline.ts'
import { waitingImportsQuery } from '../import/import-api.ts'
import type { WaitingOrder } from './home-layout.ts'
import { waitingGroups } from './waiting-groups.ts'

type Page = { readonly items: readonly ApiRecord[]; readonly count?: number }

/** So many are shown; the list has all. */
const most = 20

interface WaitingProps {
  model: DescribedModel
  order: WaitingOrder
  onOrder: (order: WaitingOrder) => void
}

/**
 * Lists called `mine` hold what waits for their reader, in their order; one's partners do not wait, nor what
 * is planned for these days, which a list called `day` holds. A file that one has checked and not written
 * waits too.
 */
export function Waiting({ model, order, onOrder }: WaitingProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const lists = model.objects.flatMap((object) => {
    const list = object.lists.find((one) => one.name === 'mine')
    return list && object.may.includes('read') && !object.isRole ? [{ object, list }] : []
  })
  const answers = useQueries({
    queries: lists.map(({ object, list }) => ({
      queryKey: ['list', 'home', object.path],
      queryFn: () =>
        api.get<Page>(`/${object.path}`, {
          query: { where: waitingOf(object, list), sort: list.sort.join(','), limit: most, count: 'exact' },
        }),
    })),
  })
  const files = useOpenImports()
  const groups = waitingGroups(
    lists.flatMap(({ object }, at) => (answers[at]?.data?.items ?? []).map((record) => ({ object, record }))),
    order,
  )
  const isPending = answers.some((answer) => answer.isPending)
  const count =
    files.length + answers.reduce((sum, { data }) => sum + (data?.count ?? data?.items.length ?? 0), 0)
  return (
    <Section
      title={t('home.waiting')}
      {...(count > 0 ? { count: formatCount(language, count) } : {})}
      {...(count > 1
        ? {
            actions: (
              <Segments
                look="quiet"
                label={t('home.waitingOrder')}
                value={order}
                onChange={onOrder}
                choices={[
                  { value: 'urgency', label: t('home.byUrgency') },
                  { value: 'kind', label: t('home.byKind') },
                ]}
              />
            ),
          }
        : {})}
    >
      {count === 0 && (
        <div className="home-none">
          <p className="t2">{isPending ? t('kit.loading') : t('home.nothingWaits')}</p>
          {!isPending && <p className="t3">{t('home.nothingWaitsHint')}</p>}
        </div>
      )}
      {order === 'kind' && files.length > 0 && <h3 className="home-day-head xs t3">{t('frame.imports')}</h3>}
      {files.length > 0 && <ul className="home-lines">{files}</ul>}
      {groups.map(({ label, lines }) => (
        <div key={label}>
          {label !== '' && <h3 className="home-day-head xs t3">{label}</h3>}
          <ul className="home-lines">
            {lines.map(({ object, record }) => (
              <WaitingLine key={record.id} object={object} record={record} model={model} />
            ))}
          </ul>
        </div>
      ))}
      {lists.map(({ object, list }, at) => {
        const all = answers[at]?.data?.count ?? 0
        return (
          all > most && (
            <Link
              key={object.path}
              className="link home-all"
              to="/$object"
              params={{ object: object.path }}
              search={{ view: list.name }}
            >
              {t('home.allOf', { count: all })}
            </Link>
          )
        )
      })}
    </Section>
  )
}

function waitingOf(object: DescribedObject, { where }: DescribedObject['lists'][number]): object | undefined {
  const planned = object.lists.find(({ name }) => name === 'day')?.where
  return planned ? { all: [...(where ? [where] : []), { not: planned }] } : (where ?? undefined)
}

/** One's own files that were checked, and neither written nor given up. */
function useOpenImports(): ReactNode[] {
  const { t } = useTranslation()
  const { mayImport } = useShell()
  const { data } = useQuery({ ...waitingImportsQuery, enabled: mayImport })
  return (data ?? []).map((view) => (
    <li key={view.id} className="home-line two-lines">
      <span className="home-mark">
        <Icon of={Upload} />
      </span>
      <span className="grow home-words">
        <Link className="b cut" to="/imports/$importId" params={{ importId: view.id }}>
          {view.file.name}
        </Link>
        <span className="t3 s cut">
          {t('home.imported', { what: view.label })} · {t('home.fileChecked')}
        </span>
      </span>
    </li>
  ))
}

interface LineProps {
  object: DescribedObject
  record: ApiRecord
  model: DescribedModel
}

function WaitingLine({ object, record, model }: LineProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const due = plannedAt(record)?.day ?? null
  const late = due === null ? 0 : daysBetween(due, today())
  const title = String(record[object.title] ?? '–')
  const phone = useIsPhone()
  const day = due !== null && (
    <span className={`tn nowrap ${phone ? 's' : ''} ${late > 0 ? 'bad' : 't3'}`}>
      {late > 0 ? t('home.late', { count: late }) : formatNearDay(language, due)}
    </span>
  )
  return (
    <li className="home-line two-lines">
      <span className="home-mark">
        <Icon of={object.name === 'activity' ? activityIcon(record['kind']) : iconOf(object.icon ?? '')} />
      </span>
      <span className="grow home-words">
        <Link className="b cut" to="/$object/$id" params={{ object: object.path, id: record.id }}>
          {title}
        </Link>
        <span className="row g8">
          {phone && day}
          <AboutWhom object={object} record={record} model={model} />
        </span>
      </span>
      {!phone && day}
      <Deed object={object} record={record} title={title} />
    </li>
  )
}

function AboutWhom({ object, record, model }: LineProps) {
  const field = object.fields.find(
    ({ value, name }) => value.kind === 'reference' && name !== 'owner' && record[name],
  )
  const reference = field && (record[field.name] as ApiReference)
  const target = model.objects.find((one) => field?.value.kind === 'reference' && one.name === field.value.to)
  if (!reference?.title || !target || target.system || target.owned) return null
  return (
    <Link
      className="t2 s cut"
      to="/$object/$id"
      params={{ object: target.path, id: reference.id }}
      lang={langOfText(reference.title)}
    >
      {reference.title}
    </Link>
  )
}

/** The first thing that can be done with it without asking more is done in place, and can be undone. */
function Deed({ object, record, title }: Omit<LineProps, 'model'> & { title: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const phone = useIsPhone()
  const [busy, setBusy] = useState(false)
  const action = object.actions.find((one) => one.input.length === 0 && one.tone !== 'danger')
  if (!action) return null
  const run = async () => {
    setBusy(true)
    try {
      const { change } = await api.act(`/${object.path}/${record.id}/${action.name}`, {})
      toastWithUndo(queries, t('home.done', { action: action.label, title }), change)
      await queries.invalidateQueries()
    } catch (error) {
      toast(problemWords(error, t))
      setBusy(false)
    }
  }
  return (
    <Button
      size="small"
      icon={Check}
      busy={busy}
      square={phone}
      label={action.label}
      onClick={() => void run()}
    />
  )
}
