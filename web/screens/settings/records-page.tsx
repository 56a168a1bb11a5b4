import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedObject } from '../../api/model.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { LoadFailed, NotThere } from '../../app/page-states.tsx'
import type { SettingsPage as PageKey } from '../../app/settings-menu.ts'
import { useShell } from '../../app/shell.ts'
import { ShowField } from '../../fields/show-value.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { valueText } from '../../fields/value-text.ts'
import { today } from '../../format/day.ts'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast-store.ts'
import { AddRelated } from '../card/add-related.tsx'
import { recordQuery } from '../card/card-data.ts'
import { CardSections } from '../card/card-sections.tsx'
import { PlainTable } from './plain-table.tsx'
import { Note } from '../../ui/band.tsx'
import { asked, keptOf, useKeeping } from './kept-users.ts'
import type { Keeping } from './kept-users.ts'
import { SettingsPage } from './settings-page.tsx'
import { useWaysIn } from './use-ways-in.tsx'
import { KeptParts, OwnRights, UserDeeds, UserParts } from './user-parts.tsx'

export interface RecordsPageProps {
  page: PageKey
  /** The objects whose records the page keeps, each in a section of its own. */
  objects: readonly string[]
  item?: string | undefined
  /** What stands before the one kind of records. */
  before?: ReactNode
}

/** A page of the settings that keeps records: lists them, adds one, and opens one to be changed in place. */
export function RecordsPage({ page, objects, item, before }: RecordsPageProps) {
  const model = useModel()
  const known = objects.flatMap((name) => objectNamed(model, name) ?? [])
  if (known.length === 0) return <NotThere />
  if (item !== undefined) return <OneRecord page={page} objects={known} item={item} />
  const [only] = known.length === 1 ? known : []
  return only ? (
    <OneKind page={page} object={only} before={before} />
  ) : (
    <SeveralKinds page={page} objects={known} />
  )
}

/** Where the page keeps one kind of records, its head says so, and adds one. */
function OneKind(props: { page: PageKey; object: DescribedObject; before?: ReactNode }) {
  const { page, object, before } = props
  const [adding, setAdding] = useState(false)
  const { me } = useShell()
  const keeping = useKeeping(object)
  return (
    <SettingsPage page={page} actions={<AddButton object={object} primary onPress={() => setAdding(true)} />}>
      {before}
      {before ? (
        <Section title={object.plural}>
          <Records page={page} object={object} />
        </Section>
      ) : (
        <Records page={page} object={object} />
      )}
      {adding && keeping && (
        <AddRelated object={asked(object, keeping, me.id)} fixed={{}} onClose={() => setAdding(false)} />
      )}
    </SettingsPage>
  )
}

function SeveralKinds({ page, objects }: { page: PageKey; objects: readonly DescribedObject[] }) {
  const [added, setAdded] = useState<DescribedObject | null>(null)
  return (
    <SettingsPage page={page}>
      {objects.map((object) => (
        <Section
          key={object.name}
          title={object.plural}
          actions={<AddButton object={object} onPress={() => setAdded(object)} />}
        >
          <Records page={page} object={object} />
        </Section>
      ))}
      {added && <AddRelated object={added} fixed={{}} onClose={() => setAdded(null)} />}
    </SettingsPage>
  )
}

function AddButton(props: { object: DescribedObject; primary?: boolean; onPress: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!props.object.may.includes('create')) return null
  return (
    <Button icon={Plus} {...(props.primary ? { look: 'primary' as const } : {})} onClick={props.onPress}>
      {t('settings.add', { what: insideText(language, props.object.label) })}
    </Button>
  )
}

