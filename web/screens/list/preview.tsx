import { useQuery } from '@tanstack/react-query'
import { Mail, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { ShowField } from '../../fields/show-value.tsx'
import { formatAge } from '../../format/format-day.ts'
import { langOfText } from '../../format/language.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { KeyValue } from '../../ui/section.tsx'
import { isPerson, titleText } from './list-columns.tsx'
import type { List } from './use-list.ts'

/** At most so many facts fit at a glance. */
const mostFacts = 12

/** The record under the cursor, read only but for quick actions. */
export function Preview({ list, row }: { list: List; row: ApiRecord }) {
  const { t } = useTranslation()
  const { object, context } = list
  const { data } = useQuery({
    queryKey: ['record', object.path, row.id],
    queryFn: ({ signal }) => api.get<ApiRecord>(`/${object.path}/${row.id}`, { signal }),
  })
  const record = { ...data, ...row }
  const name = titleText(object, record, context)
  const number = typeof record['number'] === 'string' ? record['number'] : ''
  const phone = valueOf(list, record, 'phone')
  const email = valueOf(list, record, 'email')
  return (
    <>
      <div className="row g12">
        <Monogram name={name} person={isPerson(record)} size={32} />
        <div className="grow">
          <div className="bb preview-name" lang={langOfText(name)}>
            {name}
          </div>
          <div className="t3 s code">{number}</div>
        </div>
      </div>
      <div className="row g6 preview-deeds">
        <ButtonLink keys="Enter" to="/$object/$id" params={{ object: object.path, id: row.id }}>
          {t('list.open')}
        </ButtonLink>
        {phone && (
          <Button icon={Phone} onClick={() => location.assign(`tel:${phone}`)}>
            {t('list.call')}
          </Button>
        )}
        {email && (
          <Button icon={Mail} onClick={() => location.assign(`mailto:${email}`)}>
            {t('list.write')}
          </Button>
        )}
      </div>
      <h3>{t('list.atAGlance')}</h3>
      <KeyValue items={facts(list, record)} />
      <Lately list={list} id={row.id} />
    </>
  )
}

function valueOf({ object }: List, record: ApiRecord, show: 'phone' | 'email'): string | null {
  const field = object.fields.find((each) => each.control.show === show)
  const value = field && record[field.name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** The fields of the card in its order, only those that hold something. */
function facts({ object, context, model }: List, record: ApiRecord) {
  const names = object.card.flatMap((section) => section.fields)
  const fields = (names.length > 0 ? names : object.fields.map(({ name }) => name)).flatMap(
    (name) => fieldOf(object, name) ?? [],
  )
  const shown = fields.filter(
    (field) => field.name !== object.title && field.value.kind !== 'lines' && !isEmpty(record, field),
  )
  return shown.slice(0, mostFacts).map((field) => ({
    key: field.name,
    label: field.label,
    value: <ShowField field={field} record={record} model={model} context={context} />,
  }))
}

function isEmpty(record: ApiRecord, field: DescribedField): boolean {
  const value = record[field.name]
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What was last done with it; where history is closed or missing, nothing is said. */
function Lately({ list, id }: { list: List; id: string }) {
  const { t } = useTranslation()
  const model = useModel()
  const activities = model.objects.find(({ name }) => name === 'activity')
  const hasTalks =
    activities !== undefined &&
    list.object.fields.some((field) => field.value.kind === 'lines' && field.value.of === 'activity')
  const { data } = useQuery({
    queryKey: ['lately', list.object.path, id],
    enabled: hasTalks,
    retry: false,
    queryFn: ({ signal }) =>
      api.get<{ items: readonly { id: string; subject: string; kind: string; createdAt: string }[] }>(
        '/activities',
        {
          query: { where: { party: id }, sort: '-createdAt', limit: 4, fields: 'subject,kind,createdAt' },
          signal,
        },
      ),
  })
  if (!data || data.items.length === 0) return null
  const kind = activities && fieldOf(activities, 'kind')
  return (
    <>
      <h3>{t('list.lately')}</h3>
      <ul className="col g8">
        {data.items.map((each) => (
          <li key={each.id}>
            <span className="b">
              {kind?.choices?.find(({ value }) => value === each.kind)?.label ?? each.kind}
            </span>{' '}
            {each.subject}
            <div className="t3 s">{formatAge(list.context.language, each.createdAt)}</div>
          </li>
        ))}
      </ul>
    </>
  )
}
