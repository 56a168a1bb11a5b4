import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf, targetOf, useModel } from '../../api/model.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { FieldInput } from '../../fields/field-input.tsx'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

type Rule = {
  require?: string
  when?: Record<string, unknown>
  having?: Record<string, unknown>
  before?: string
  must?: string
}
type Kept = { object: DescribedObject; rule: Rule; others: Rule[] }

/** Which fields the office wants filled in, everywhere or only in a country or a category. */
export function ObligatoryPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const model = useModel()
  const [adding, setAdding] = useState(false)
  const objects = model.objects.filter(
    (object) => !object.system && !object.owned && object.roles.length === 0,
  )
  const answers = useQueries({
    queries: objects.map(({ name }) => ({
      queryKey: ['rules', name],
      queryFn: () => api.get<{ items: Rule[] }>(`/objects/${name}/rules`),
    })),
  })
  const rules: Kept[] = objects.flatMap((object, at) => {
    const all = answers[at]?.data?.items ?? []
    return all.flatMap((rule) =>
      rule.require === undefined ? [] : [{ object, rule, others: all.filter((one) => one !== rule) }],
    )
  })
  const beforeOf = ({ object, rule }: Kept) => {
    if (rule.before === undefined) return t('settings.beforeEach')
    const action = object.actions.find(({ name }) => name === rule.before)
    return t('settings.beforeStep', { action: action?.label.replace('…', '') ?? rule.before })
  }
  const remove = ({ object, rule, others }: Kept) =>
    act(api.put(`/objects/${object.name}/rules`, { rules: others }), t('settings.ruleGone'), () =>
      api.put(`/objects/${object.name}/rules`, { rules: [...others, rule] }),
    )
  return (
    <SettingsPage
      page="obligatory"
      problem={problem}
      actions={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.newRule')}
        </Button>
      }
    >
      <p className="t2 settings-lead">{t('settings.obligatoryNote')}</p>
      <PlainTable
        label={t('frame.settingsPages.obligatory')}
        waiting={answers.some(({ isPending }) => isPending)}
        heads={[t('settings.object'), t('settings.field'), t('settings.when'), t('settings.before')]}
        empty={<p className="t3 card-none">{t('settings.noRules')}</p>}
        rows={rules.map((kept, at) => ({
          key: `${kept.object.name} ${at}`,
          cells: [
            kept.object.plural,
            <Required key="field" kept={kept} />,
            <Condition key="when" kept={kept} />,
            beforeOf(kept),
          ],
          deeds: (
            <Button size="small" onClick={() => void remove(kept)}>
              {t('settings.remove')}
            </Button>
          ),
        }))}
      />
      {adding && <NewRule objects={objects} onClose={() => setAdding(false)} />}
    </SettingsPage>
  )
}

/** What is asked for: a field, or a paper of a kind. */
function Required({ kept: { object, rule } }: { kept: Kept }) {
  const model = useModel()
  const field = fieldOf(object, rule.require ?? '')
  const label = field?.label ?? rule.require
  const kind = rule.having?.['kind']
  if (typeof kind !== 'string' || !field) return label
  const target = model.objects.find((one) => one.name === field.settings['of'])
  const choice = target && fieldOf(target, 'kind')?.choices?.find(({ value }) => value === kind)
  return `${label} · ${choice?.label ?? kind}`
}

/** When a field is obligatory, in words: its country, its category, or that there is a condition. */
function Condition({ kept: { object, rule } }: { kept: Kept }) {
  const { t } = useTranslation()
  const model = useModel()
  const language = useLanguage()
  const parts = Object.entries(rule.when ?? {}).map(([name, value]) => {
    const field = fieldOf(object, name)
    return { field, value, target: field && targetOf(model, field) }
  })
  const records = useQueries({
    queries: parts.map(({ target, value }) => ({
      queryKey: ['record', target?.name, value, 'title'],
      queryFn: () =>
        api.get<ApiRecord>(`/${target?.path}/${String(value)}`, { query: { fields: target?.title } }),
      enabled: target !== undefined && typeof value === 'string',
    })),
  })
  if (parts.length === 0) return t('settings.always')
  const said = parts.map(({ field, value, target }, at) => {
    if (!field || typeof value !== 'string') return null
    if (target) return `${field.label}: ${String(records[at]?.data?.[target.title] ?? '…')}`
    const option = codeOptions(field, language).find((one) => one.value === value)
    return `${field.label}: ${option?.label ?? value}`
  })
  return said.includes(null) ? t('settings.otherCondition') : said.join(', ')
}

