import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { FieldInput } from '../../fields/field-input.tsx'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { FilterSentences } from '../list/filter-builder.tsx'
import '../list/list.css'
import { FormDialog, type FaultOf } from './form-dialog.tsx'
import { ruledObject } from './ruled-object.ts'
import { ConditionWords } from '../list/condition-words.tsx'

export interface RetentionRuleDialogProps {
  /** The object of the rules themselves. */
  rules: DescribedObject
  /** Null: a new one. */
  rule: ApiRecord | null
  onClose: () => void
}

type Values = Record<string, unknown>

/** A rule of retention: about whom, under which condition, for how long, and what then. */
export function RetentionRuleDialog({ rules, rule, onClose }: RetentionRuleDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [begun] = useState<Values>(() => startOf(rules, rule))
  const [values, setValues] = useState(begun)
  const set = (name: string) => (value: unknown) => setValues((now) => ({ ...now, [name]: value }))
  const mayChange = rules.may.includes(rule ? 'change' : 'create')
  const keep = async () => {
    if (!mayChange) return
    const { change } = rule
      ? await api.patch(`/${rules.path}/${rule.id}`, changesOf(begun, values))
      : await api.act(`/${rules.path}`, values)
    const what = rules.label
    toastWithUndo(
      queries,
      rule ? t('entry.saved', { title: String(values['name'] ?? '') }) : t('card.added', { what }),
      change,
    )
    await queries.invalidateQueries()
  }
  const drop = async () => {
    if (!rule) return
    const { change } = await api.drop(`/${rules.path}/${rule.id}`)
    toastWithUndo(queries, t('settings.deleted', { title: String(rule['name'] ?? '') }), change)
    await queries.invalidateQueries()
    onClose()
  }
  const plain = (name: string, faultOf: FaultOf) => {
    const field = rules.fields.find((one) => one.name === name)
    if (!field) return null
    return (
      <FieldFrame
        label={field.label}
        required={field.required}
        {...(field.help ? { hint: field.help } : {})}
        problem={faultOf(name)}
      >
        <FieldInput field={field} value={values[name] ?? null} record={rule} onChange={set(name)} />
      </FieldFrame>
    )
  }
  return (
    <FormDialog
      title={
        rule ? String(rule['name'] ?? '') : t('settings.add', { what: insideText(language, rules.label) })
      }
      does={t(rule ? 'settings.save' : 'settings.addIt')}
      onSave={keep}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          {plain('name', faultOf)}
          <About rules={rules} values={values} faultOf={faultOf} onChange={setValues} />
          {plain('months', faultOf)}
          {plain('outcome', faultOf)}
          {plain('ground', faultOf)}
          {plain('active', faultOf)}
          {rule && rules.may.includes('delete') && (
            <Button look="ghost" icon={Trash2} onClick={() => void drop()}>
              {t('settings.ruleDrop')}
            </Button>
          )}
        </>
      )}
    </FormDialog>
  )
}

interface AboutProps {
  rules: DescribedObject
  values: Values
  faultOf: FaultOf
  onChange: (values: Values) => void
}

/** Whose records the rule is about, counted from which of their days, and under which condition. */
function About({ rules, values, faultOf, onChange }: AboutProps) {
  const { t } = useTranslation()
  const model = useModel()
  const [building, setBuilding] = useState(false)
  const object = ruledObject(model, values['object'])
  const where = (values['where'] ?? null) as object | null
  const label = (name: string) => rules.fields.find((field) => field.name === name)?.label ?? name
  const people = model.objects.filter(({ base }) => ['party', 'user'].includes(base))
  const days = (object?.fields ?? []).filter(({ value }) => ['day', 'instant'].includes(value.kind))
  return (
    <>
      <FieldFrame label={label('object')} required problem={faultOf('object')}>
        <Select
          value={object?.name ?? null}
          options={people.map(({ name, plural }) => ({ value: name, label: plural }))}
          // A condition and a day are of the object that they were chosen for.
          onChange={(name) => onChange({ ...values, object: name, where: null, dayField: null })}
        />
      </FieldFrame>
      {object && (
        <>
          <FieldFrame label={label('where')} problem={faultOf('where')}>
            <div className="col g8">
              {!building && (
                <div className="row g8">
                  <span className="grow">
                    {where ? (
                      <ConditionWords object={object} where={where} />
                    ) : (
                      <span className="t3">{t('settings.ruleAll')}</span>
                    )}
                  </span>
                  <Button onClick={() => setBuilding(true)}>{t('settings.ruleChange')}</Button>
                </div>
              )}
              {building && (
                <div className="rights-builder">
                  <FilterSentences
                    key={object.name}
                    object={object}
                    where={where}
                    begin={null}
                    onChange={(next) => onChange({ ...values, where: next })}
                    onClose={() => setBuilding(false)}
                  />
                </div>
              )}
            </div>
          </FieldFrame>
          <FieldFrame label={label('dayField')} problem={faultOf('dayField')}>
            <Select
              value={(values['dayField'] as string | null | undefined) ?? null}
              placeholder={t('settings.ruleChanged')}
              options={days.map((field) => ({ value: field.name, label: field.label }))}
              clearable
              onChange={(name) => onChange({ ...values, dayField: name })}
            />
          </FieldFrame>
        </>
      )}
    </>
  )
}

const kept = ['name', 'object', 'where', 'dayField', 'months', 'outcome', 'ground', 'active'] as const

/** What was changed: of a condition that somebody does not see whole, what they see is sent to nobody. */
function changesOf(begun: Values, values: Values): Values {
  const isOther = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(begun[name])
  return Object.fromEntries(Object.entries(values).filter(isOther))
}

function startOf({ fields }: DescribedObject, rule: ApiRecord | null): Values {
  return Object.fromEntries(
    kept.map((name) => {
      const field = fields.find((one) => one.name === name)
      return [name, rule ? (rule[name] ?? null) : (field?.settings['default'] ?? null)]
    }),
  )
}
