import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../../api/model.ts'
import { Button } from '../../../ui/button.tsx'
import { Segments } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { builtInRight, fieldRight, grantedFields, withBuiltInRight, withFieldRight } from './edited-grants.ts'
import type { EditedGrant, FieldRight } from './edited-grants.ts'

export interface FieldsDialogProps {
  object: DescribedObject
  line: EditedGrant
  onChange: (line: EditedGrant) => void
  onClose: () => void
}

/** What a line shows and lets change: all built-in fields at once, or field by field. */
export function FieldsDialog({ object, line, onChange, onClose }: FieldsDialogProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const fields = grantedFields(object).filter(({ label }) =>
    label.toLowerCase().includes(typed.trim().toLowerCase()),
  )
  return (
    <Dialog
      open
      title={t('rights.fieldsOf', { what: object.plural })}
      subtitle={t('rights.fieldsHint')}
      onClose={onClose}
      actions={
        <Button size="tall" look="primary" onClick={onClose}>
          {t('list.done')}
        </Button>
      }
    >
      <div className="rights-fields">
        <SearchField value={typed} onChange={setTyped} label={t('rights.findField')} />
        {typed === '' && (
          <FieldLine
            label={t('rights.builtIn')}
            right={builtInRight(line) ?? 'none'}
            strong
            onChange={(right) => onChange(withBuiltInRight(line, object, right))}
          />
        )}
        {fields.map((field) => (
          <FieldLine
            key={field.name}
            label={field.label}
            right={fieldRight(line, object, field.name)}
            isFixed={field.derived || field.readOnly}
            onChange={(right) => onChange(withFieldRight(line, object, field.name, right))}
          />
        ))}
        {fields.length === 0 && <p className="t3">{t('rights.noField')}</p>}
      </div>
    </Dialog>
  )
}

function FieldLine({
  label,
  right,
  strong,
  isFixed,
  onChange,
}: {
  label: string
  right: FieldRight
  strong?: boolean
  isFixed?: boolean
  onChange: (right: FieldRight) => void
}) {
  const { t } = useTranslation()
  const choices = (['none', 'see', 'change'] as const).filter((one) => one !== 'change' || !isFixed)
  return (
    <div className="rights-field">
      <span className={`grow ${strong ? 'bb' : ''}`}>{label}</span>
      <Segments
        label={label}
        value={isFixed && right === 'change' ? 'see' : right}
        choices={choices.map((value) => ({ value, label: t(`rights.fieldRights.${value}`) }))}
        onChange={onChange}
      />
    </div>
  )
}
