import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, useModel } from '../../api/model.ts'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { FilterSentences } from '../list/filter-builder.tsx'
import { FormDialog } from './form-dialog.tsx'
import type { Rule } from './obligatory-page.tsx'

interface AskDialogProps {
  objects: readonly DescribedObject[]
  onClose: () => void
}

/** A field or paper that is asked for: of whom, whether it is obligatory, and whether ours is shown. */
export function AskDialog({ objects, onClose }: AskDialogProps) {
  const { t } = useTranslation()
  const model = useModel()
  const queries = useQueryClient()
  const [name, setName] = useState(objects[0]?.name ?? '')
  const [chosen, setChosen] = useState<string | null>(null)
  const [where, setWhere] = useState<Record<string, unknown> | null>(null)
  const [shown, setShown] = useState(false)
  const [needed, setNeeded] = useState(false)
  const object = objects.find((one) => one.name === name)
  const options = object ? optionsOf(model, objects, object) : []
  const what = options.find(({ value }) => value === chosen)
  const step = what?.having ? 'verify' : 'submit'
  const steps = objects.flatMap(({ actions }) => actions)
  const stepLabel = steps.find((one) => one.name === step)?.label.replace('…', '') ?? step
  const save = async () => {
    const common = {
      ...(what?.having ? { having: what.having } : {}),
      ...(where === null ? {} : { when: where }),
    }
    const field = what?.field ?? ''
    // Of what others say of a record at least one is asked for.
    const isLinked = object !== undefined && fieldOf(object, field)?.derived === true
    const added: Rule[] = [
      { ask: field, ...common, ...(shown && !what?.having ? { shown: true } : {}) },
      ...(needed ? [{ require: field, before: step, ...(isLinked ? { having: {} } : {}), ...common }] : []),
    ]
    await api.patch(`/objects/${name}/rules`, { add: added })
    await queries.invalidateQueries()
  }
  return (
    <FormDialog
      title={t('settings.askNew')}
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
              options={objects.map((one) => ({
                value: one.name,
                label: one.isRole ? one.plural : t('settings.askEverybody'),
              }))}
              clearable={false}
              onChange={(next) => (setName(next ?? ''), setChosen(null), setWhere(null))}
            />
          </FieldFrame>
          <FieldFrame label={t('settings.field')} required problem={faultOf('add.0')}>
            <Select value={chosen} options={options} onChange={setChosen} />
          </FieldFrame>
          <Switch value={needed} label={t('settings.askNeed', { action: stepLabel })} onChange={setNeeded} />
          {!what?.having && <Switch value={shown} label={t('settings.askShow')} onChange={setShown} />}
          {object && (
            <section className="col g8" aria-label={t('settings.underCondition')}>
              <span className="b">{t('settings.underCondition')}</span>
              {where === null && <span className="t3">{t('settings.alwaysUnless')}</span>}
              <FilterSentences key={name} object={object} where={where} begin={null} onChange={setWhere} />
            </section>
          )}
        </>
      )}
    </FormDialog>
  )
}

type Option = { value: string; label: string; field: string; having?: { kind: string } }

/** The fields that the action may name, as far as this object has them, and papers by their kinds. */
function optionsOf(
  model: DescribedModel,
  objects: readonly DescribedObject[],
  object: DescribedObject,
): Option[] {
  const inputs = objects.flatMap(({ actions }) => actions.find(({ name }) => name === 'askData')?.input ?? [])
  const choicesOf = (name: string) => inputs.find((one) => one.name === name)?.choices ?? []
  const fields = choicesOf('fields').flatMap(({ value }): Option[] => {
    const field = fieldOf(object, value)
    return field ? [{ value, label: field.label, field: value }] : []
  })
  const papers = object.fields.find(({ settings }) => settings['of'] === 'partyFile')
  if (!papers || !model.objects.some(({ name }) => name === 'partyFile')) return fields
  return [
    ...fields,
    ...choicesOf('papers').map(({ value, label }) => ({
      ...{ value: `${papers.name}.${value}`, label: `${papers.label} · ${label}` },
      ...{ field: papers.name, having: { kind: value } },
    })),
  ]
}
