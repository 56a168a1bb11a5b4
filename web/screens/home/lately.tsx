import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { File } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import { fieldOf } from '../../api/model.ts'
import type { ApiRecord, DescribedModel } from '../../api/model.ts'
import { openedLately } from '../../app/opened-lately.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatAge } from '../../format/format-day.ts'
import { formatNumber } from '../../format/format-number.ts'
import { langOfText } from '../../format/language.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { Section } from '../../ui/section.tsx'
import { useStore } from '../../ui/use-store.ts'

type Page = { readonly items: readonly ApiRecord[] }

const most = 8

/** The partners that were changed last, whoever did it. */
export function ChangedLately({ model }: { model: DescribedModel }) {
  const { t } = useTranslation()
  const { menu } = useShell()
  const objects = (menu[0]?.items ?? [])
    .flatMap(({ key }) => model.objects.find((one) => one.name === key) ?? [])
    .slice(0, 3)
  const answers = useQueries({
    queries: objects.map((object) => ({
      queryKey: ['list', 'recent', object.path],
      queryFn: () =>
        api.get<Page>(`/${object.path}`, {
          query: {
            sort: '-updatedAt',
            limit: most,
            // What one may not see, one may not ask for either.
            fields: [object.title, 'updatedAt', 'kind'].filter((name) => fieldOf(object, name)).join(','),
          },
        }),
    })),
  })
  const lines = objects
    .flatMap((object, at) => (answers[at]?.data?.items ?? []).map((record) => ({ object, record })))
    .toSorted((one, other) => timeOf(other.record).localeCompare(timeOf(one.record)))
  // Who plays two roles is one partner.
  const shown = lines.filter(({ record }, at) => lines.findIndex((one) => one.record.id === record.id) === at)
  if (shown.length === 0) return null
  return (
    <Section title={t('home.recent')}>
      <ul className="home-lines">
        {shown.slice(0, most).map(({ object, record }) => (
          <Line
            key={record.id}
            path={object.path}
            id={record.id}
            title={String(record[object.title] ?? '–')}
            kind={object.label}
            partner={object.base === 'party'}
            person={record['kind'] === 'person' || object.name === 'contact'}
            at={timeOf(record)}
          />
        ))}
      </ul>
    </Section>
  )
}

/** What one had open in this browser. */
export function OpenedLately() {
  const { t } = useTranslation()
  const { me } = useShell()
  const { user, items } = useStore(openedLately)
  if (user !== me.id || items.length === 0) return null
  return (
    <Section title={t('home.opened')}>
      <ul className="home-lines">
        {items.slice(0, most).map((one) => (
          <Line key={one.id} {...one} />
        ))}
      </ul>
    </Section>
  )
}

interface LineProps {
  path: string
  id: string
  title: string
  kind: string
  partner: boolean
  person: boolean
  at: string
}

function Line({ path, id, title, kind, partner, person, at }: LineProps) {
  const { language } = useValueContext()
  return (
    <li className="home-line">
      {partner ? <Monogram name={title} person={person} /> : <Icon of={File} className="t3" />}
      <Link className="cut" to="/$object/$id" params={{ object: path, id }} lang={langOfText(title)}>
        {title}
      </Link>
      <span className="t3 s grow cut">{kind}</span>
      <span className="t3 s nowrap">{formatAge(language, at)}</span>
    </li>
  )
}

/** How much there is of what one may see. */
export function Figures() {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const { data: me } = useSuspenseQuery(meQuery)
  const counted = me.menu.flatMap((group) => group.items).filter(({ count }) => count !== undefined)
  return (
    <Section
      title={t('home.figures')}
      {...(me.mayImport
        ? {
            actions: (
              <ButtonLink look="ghost" to="/imports">
                {t('home.importFirst')}
              </ButtonLink>
            ),
          }
        : {})}
    >
      <ul className="home-lines">
        {counted.map(({ key, label, href, count }) => (
          <li key={key} className="home-line">
            <Link className="grow cut" to={href}>
              {label}
            </Link>
            <span className="tn b">{formatNumber(language, String(count))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function timeOf(record: ApiRecord): string {
  return String(record['updatedAt'] ?? '')
}