function Records({ page, object }: { page: PageKey; object: DescribedObject }) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const list = object.lists.find((one) => one.name === 'all') ?? object.lists[0]
  const ways = useWaysIn(object)
  // In which language somebody reads says less than how they come in.
  const columns = (list?.columns ?? [object.title])
    .filter((name) => !ways || name !== 'language')
    .flatMap((name) => object.fields.find((field) => field.name === name) ?? [])
  const query = {
    limit: 100,
    fields: columns.map((field) => field.name).join(','),
    sort: list?.sort.join(','),
  }
  const { data, error, isPending, refetch, ...pages } = useInfiniteQuery({
    queryKey: ['list', 'settings', object.path, 'pages'],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<{ items: readonly ApiRecord[]; next: string | null }>(`/${object.path}`, {
        query: { ...query, after: pageParam },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const place = (record: ApiRecord) => ({ page, item: `${object.path}.${record.id}` })
  const explained: Readonly<Record<string, string>> = {
    currency: t('settings.noCurrencies'),
    exchangeRate: t('settings.noRates'),
    tag: t('settings.noTags'),
    userGroup: t('settings.noGroups'),
    substitution: t('settings.noSubstitutes'),
  }
  return (
    <>
      <PlainTable
        label={object.plural}
        waiting={isPending}
        empty={<p className="t3 card-none settings-lead">{explained[object.name] ?? t('settings.none')}</p>}
        {...(ways ? { widths: [...columns.map(({ name }) => ways.widthOf(name)), ...ways.widths] } : {})}
        heads={[...columns.map((field) => field.label), ...(ways?.heads ?? [])]}
        rows={(data?.pages ?? [])
          .flatMap(({ items }) => items)
          .map((record) => ({
            key: record.id,
            cells: [
              ...columns.map((field, at) => {
                const value =
                  field.value.kind === 'lines' ? (
                    <span key={field.name}>
                      {namesOfLines(record[field.name]) || <span className="t3">–</span>}
                    </span>
                  ) : (
                    <ShowField
                      key={field.name}
                      field={field}
                      record={record}
                      model={model}
                      context={context}
                      cell
                    />
                  )
                if (at > 0) return value
                return (
                  <Link key={field.name} className="b" to="/settings/$page/$item" params={place(record)}>
                    {value}
                  </Link>
                )
              }),
              ...(ways?.cellsOf(record.id) ?? []),
            ],
          }))}
      />
      {pages.hasNextPage && (
        <Button look="ghost" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('list.showMore')}
        </Button>
      )}
    </>
  )
}

/** What lines are about, of those that are not over: the posts of a user, the members of a group. */
function namesOfLines(lines: unknown): string {
  if (!Array.isArray(lines)) return ''
  const titles = (lines as Readonly<Record<string, unknown>>[])
    .filter(({ until }) => typeof until !== 'string' || until >= today())
    .flatMap((line) => {
      const named = Object.values(line).find(
        (one) => typeof one === 'object' && one !== null && 'title' in one,
      )
      return named ? [String((named as ApiReference).title)] : []
    })
  return titles.join(', ')
}

function OneRecord({
  page,
  objects,
  item,
}: {
  page: PageKey
  objects: readonly DescribedObject[]
  item: string
}) {
  const [path = '', id = ''] = item.split('.')
  const object = objects.find((one) => one.path === path)
  if (!object || id === '') return <NotThere />
  return <Opened page={page} object={object} id={id} />
}

function Opened(props: { page: PageKey; object: DescribedObject; id: string }) {
  const keeping = useKeeping(props.object)
  return keeping ? <OpenedRecord {...props} keeping={keeping} /> : <CardSkeleton />
}

function OpenedRecord({
  page,
  object: whole,
  id,
  keeping,
}: {
  page: PageKey
  object: DescribedObject
  id: string
  keeping: Keeping
}) {
  const { t } = useTranslation()
  const wholeModel = useModel()
  const context = useValueContext()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { me } = useShell()
  const { data, error, refetch } = useQuery(recordQuery(whole, id))
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const { record } = data
  const kept = keptOf(whole, wholeModel, keeping, me.id, record)
  const { object, model, why, isFixed } = kept
  const named = object.fields.find((field) => field.name === object.title)
  const title = (named && valueText(named, record[object.title], record, context)) || '–'
  const isUser = object.name === 'user' && me.administrator
  const remove = async () => {
    try {
      const { change } = await api.drop(`/${object.path}/${id}`)
      await navigate({ to: '/settings/$page', params: { page } })
      toastWithUndo(queries, t('settings.deleted', { title }), change)
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (problem) {
      toast(problemWords(problem, t))
    }
  }
  return (
    <SettingsPage
      page={page}
      item={title}
      actions={
        <>
          {object.name === 'user' && (
            <UserDeeds
              {...{ object, name: title, record }}
              user={id}
              enters={!keeping.everything && kept.enters}
              onDelete={object.may.includes('delete') ? remove : null}
            />
          )}
          {object.name !== 'user' && object.may.includes('delete') && (
            <Button onClick={() => void remove()}>{t('settings.delete')}</Button>
          )}
        </>
      }
    >
      {why && (
        <div className="settings-lead">
          <Note tone="ink">{t(`settings.whyKept.${why}`)}</Note>
        </div>
      )}
      <CardSections
        object={withoutGrants(object)}
        record={record}
        model={model}
        context={context}
        title={title}
        frozen={false}
        isFixed={isFixed}
      />
      {object.name === 'user' && !isUser && kept.reaches && (
        <KeptParts user={id} name={title} enters={kept.enters} />
      )}
      {isUser && <UserParts user={id} name={title} />}
      {object.name === 'userGroup' && <OwnRights path={object.path} id={id} />}
    </SettingsPage>
  )
}

/** Rights stand in the matrix, not among the fields of their holder. */
function withoutGrants(object: DescribedObject): DescribedObject {
  const card = object.card.map((section) => ({
    ...section,
    fields: section.fields.filter((name) => name !== 'grants'),
  }))
  return { ...object, card }
}
