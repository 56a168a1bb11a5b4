import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord } from '../../api/model.ts'
import { Checkbox, Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { choicesToSend } from './choice-rows.tsx'
import type { Choice } from './choice-rows.tsx'
import { isFieldKind } from './field-kinds.ts'
import { FormDialog } from './form-dialog.tsx'
import { SettingInput } from './setting-input.tsx'
import type { FieldSetting } from './setting-input.tsx'
import { useFormulaTrial } from './use-formula-trial.ts'

type Kind = { name: string; settings: readonly FieldSetting[] }
type Grant = { see: boolean; change: boolean }
/** Kinds whose values follow from others: nobody fills them in. */
const derived = new Set(['formula', 'collection', 'sequenceNumber'])

/** A new field of any kind, with the settings of its kind, and who sees it. */
export function NewField({ object, onClose }: { object: string; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [kind, setKind] = useState('text')
  const [words, setWords] = useState({ label: '', help: '', required: false })
  const [settings, setSettings] = useState<Record<string, unknown>>({})
  const [grants, setGrants] = useState<Record<string, Grant>>({})
  const { data: kinds } = useQuery({
    queryKey: ['field-types'],
    queryFn: () => api.get<{ items: Kind[] }>('/field-types'),
  })
  const options = (kinds?.items ?? []).map(({ name }) => ({
    value: name,
    label: isFieldKind(name) ? t(`settings.kinds.${name}`) : name,
  }))
  const isDerived = derived.has(kind)
  const input = {
    type: kind,
    label: words.label,
    ...(words.help ? { help: words.help } : {}),
    ...(words.required && !isDerived ? { required: true } : {}),
    ...asSent(settings),
    grants: Object.entries(grants)
      .filter(([, grant]) => grant.see)
      .map(([post, grant]) => ({ post, see: true, change: grant.change && !isDerived })),
  }
  const place = `/objects/${object}/fields`
  const formula = kind === 'formula' ? String(settings['formula'] ?? '') : ''
  const trial = useFormulaTrial(formula, 'POST', place, { ...input, label: words.label || 'Formula' })
  const save = async () => {
    await api.post(place, input)
    toast(t('settings.fieldAdded', { name: words.label }))
    await queries.invalidateQueries()
  }
  const chosen = kinds?.items.find(({ name }) => name === kind)
  return (
    <FormDialog title={t('settings.newField')} does={t('settings.addIt')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.label')} required problem={faultOf('label') ?? faultOf('name')}>
            <TextInput value={words.label} onChange={(label) => setWords({ ...words, label })} autoFocus />
          </FieldFrame>
          <FieldFrame label={t('settings.kind')} required problem={faultOf('type')}>
            <Select
              value={kind}
              options={options}
              onChange={(next) => (setKind(next ?? 'text'), setSettings({}))}
            />
          </FieldFrame>
          {chosen?.settings.map((setting) => (
            <SettingInput
              key={`${kind} ${setting.name}`}
              object={object}
              kind={kind}
              setting={setting}
              settings={settings}
              faultOf={(field) => faultOf(field) ?? (field === 'formula' ? trial.fault : undefined)}
              hint={setting.name === 'formula' && trial.isRight ? t('settings.formulaRight') : undefined}
              onChange={(value) => setSettings((now) => withSetting(now, setting.name, value))}
            />
          ))}
          <FieldFrame label={t('settings.help')} hint={t('settings.helpHint')} problem={faultOf('help')}>
            <TextInput value={words.help} onChange={(help) => setWords({ ...words, help })} />
          </FieldFrame>
          {!isDerived && (
            <Switch
              value={words.required}
              label={t('settings.required')}
              onChange={(required) => setWords({ ...words, required })}
            />
          )}
          <Grants grants={grants} isDerived={isDerived} onChange={setGrants} />
        </>
      )}
    </FormDialog>
  )
}

/** A setting that was emptied is not sent. */
function withSetting(
  settings: Record<string, unknown>,
  name: string,
  value: unknown,
): Record<string, unknown> {
  const { [name]: _before, ...others } = settings
  return value === null || value === '' ? others : { ...others, [name]: value }
}

function asSent(settings: Record<string, unknown>): Record<string, unknown> {
  const { values, ...others } = settings
  return Array.isArray(values) ? { ...others, values: choicesToSend(values as Choice[]) } : others
}

interface GrantsProps {
  grants: Record<string, Grant>
  isDerived: boolean
  onChange: (grants: Record<string, Grant>) => void
}

function Grants({ grants, isDerived, onChange }: GrantsProps) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['list', 'posts', 'of a new field'],
    queryFn: () =>
      api.get<{ items: readonly ApiRecord[] }>('/posts', {
        query: { limit: 200, fields: 'name,administrator', sort: 'name' },
      }),
  })
  const posts = (data?.items ?? []).filter((post) => post['administrator'] !== true)
  if (posts.length === 0) return null
  const set = (id: string, grant: Grant) => onChange({ ...grants, [id]: grant })
  return (
    <fieldset className="col g8">
      <legend className="b">{t('settings.whoSees')}</legend>
      <p className="t3">{t('settings.whoSeesHint')}</p>
      {posts.map((post) => {
        const grant = grants[post.id] ?? { see: false, change: false }
        const name = String(post['name'])
        return (
          <div key={post.id} className="settings-grants" role="group" aria-label={name}>
            <span className="cut">{name}</span>
            <Checkbox
              value={grant.see}
              label={t('settings.sees')}
              onChange={(see) => set(post.id, { see, change: see && grant.change })}
            />
            {!isDerived && (
              <Checkbox
                value={grant.change}
                label={t('settings.mayChange')}
                onChange={(change) => set(post.id, { see: change || grant.see, change })}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
