import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import { ChoiceRows } from './choice-rows.tsx'
import type { Choice } from './choice-rows.tsx'
import { isFieldKind } from './field-kinds.ts'
import type { FaultOf } from './form-dialog.tsx'
import { SeenWith } from './seen-with.tsx'

export interface FieldSetting {
  name: string
  type: string
  required?: boolean
  /** In English; where the interface has words of its own for it, those are shown. */
  help?: string
}

export interface SettingInputProps {
  object: string
  kind: string
  setting: FieldSetting
  settings: Record<string, unknown>
  faultOf: FaultOf
  hint?: string | undefined
  onChange: (value: unknown) => void
}

/** One setting of a kind of field, asked for in words of the interface's language. */
export function SettingInput({
  object,
  kind,
  setting,
  settings,
  faultOf,
  hint,
  onChange,
}: SettingInputProps) {
  const { t, i18n } = useTranslation()
  const words = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'settings.none') : otherwise)
  const label = words(`settings.settingNames.${setting.name}`, setting.name)
  const help = words(`settings.settingHelps.${kind}.${setting.name}`, setting.help ?? '')
  if (setting.name === 'seenWith')
    return <SeenWith value={settings[setting.name] === true} faultOf={faultOf} onChange={onChange} />
  if (setting.type === 'yesNo')
    return (
      <FieldFrame label={label} problem={faultOf(setting.name)}>
        <Switch value={settings[setting.name] === true} label={help || label} onChange={onChange} />
      </FieldFrame>
    )
  return (
    <FieldFrame
      label={label}
      required={setting.required ?? false}
      hint={hint ?? help}
      problem={faultOf(setting.name)}
    >
      <SettingControl {...{ object, setting, settings, onChange }} />
    </FieldFrame>
  )
}

type ControlProps = Pick<SettingInputProps, 'object' | 'setting' | 'settings' | 'onChange'>

function SettingControl({ object, setting, settings, onChange }: ControlProps) {
  const model = useModel()
  const text = String(settings[setting.name] ?? '')
  const few = useFewValues(setting.name)
  if (few) return <Select value={text || null} options={few} onChange={onChange} />
  switch (setting.type) {
    case 'object':
      return (
        <Select
          value={text || null}
          options={model.objects
            .filter((one) => setting.name === 'of' || !one.owned)
            .map((one) => ({ value: one.name, label: one.plural }))}
          onChange={onChange}
        />
      )
    case 'field': {
      const target = setting.name === 'via' ? String(settings['of'] ?? '') : object
      const fields = model.objects.find(({ name }) => name === target)?.fields ?? []
      return (
        <Select
          value={text || null}
          clearable
          options={fields
            .filter((field) => fits(setting.name, field.type))
            .map((field) => ({ value: field.name, label: field.label }))}
          onChange={onChange}
        />
      )
    }
    case 'choices':
      return (
        <ChoiceRows
          choices={(settings[setting.name] as readonly Choice[] | undefined) ?? []}
          kept={[]}
          onChange={(choices) => onChange(choices.length > 0 ? choices : null)}
        />
      )
    case 'formula':
      return <TextArea value={text} onChange={onChange} rows={3} />
    case 'integer':
      return (
        <TextInput
          value={text}
          inputMode="numeric"
          onChange={(typed) => onChange(/^-?\d+$/.test(typed) ? Number(typed) : typed)}
        />
      )
    default:
      return <TextInput value={text} onChange={onChange} />
  }
}

/** A currency stands in a field of currencies, a country in one of countries, `via` in a reference. */
function fits(setting: string, type: string): boolean {
  return setting === 'via' ? type === 'reference' : type === 'code'
}

/** Settings that know only a few values. */
function useFewValues(setting: string) {
  const { t } = useTranslation()
  const results = ['text', 'integer', 'decimal', 'money', 'percent', 'yesNo', 'day', 'instant'] as const
  const lists = ['country', 'currency', 'language'] as const
  if (setting === 'gives')
    return results
      .filter(isFieldKind)
      .map((kind) => ({ value: kind as string, label: t(`settings.kinds.${kind}`) }))
  if (setting === 'list')
    return lists.map((list) => ({ value: list as string, label: t(`settings.lists.${list}`) }))
  if (setting === 'check')
    return [
      { value: 'tax-number', label: t('settings.kinds.taxNumber') },
      { value: 'company-number', label: t('settings.companyNumber') },
    ]
  return null
}