function NewRule({ objects, onClose }: { objects: readonly DescribedObject[]; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState<string | null>(objects.find((object) => object.isRole)?.name ?? null)
  const [field, setField] = useState<string | null>(null)
  const [before, setBefore] = useState<string | null>(null)
  const [when, setWhen] = useState<Record<string, unknown>>({})
  const object = objects.find((one) => one.name === name)
  const papers = usePaperKinds(object)
  const fields = (object?.fields ?? []).filter(
    (one) => !one.derived && !one.system && !one.readOnly && one.value.kind !== 'lines',
  )
  const actions = (object?.actions ?? []).filter(({ brings }) => brings === null)
  const paper = papers.find(({ value }) => value === field)
  const save = async () => {
    const { items } = await api.get<{ items: Rule[] }>(`/objects/${name}/rules`)
    const given = Object.entries(when).filter(([, value]) => value !== null && value !== undefined)
    const parts = given.map(([key, value]) => [
      key,
      typeof value === 'object' ? (value as { id: string }).id : value,
    ])
    const rule = {
      require: paper ? paper.field : field,
      ...(paper ? { having: { kind: paper.kind } } : {}),
      ...(before === null ? {} : { before }),
      ...(parts.length > 0 ? { when: Object.fromEntries(parts) as object } : {}),
    }
    await api.put(`/objects/${name}/rules`, { rules: [...items, rule] })
    await queries.invalidateQueries()
  }
  const conditions = [
    { name: 'country', label: t('settings.onlyCountry') },
    { name: 'category', label: t('settings.onlyCategory') },
  ].flatMap((one) => {
    const found = object && fieldOf(object, one.name)
    return found ? [{ ...one, field: found }] : []
  })
  return (
    <FormDialog title={t('settings.newRule')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.object')} required>
            <Select
              value={name}
              options={objects.map((one) => ({ value: one.name, label: one.plural }))}
              onChange={(next) => (setName(next), setField(null), setBefore(null), setWhen({}))}
            />
          </FieldFrame>
          <FieldFrame label={t('settings.field')} required problem={faultOf('require')}>
            <Select
              value={field}
              options={[...fields.map((one) => ({ value: one.name, label: one.label })), ...papers]}
              onChange={(next) => (
                setField(next),
                papers.some(({ value }) => value === next) && setBefore(before ?? actions[0]?.name ?? null)
              )}
            />
          </FieldFrame>
          <FieldFrame label={t('settings.before')}>
            <Select
              value={before ?? ''}
              options={[
                ...(paper ? [] : [{ value: '', label: t('settings.beforeEach') }]),
                ...actions.map((one) => ({
                  value: one.name,
                  label: t('settings.beforeStep', { action: one.label.replace('…', '') }),
                })),
              ]}
              onChange={(next) => setBefore(next || null)}
            />
          </FieldFrame>
          {conditions.map((one) => (
            <FieldFrame key={one.name} label={one.label}>
              <FieldInput
                field={one.field}
                value={when[one.name] ?? null}
                record={null}
                onChange={(value) => setWhen({ ...when, [one.name]: value })}
              />
            </FieldFrame>
          ))}
        </>
      )}
    </FormDialog>
  )
}

/** Papers by their kinds, as far as records of the object have papers. */
function usePaperKinds(object: DescribedObject | undefined) {
  const model = useModel()
  const field = object?.fields.find(({ settings }) => settings['of'] === 'partyFile')
  const target = model.objects.find(({ name }) => name === 'partyFile')
  const kinds = (target && fieldOf(target, 'kind')?.choices) ?? []
  if (!field) return []
  return kinds.map(({ value, label }) => ({
    value: `${field.name}.${value}`,
    label: `${field.label} · ${label}`,
    field: field.name,
    kind: value,
  }))
}
