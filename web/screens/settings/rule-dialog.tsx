import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { ConditionFor } from './for-whom.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { Rule } from './obligatory-page.tsx'

export interface RuleDialogProps {
  objects: readonly DescribedObject[]
  onClose: () => void
}

/** What can be asked for: a field, a paper of a kind, a proof; the last two only before a step. */
type Asked = { value: string; label: string; rule: Rule; needsStep: boolean }

/** What is to be obligatory, before which step, and under which condition, as sentences. */
export function RuleDialog({ objects, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  const model = useModel()
  const queries = useQueryClient()
  const [name, setName] = useState(objects.find((object) => object.isRole)?.name ?? '')
  const [chosen, setChosen] = useState<string | null>(null)
  const [before, setBefore] = useState<string | null>(null)
  const [where, setWhere] = useState<Record<string, unknown> | null>(null)
  const object = objects.find((one) => one.name === name)
  const asked = object ? everythingOf(model, object, (by) => t('settings.provedBy', { by })) : []
  const steps = (object?.actions ?? []).filter(({ brings }) => brings === null)
  const what = asked.find(({ value }) => value === chosen)
  const save = async () => {
    const rule = {
      ...(what?.rule ?? { require: '' }),
      ...(before === null ? {} : { before }),
      ...(where === null ? {} : { when: where }),
    }
    await api.patch(`/objects/${name}/rules`, { add: [rule] })
    await queries.invalidateQueries()
  }
  const choose = (next: string | null) => {
    setChosen(next)
    const needsStep = asked.find(({ value }) => value === next)?.needsStep === true
    if (needsStep) setBefore(before ?? steps[0]?.name ?? null)
  }
  return (
    <FormDialog
      title={t('settings.newRule')}
      size="large"
      does={t('settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.object')} required>
            <Select
              value={name}
              options={objects.map((one) => ({ value: one.name, label: one.plural }))}
              clearable={false}
              onChange={(next) => (setName(next ?? ''), setChosen(null), setBefore(null), setWhere(null))}
            />
          </FieldFrame>
          <FieldFrame label={t('settings.field')} required problem={faultOf('add.0')}>
            <Select value={chosen} options={asked} onChange={choose} />
          </FieldFrame>
          <FieldFrame label={t('settings.before')}>
            <Select
              value={before ?? ''}
              options={[
                ...(what?.needsStep ? [] : [{ value: '', label: t('settings.beforeEach') }]),
                ...steps.map((one) => ({
                  value: one.name,
                  label: t('settings.beforeStep', { action: one.label.replace('…', '') }),
                })),
              ]}
              onChange={(next) => setBefore(next || null)}
            />
          </FieldFrame>
          {object && (
            <ConditionFor
              key={name}
              {...{ object, where }}
              label={t('settings.underCondition')}
              onChange={setWhere}
            >
              {where === null && <span className="t3">{t('settings.alwaysUnless')}</span>}
            </ConditionFor>
          )}
        </>
      )}
    </FormDialog>
  )
}

function everythingOf(
  model: DescribedModel,
  object: DescribedObject,
  proved: (by: string) => string,
): readonly Asked[] {
  const fields = object.fields
    .filter((one) => !one.derived && !one.system && !one.readOnly && one.value.kind !== 'lines')
    .map(({ name, label }) => ({ value: name, label, rule: { require: name }, needsStep: false }))
  const proofs = object.proofs.map(({ kind, label, field }) => ({
    ...{ value: `proved.${kind}`, label: proved(label), needsStep: true },
    rule: { require: field, proved: kind },
  }))
  return [...fields, ...papersOf(model, object), ...proofs]
}

/** Papers by their kinds, as far as records of the object have papers. */
function papersOf(model: DescribedModel, object: DescribedObject): readonly Asked[] {
  const field = object.fields.find(({ settings }) => settings['of'] === 'partyFile')
  const target = model.objects.find(({ name }) => name === 'partyFile')
  const kinds = (target && fieldOf(target, 'kind')?.choices) ?? []
  if (!field) return []
  return kinds.map(({ value, label }) => ({
    ...{ value: `${field.name}.${value}`, label: `${field.label} · ${label}`, needsStep: true },
    rule: { require: field.name, having: { kind: value } },
  }))
}
