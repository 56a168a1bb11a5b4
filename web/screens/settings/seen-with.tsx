import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { FaultOf } from './form-dialog.tsx'

export interface SeenWithProps {
  value: boolean
  faultOf: FaultOf
  onChange: (value: boolean) => void
}

/** Of a field that names records: whether one has to see those to see the record that names them. */
export function SeenWith({ value, faultOf, onChange }: SeenWithProps) {
  const { t } = useTranslation()
  return (
    <FieldFrame
      label={t('settings.seenWith')}
      hint={t('settings.seenWithHint')}
      problem={faultOf('seenWith')}
    >
      <Switch value={value} label={t('settings.seenWithOn')} onChange={onChange} />
    </FieldFrame>
  )
}
