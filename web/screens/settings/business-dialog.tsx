import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isChanged, targetOf, useModel, type DescribedField, type DescribedObject } from '../../api/model.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { Option } from '../../ui/pick.ts'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FilterSentences } from '../list/filter-builder.tsx'
import type { BusinessField, Dealing } from './business-of.tsx'
import { FormDialog } from './form-dialog.tsx'

export interface BusinessDialogProps {
  object: DescribedObject
  business: readonly BusinessField[]
  dealing: Dealing | null
  onSave: (dealing: Dealing) => Promise<void>
  onClose: () => void
}

/** Of which kind records are, with whom, while what holds, and what ends them. */
export function BusinessDialog({ object, business, dealing, onSave, onClose }: BusinessDialogProps) {
  const { t } = useTranslation()
  const model = useModel()
  const queries = useQueryClient()
  const kinds = business[0]?.kinds ?? []
  const [kind, setKind] = useState(dealing?.kind ?? 'deal')
  const [fields, setFields] = useState<readonly string[]>(
    dealing?.with ?? business.slice(0, 1).map(({ field }) => field),
  )
  const [where, setWhere] = useState<Record<string, unknown> | null>(dealing?.while ?? null)
  const [end, setEnd] = useState<string | null>(dealing?.close ? JSON.stringify(dealing.close) : null)
  const [keeper, setKeeper] = useState<string | null>(dealing?.handOver ?? null)
  const keepers = object.fields.filter((field) => isChanged(field) && targetOf(model, field)?.name === 'user')
  const ends = object.fields.flatMap((field) => endsBy(field, t('values.yes'), t('values.no')))
  const save = async () => {
    const close = end === null ? null : (JSON.parse(end) as Record<string, unknown>)
    const open = where ?? (close && untilThen(close))
    await onSave({
      ...{ kind, with: fields },
      ...(open === null ? {} : { while: open }),
      ...(close === null ? {} : { close }),
      ...(keeper === null ? {} : { handOver: keeper }),
    })
    toast(t('settings.businessSaved'))
    await queries.invalidateQueries()
  }
  const toggle = (field: string) =>
    setFields(fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field])
  return (
    <FormDialog
      title={t('settings.businessNew')}
      subtitle={object.plural}
      size="large"
      does={t('settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {() => (
        <>
          <FieldFrame label={t('settings.businessKind')} required>
            <Select
              value={kind}
              options={kinds}
              clearable={false}
              onChange={(next) => setKind(next ?? 'deal')}
            />
          </FieldFrame>
          <fieldset className="col g4 business-with">
            <legend className="b">{t('settings.businessWith')}</legend>
            {business.map(({ field, label }) => (
              <Checkbox
                key={field}
                value={fields.includes(field)}
                label={label}
                onChange={() => toggle(field)}
              />
            ))}
          </fieldset>
          <section className="col g8" aria-label={t('settings.businessWhile')}>
            <span className="b">{t('settings.businessWhile')}</span>
            <span className="t3">{t('settings.businessWhileHint')}</span>
            <FilterSentences object={object} where={where} begin={null} onChange={setWhere} />
          </section>
          <FieldFrame label={t('settings.businessEnd')} hint={t('settings.businessEndHint')}>
            <Select value={end} options={ends} onChange={setEnd} />
          </FieldFrame>
          {keepers.length > 0 && (
            <FieldFrame label={t('settings.businessKeeper')} hint={t('settings.businessKeeperHint')}>
              <Select
                value={keeper}
                options={keepers.map(({ name, label }) => ({ value: name, label }))}
                onChange={setKeeper}
              />
            </FieldFrame>
          )}
        </>
      )}
    </FormDialog>
  )
}

/** Without a condition of its own it is open until that which ends it is so. */
function untilThen(close: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(close).map(([name, value]) => [name, { not: value }]))
}

/** What may be written to end it: a yes, a no, or one of the choices. */
function endsBy(
  { name, label, change, derived, control, choices }: DescribedField,
  yes: string,
  no: string,
): Option[] {
  if (!change || derived) return []
  const option = (value: unknown, words: string): Option => ({
    value: JSON.stringify({ [name]: value }),
    label: `${label}: ${words}`,
  })
  if (control.edit === 'yes-no') return [option(true, yes), option(false, no)]
  return control.edit === 'choice' ? (choices ?? []).map((one) => option(one.value, one.label)) : []
}
