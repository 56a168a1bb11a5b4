import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import type { FieldFault } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'

interface OtherValuesProps {
  object: DescribedObject
  faults: readonly FieldFault[]
  onRestore: (values: Record<string, unknown>) => void
}

/**
 * Values that another record holds by now: others in their place, or none; references to what is gone, or to
 * whom nothing is begun with any more.
 */
export function OtherValues({ object, faults, onRestore }: OtherValuesProps) {
  const { t } = useTranslation()
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const restore = () =>
    onRestore(Object.fromEntries(faults.map(({ field: name }) => [name, values[name]?.trim() || null])))
  return (
    <div className="col g8">
      {faults.map(({ field: name, code }) => {
        const label = fieldOf(object, name)?.label ?? name
        // What it named is gone: it comes back without, and another one is chosen on its card.
        if (code === 'noSuchRecord') return <p key={name}>{t('list.comesWithout', { field: label })}</p>
        // Why is told above.
        if (code.startsWith('closed.')) return <p key={name}>{t('list.comesEmpty', { field: label })}</p>
        return (
          <FieldFrame key={name} label={label} hint={t('list.otherOrNone')}>
            <TextInput
              value={values[name] ?? ''}
              onChange={(value) => setValues((now) => ({ ...now, [name]: value }))}
            />
          </FieldFrame>
        )
      })}
      <span>
        <Button look="primary" onClick={restore}>
          {t('list.restoreIt')}
        </Button>
      </span>
    </div>
  )
}
