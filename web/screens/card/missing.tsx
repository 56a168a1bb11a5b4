import { useQuery, useQueryClient } from '@tanstack/react-query'
import { History, Trash2, Unlink } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DeletedRecord, DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { useBringBack } from '../../api/use-bring-back.ts'
import { PathHead } from '../../app/head.tsx'
import { NotThere } from '../../app/page-states.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Note } from '../../ui/band.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { CardSkeleton, useSlow } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { recordQuery } from './card-data.ts'
import { useShell } from '../../app/shell.ts'
import { OtherValues } from './other-values.tsx'
import { isPerson, usePersonDeeds } from './person-deeds.tsx'
import { useOtherRoles } from './use-other-roles.ts'

interface MissingProps {
  object: DescribedObject
  id: string
  asOf?: string | undefined
}

/**
 * A record that its address does not give. Whoever may see the bin is told that it was deleted and brings it
 * back from here; whoever sees it today or in another of its roles is led there. All others are told what is
 * told of a record that never was.
 */
export function Missing({ object, id, asOf }: MissingProps) {
  const model = useModel()
  const bin = useQuery({
    queryKey: ['deleted', object.path, id],
    retry: false,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly DeletedRecord[] }>(`/${object.path}/deleted`, {
        signal,
        query: { record: id },
      }),
  })
  const now = useQuery({ ...recordQuery(object, id), enabled: asOf !== undefined, retry: false })
  const roles = useOtherRoles(object, id, model, !object.isRole)
  const slow = useSlow(bin.isPending)
  if (bin.isPending || (asOf !== undefined && now.isPending)) return slow ? <CardSkeleton /> : null
  if (asOf !== undefined && now.data) {
    const title = String(now.data.record[object.title] ?? '–')
    return <NotYet object={object} id={id} title={title} asOf={asOf} />
  }
  const [deleted] = bin.data?.items ?? []
  if (deleted) return <Deleted object={object} deleted={deleted} />
  if (roles.length > 0 && asOf === undefined)
    return <RoleEnded object={object} id={id} roles={roles.map(({ face }) => face)} />
  return <NotThere />
}

function NotYet({
  object,
  id,
  title,
  asOf,
}: {
  object: DescribedObject
  id: string
  title: string
  asOf: string
}) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  return (
    <>
      <PathHead path={[{ label: object.plural, href: `/${object.path}` }]} title={title} />
      <EmptyState
        icon={History}
        title={t('card.notYet', { at: formatInstant(language, asOf) })}
        actions={
          <ButtonLink look="primary" to="/$object/$id" params={{ object: object.path, id }}>
            {t('card.backToNow')}
          </ButtonLink>
        }
      />
    </>
  )
}

function Deleted({ object, deleted }: { object: DescribedObject; deleted: DeletedRecord }) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const { id, title, at, by, reason } = deleted
  const restoring = useRestoring(object)
  const when = formatInstant(language, at)
  // The log tells milliseconds and keeps finer ones: one before, it was there for certain.
  const before = new Date(Date.parse(at) - 1).toISOString()
  const { deeds, dialog } = useDeedsOfDeleted(object, deleted, before)
  return (
    <>
      <PathHead path={[{ label: object.plural, href: `/${object.path}` }]} title={title ?? object.label} />
      {dialog}
      <Restoring object={object} restoring={restoring} id={id} title={title ?? ''} />
      <EmptyState
        icon={Trash2}
        title={title === null ? t('card.wasDeleted') : t('card.wasDeletedWhat', { title })}
        actions={
          <>
            {object.may.includes('create') && (
              <Button look="primary" onClick={() => void restoring.bringBack(id, title ?? '')}>
                {t('list.restoreIt')}
              </Button>
            )}
            <ButtonLink
              to="/$object/$id/history"
              params={{ object: object.path, id }}
              search={{ asOf: before }}
            >
              {t('card.seeBefore')}
            </ButtonLink>
            {deeds.map(({ label, onChoose }) => (
              <Button key={label} onClick={onChoose}>
                {label}
              </Button>
            ))}
          </>
        }
      >
        {by ? t('card.deletedBy', { who: by.title, at: when }) : t('card.deletedAt', { at: when })}
        {reason && ` ${t('card.deletedWhy', { reason })}`}
      </EmptyState>
    </>
  )
}

/** The log still holds all of a person who was deleted: that is told and erased from here. */
function useDeedsOfDeleted(object: DescribedObject, { id, title }: DeletedRecord, before: string) {
  const { personal } = useShell()
  const was = useQuery({
    queryKey: ['was a person', object.path, id, before],
    enabled: object.base === 'party' && (personal.report || personal.erase),
    retry: false,
    queryFn: ({ signal }) =>
      api.get<ApiRecord>(`/${object.path}/${id}`, { signal, query: { asOf: before, fields: 'kind' } }),
  })
  const { items, dialog } = usePersonDeeds({ object, id, title: title ?? object.label })
  return { dialog, deeds: was.data && isPerson(object, was.data) ? items : [] }
}

/** The record is there, and plays this role no more, or never did. */
function RoleEnded({
  object,
  id,
  roles,
}: {
  object: DescribedObject
  id: string
  roles: readonly DescribedObject[]
}) {
  const { t } = useTranslation()
  const [face = object] = roles
  const { data } = useQuery({ ...recordQuery(face, id), retry: false })
  const title = String(data?.record[face.title] ?? object.label)
  const restoring = useRestoring(object)
  const mayTry = object.may.includes('create')
  const trial = useQuery({
    queryKey: ['comes back', object.path, id],
    enabled: mayTry,
    retry: false,
    queryFn: ({ signal }) => api.post(`/${object.path}/${id}/restore?dryRun=true`, {}, { signal }),
  })
  return (
    <>
      <PathHead path={[{ label: object.plural, href: `/${object.path}` }]} title={title} />
      <Restoring object={object} restoring={restoring} id={id} title={title} />
      <EmptyState
        icon={Unlink}
        title={t('card.roleEnded', { title, role: object.label })}
        actions={
          <>
            {mayTry && trial.isSuccess && (
              <Button look="primary" onClick={() => void restoring.bringBack(id, title)}>
                {t('list.restoreIt')}
              </Button>
            )}
            {roles.map(({ path, label, name }) => (
              <ButtonLink key={name} to="/$object/$id" params={{ object: path, id }}>
                {label}
              </ButtonLink>
            ))}
          </>
        }
      >
        {t('card.roleEndedHint')}
      </EmptyState>
    </>
  )
}

function useRestoring(object: DescribedObject) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return useBringBack(
    object,
    (title) => t('list.restored', { title }),
    () => queries.invalidateQueries(),
  )
}

interface RestoringProps {
  object: DescribedObject
  restoring: ReturnType<typeof useRestoring>
  id: string
  title: string
}

/** Why it did not come back, and what is to stand in place of a value that another record has by now. */
function Restoring({ object, restoring, id, title }: RestoringProps): ReactNode {
  const { problem, taken, bringBack } = restoring
  if (problem === null) return null
  return (
    <div className="col g12 missing-restore">
      <Note tone="bad">{problem}</Note>
      {taken && (
        <OtherValues
          object={object}
          faults={taken.faults}
          onRestore={(values) => void bringBack(id, title, values)}
        />
      )}
    </div>
  )
}
