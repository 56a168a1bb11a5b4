import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { daysBetween, today } from '../../format/day.ts'
import { formatNearDay } from '../../format/format-day.ts'
import { langOfText } from '../../format/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/section.tsx'

type Page = { readonly items: readonly ApiRecord[]; readonly count?: number }
type Ending = { object: DescribedObject; list: DescribedObject['lists'][number]; day: string }

const most = 6
const soonDays = 14

/** Lists called `ending` hold what ends soon, such as papers, by the day they are sorted by. */
export function EndingSoon({ model }: { model: DescribedModel }) {
  const lists = model.objects.flatMap((object): Ending[] => {
    const list = object.lists.find(({ name }) => name === 'ending')
    const [day] = list?.sort ?? []
    return list && day !== undefined && object.may.includes('read') ? [{ object, list, day }] : []
  })
  const answers = useQueries({
    queries: lists.map(({ object, list }) => ({
      queryKey: ['list', 'ending', object.path],
      queryFn: () =>
        api.get<Page>(`/${object.path}`, {
          query: { where: list.where, sort: list.sort.join(','), limit: most, count: 'exact' },
        }),
    })),
  })
  return lists.map((ending, at) => (
    <EndingList key={ending.object.name} {...ending} page={answers[at]?.data} model={model} />
  ))
}

interface EndingListProps extends Ending {
  page: Page | undefined
  model: DescribedModel
}

function EndingList({ object, list, day, page, model }: EndingListProps) {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const items = page?.items ?? []
  const count = page?.count ?? items.length
  if (items.length === 0) return null
  return (
    <Section title={list.label} count={count}>
      <ul className="home-lines">
        {items.map((record) => {
          const until = String(record[day] ?? '')
          const place = partnerOf(object, record, model) ?? { object: object.path, id: record.id }
          const title = String(record[object.title] ?? '–')
          return (
            <li key={record.id} className="home-line">
              <Icon of={iconOf(object.icon ?? '')} className="t3" />
              <Link className="grow cut" to="/$object/$id" params={place} lang={langOfText(title)}>
                {title}
                {'name' in place && <span className="t3">, {place.name}</span>}
              </Link>
              <span className={`s nowrap tn ${daysBetween(today(), until) <= soonDays ? 'warn b' : 't2'}`}>
                {formatNearDay(language, until)}
              </span>
            </li>
          )
        })}
      </ul>
      {count > most && (
        <Link
          className="link home-all"
          to="/$object"
          params={{ object: object.path }}
          search={{ view: list.name }}
        >
          {t('home.allOf', { count })}
        </Link>
      )}
    </Section>
  )
}

/** A paper is looked at on the card of its partner. */
function partnerOf(object: DescribedObject, record: ApiRecord, model: DescribedModel) {
  for (const { name, value } of object.fields) {
    const reference = record[name] as ApiReference | null | undefined
    if (value.kind !== 'reference' || !reference) continue
    const target = model.objects.find((one) => one.name === value.to)
    if (target && target.base === 'party' && target.may.includes('read'))
      return { object: target.path, id: reference.id, name: reference.title }
  }
  return null
}
