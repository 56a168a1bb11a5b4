import { useQuery } from '@tanstack/react-query'
import { Check, CircleCheck, CircleX, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { objectNamed, useModel } from '../../../api/model.ts'
import type { ApiRecord, DescribedObject } from '../../../api/model.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { referenceOptions } from '../../../fields/reference-options.ts'
import { useValueContext } from '../../../fields/use-value-context.ts'
import { valueText } from '../../../fields/value-text.ts'
import { Note } from '../../../ui/band.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { Option } from '../../../ui/pick.ts'
import { Select } from '../../../ui/select.tsx'
import { columnActions, grantedFields } from './edited-grants.ts'
import { useActionLabel } from './use-action-label.ts'

/** What `POST /api/v1/explain` says. */
interface Explanation {
  allowed: boolean
  because: string
  grants: readonly ExplainedGrant[]
  helping: readonly { id: string; name: string }[]
}

interface ExplainedGrant {
  grant: string
  post: string
  allows: boolean
  because: string
  asks: readonly string[]
}

export interface InspectorProps {
  /** Who is asked about first: the user whose page one comes from. */
  user?: Option | null
  /** Without a heading where the place says already what is asked. */
  isTitled?: boolean
}

/** Asks the rules that hold now: who may do what with which record, and why. */
export function Inspector({ user: first = null, isTitled = true }: InspectorProps) {
  const { t } = useTranslation()
  const model = useModel()
  const labelOf = useActionLabel()
  const [user, setUser] = useState<Option | null>(first)
  const [name, setName] = useState('customer')
  const [action, setAction] = useState('read')
  const [field, setField] = useState<string | null>(null)
  const [record, setRecord] = useState<Option | null>(null)
  const users = objectNamed(model, 'user')
  const objects = model.objects.filter((one) => !one.owned)
  const object = objects.find((one) => one.name === name) ?? objects[0]
  if (!object || !users) return null
  const actions = [...columnActions, ...object.actions.map((one) => one.name)]
  const answered = user && (
    <Answer object={object} user={user.value} action={action} field={field} record={record?.value ?? null} />
  )
  return (
    <section className="col g12" aria-label={t('rights.inspector')}>
      {isTitled && <h2 className="bb">{t('rights.inspector')}</h2>}
      <div className="rights-question">
        <span className="t3">{t('rights.who')}</span>
        <Select
          aria-label={t('rights.who')}
          value={user?.value ?? null}
          shown={user?.label}
          load={(typed, signal) => referenceOptions(users, typed, signal, { active: true })}
          onChange={(_, option) => setUser(option)}
        />
        <span className="t3">{t('rights.does')}</span>
        <Select
          aria-label={t('rights.does')}
          value={action}
          options={actions.map((value) => ({ value: value as string, label: labelOf(object, value) }))}
          onChange={(next) => setAction(next ?? 'read')}
        />
        <span className="t3">{t('rights.withWhat')}</span>
        <Select
          aria-label={t('rights.withWhat')}
          value={object.name}
          options={objects.map((one) => ({ value: one.name, label: one.plural }))}
          onChange={(next) => (
            setName(next ?? 'customer'),
            setField(null),
            setRecord(null),
            setAction('read')
          )}
        />
        <span className="t3">{t('rights.record')}</span>
        <Select
          aria-label={t('rights.record')}
          value={record?.value ?? null}
          shown={record?.label}
          placeholder={t('rights.anyRecord')}
          clearable
          load={(typed, signal) => referenceOptions(object, typed, signal)}
          onChange={(_, option) => setRecord(option)}
        />
        <span className="t3">{t('settings.field')}</span>
        <Select
          aria-label={t('settings.field')}
          value={field}
          placeholder={t('rights.anyField')}
          clearable
          options={grantedFields(object).map((one) => ({ value: one.name, label: one.label }))}
          onChange={setField}
        />
      </div>
      {answered ?? <p className="t3">{t('rights.askFirst')}</p>}
    </section>
  )
}

interface AnswerProps {
  object: DescribedObject
  user: string
  action: string
  field: string | null
  record: string | null
}

function Answer({ object, user, action, field, record }: AnswerProps) {
  const { t } = useTranslation()
  const asked = {
    user,
    object: object.name,
    action,
    ...(field === null ? {} : { field }),
    ...(record === null ? {} : { record }),
  }
  const { data, error } = useQuery({
    queryKey: ['explain', asked],
    retry: false,
    queryFn: ({ signal }) => api.post<Explanation>('/explain', asked, { signal }),
  })
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!data) return <p className="t3">{t('kit.loading')}</p>
  const isAlone = data.grants.length === 0
  // Of records that were shared each has a grant: asked about none of them, they say the same.
  const grants = [...new Map(data.grants.map((one) => [JSON.stringify({ ...one, grant: '' }), one])).values()]
  return (
    <div className="rights-explained" role="status">
      <header className={data.allowed ? 'yes' : 'no'}>
        <Icon of={data.allowed ? CircleCheck : CircleX} />
        <span className="bb">{data.allowed ? t('rights.mayDo') : t('rights.mayNotDo')}</span>
      </header>
      <div className="rights-why">
        {isAlone && <p>{data.because}</p>}
        {grants.map((grant, at) => (
          <div key={`${grant.grant} ${at}`} className="rights-change">
            <span className={grant.allows ? 'good' : 't3'}>
              <Icon of={grant.allows ? Check : X} size="s" />
            </span>
            <div className={grant.allows ? '' : 't2'}>
              <span className="b">{grant.post}</span>: {grant.because}
              {record !== null && grant.asks.length > 0 && (
                <RecordValues object={object} record={record} names={grant.asks} />
              )}
            </div>
          </div>
        ))}
        {data.helping.length > 0 && (
          <p className="t2">
            {t('rights.helping', { posts: data.helping.map(({ name }) => name).join(', ') })}
          </p>
        )}
      </div>
    </div>
  )
}

/** What the record holds in the fields that a condition asks: “Manager: Pēteris”. */
function RecordValues({
  object,
  record,
  names,
}: {
  object: DescribedObject
  record: string
  names: readonly string[]
}) {
  const context = useValueContext()
  const fields = object.fields.filter(({ name, value }) => names.includes(name) && value.kind !== 'lines')
  const { data } = useQuery({
    queryKey: ['record', object.name, record, 'asked', names],
    enabled: fields.length > 0,
    queryFn: ({ signal }) =>
      api.get<ApiRecord>(`/${object.path}/${record}`, {
        query: { fields: fields.map(({ name }) => name).join(',') },
        signal,
      }),
  })
  if (!data || fields.length === 0) return null
  return (
    <dl className="rights-values">
      {fields.map((field) => (
        <div key={field.name} className="row g8">
          <dt className="t3">{field.label}</dt>
          <dd className="b">{valueText(field, data[field.name], data, context) || '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
