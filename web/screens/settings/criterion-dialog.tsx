import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import type { DescribedObject } from '../../api/model.ts'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { ConditionFor } from './for-whom.tsx'
import { FormDialog } from './form-dialog.tsx'

export interface Criterion {
  id: string
  name: string
  object: string
  where: Record<string, unknown>
  action: string
  input: Record<string, unknown> | null
  automatic: boolean
  active: boolean
}

export interface CriterionDialogProps {
  criterion: Criterion | null
  onClose: () => void
}

/** A criterion as sentences, with how many it is about today and examples. */
export function CriterionDialog({ criterion, onClose }: CriterionDialogProps) {
  const { t } = useTranslation()
  const model = useModel()
  const queries = useQueryClient()
  const objects = model.objects.filter(({ actions }) => actions.some(({ brings }) => brings !== null))
  const [name, setName] = useState(criterion?.name ?? '')
  const [of, setOf] = useState(criterion?.object ?? objects[0]?.name ?? '')
  const [where, setWhere] = useState<Record<string, unknown> | null>(criterion?.where ?? null)
  const [deed, setDeed] = useState(criterion?.action ?? 'freeze')
  const [input, setInput] = useState<Record<string, unknown>>(criterion?.input ?? {})
  const object = objectNamed(model, of)
  const actions = (object?.actions ?? []).filter(({ brings }) => brings !== null)
  const action = actions.find((one) => one.name === deed)
  const asked = (action?.input ?? []).filter(({ name: one }) => one === 'reason' || one === 'memo')
  const save = async () => {
    const given = Object.fromEntries(
      asked
        .map((field) => [field.name, toApi(field, input[field.name] ?? null)] as const)
        .filter(([, value]) => value !== null),
    )
    const values = { name, object: of, where: where ?? {}, action: deed, input: given }
    if (criterion) await api.patch(`/criteria/${criterion.id}`, values)
    else await api.post('/criteria', values)
    await queries.invalidateQueries()
  }
  return (
    <FormDialog
      title={criterion ? criterion.name : t('settings.criterionNew')}
      size="large"
      does={t(criterion ? 'settings.save' : 'settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <FieldFrame
            label={t('settings.criterionName')}
            hint={t('settings.criterionNameHint')}
            required
            problem={faultOf('name')}
          >
            <TextInput value={name} onChange={setName} autoFocus />
          </FieldFrame>
          <FieldFrame label={t('settings.object')} required problem={faultOf('object')}>
            <Select
              value={of}
              options={objects.map((one) => ({ value: one.name, label: one.plural }))}
              clearable={false}
              onChange={(next) => {
                setOf(next ?? '')
                setWhere(null)
              }}
            />
          </FieldFrame>
          {object && (
            <ConditionFor key={of} {...{ object, where }} label={t('settings.when')} onChange={setWhere} />
          )}
          {object && <Preview object={object} where={where} />}
          <FieldFrame label={t('settings.criterionAction')} required problem={faultOf('action')}>
            <Select
              value={deed}
              options={actions.map((one) => ({ value: one.name, label: one.label.replace('…', '') }))}
              clearable={false}
              onChange={(next) => setDeed(next ?? '')}
            />
          </FieldFrame>
          {asked.map((field) => (
            <FieldFrame
              key={`${deed} ${field.name}`}
              label={field.label}
              problem={faultOf(`input.${field.name}`)}
            >
              <FieldInput
                field={{ ...field, required: false }}
                value={input[field.name] ?? null}
                onChange={(value) => setInput({ ...input, [field.name]: value })}
              />
            </FieldFrame>
          ))}
        </>
      )}
    </FormDialog>
  )
}

/** How many meet the condition today, and a few of them by name. */
function Preview({ object, where }: { object: DescribedObject; where: Record<string, unknown> | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ['list', 'criterion', object.path, JSON.stringify(where)],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly Record<string, unknown>[]; count: number }>(`/${object.path}`, {
        signal,
        query: { where: where ?? {}, limit: 3, fields: object.title, count: 'exact' },
      }),
    enabled: where !== null,
  })
  if (where === null || !data) return null
  const names = data.items.map((one) => String(one[object.title] ?? '')).join(' · ')
  return (
    <p className="t2" role="status">
      {t('settings.criterionPreview', { count: data.count, shown: formatCount(language, data.count) })}{' '}
      <span className="t3">{names}</span>
    </p>
  )
}
