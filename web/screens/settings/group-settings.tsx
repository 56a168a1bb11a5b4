import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatNumber } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { codeOptions } from '../../fields/code-options.ts'
import { codeLabel } from '../../fields/value-text.ts'
import { NumberInput } from '../../ui/number-input.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea, TextInput } from '../../ui/text-input.tsx'
import { FormDialog } from './form-dialog.tsx'
import { useAct } from './use-act.ts'

type Setting = {
  key: string
  value: unknown
  isSecret: boolean
  isDecided: boolean
  field: {
    label: string
    type: string
    choices?: readonly { value: string; label: string }[]
    help?: string
    settings: Readonly<Record<string, unknown>>
  }
}

export interface GroupSettingsProps {
  title: string
  note?: string
  keys: readonly string[]
  /** What else there is to say of it. */
  children?: ReactNode
}

/** Some of what is decided once for the whole group: as it is, and to be changed together. */
export function GroupSettings({ title, note, keys, children }: GroupSettingsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [changing, setChanging] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['group settings'],
    queryFn: () => api.get<{ items: Setting[] }>('/settings'),
  })
  const shown = keys.flatMap((key) => data?.items.find((one) => one.key === key) ?? [])
  const words = ({ value, field, isSecret, isDecided }: Setting): string => {
    if (isSecret) return isDecided ? t('settings.secretKept') : '–'
    return several({ value, field })
  }
  const several = ({ value, field }: Pick<Setting, 'value' | 'field'>): string =>
    Array.isArray(value)
      ? (field.choices ?? []).flatMap((one) => (value.includes(one.value) ? [one.label] : [])).join(', ') ||
        '–'
      : one({ value, field })
  const one = ({ value, field }: Pick<Setting, 'value' | 'field'>) =>
    field.choices?.find((one) => one.value === value)?.label ??
    (typeof value === 'boolean'
      ? t(value ? 'values.yes' : 'values.no')
      : field.type === 'code' && typeof value === 'string'
        ? codeLabel(field, value, language)
        : typeof value === 'number'
          ? formatNumber(language, String(value))
          : String(value ?? '–'))
  return (
    <Section
      title={title}
      actions={shown.length > 0 && <Button onClick={() => setChanging(true)}>{t('security.change')}</Button>}
    >
      {note && <p className="t3 settings-lead">{note}</p>}
      {children}
      {error && !data && <LoadFailed error={error} reset={() => void refetch()} />}
      {!error && !data && <p className="t3 card-none">{t('kit.loading')}</p>}
      <KeyValue
        items={shown.map((one) => ({
          key: one.key,
          label: one.field.label,
          value: <span className="settings-value">{words(one)}</span>,
        }))}
      />
      {changing && <Change title={title} settings={shown} onClose={() => setChanging(false)} />}
    </Section>
  )
}

interface ChangeProps {
  title: string
  settings: readonly Setting[]
  onClose: () => void
}

function Change({ title, settings, onClose }: ChangeProps) {
  const { t } = useTranslation()
  const { act } = useAct()
  const [given, setGiven] = useState<Record<string, unknown>>({})
  const save = async () => {
    await api.patch('/settings', given)
    await act(Promise.resolve(), t('settings.kept'))
  }
  return (
    <FormDialog title={title} onSave={save} onClose={onClose}>
      {(faultOf) =>
        settings.map(({ key, value, field, isSecret, isDecided }) => {
          const now = key in given ? given[key] : value
          const set = (next: unknown) => setGiven({ ...given, [key]: next })
          const hint = isSecret ? t(isDecided ? 'security.secretKept' : 'security.secretHint') : field.help
          return (
            <FieldFrame key={key} label={field.label} hint={hint} problem={faultOf(key)}>
              {isSecret ? (
                <Secret
                  given={given[key]}
                  isKept={isDecided}
                  onChange={(next) => setGiven(withSecret(given, key, next))}
                />
              ) : (
                <Control field={field} now={now} onChange={set} />
              )}
            </FieldFrame>
          )
        })
      }
    </FormDialog>
  )
}

interface SecretProps {
  /** What was typed; null where the one that is kept is to go. */
  given: unknown
  isKept: boolean
  onChange: (next: string | null) => void
}

/** A secret that nobody reads again: another in its place, or none any more. */
function Secret({ given, isKept, onChange }: SecretProps) {
  const { t } = useTranslation()
  const id = useId()
  const goes = given === null
  return (
    <span className="col g6">
      <TextInput
        value={typeof given === 'string' ? given : ''}
        autoComplete="off"
        readOnly={goes}
        onChange={onChange}
      />
      {isKept && (
        <Checkbox
          id={id}
          label={t('security.secretRemove')}
          value={goes}
          onChange={(on) => onChange(on ? null : '')}
        />
      )}
    </span>
  )
}

/** What is left empty stays as it is kept. */
function withSecret(given: Record<string, unknown>, key: string, next: string | null): typeof given {
  const { [key]: _before, ...rest } = given
  return next === '' ? rest : { ...rest, [key]: next }
}

interface ControlProps {
  field: Setting['field']
  now: unknown
  onChange: (next: unknown) => void
}

function Control({ field, now, onChange }: ControlProps) {
  const language = useLanguage()
  const text = now === null || now === undefined ? '' : String(now)
  const set = (typed: string) => onChange(typed.trim() === '' ? null : typed)
  if (field.type === 'choices') {
    const value = Array.isArray(now) ? (now as string[]) : []
    return <Several choices={field.choices ?? []} value={value} onChange={onChange} />
  }
  if (field.choices) return <Select value={text} options={field.choices} onChange={onChange} />
  switch (field.type) {
    case 'yesNo':
      return <Switch value={now === true} label={field.label} onChange={onChange} />
    case 'longText':
      return <TextArea value={text} onChange={set} rows={5} />
    case 'code':
      return <Select value={text} options={codeOptions(field, language)} onChange={onChange} />
    case 'text':
      return <TextInput value={text} onChange={set} />
    default:
      return (
        <NumberInput
          value={text || null}
          onChange={(next) => onChange(next === null ? null : Number(next))}
        />
      )
  }
}

interface SeveralProps {
  choices: readonly { value: string; label: string }[]
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Any of a few, each to be ticked. */
function Several({ choices, value, onChange }: SeveralProps) {
  return (
    <span className="col g6">
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          value={value.includes(choice.value)}
          onChange={(on) =>
            onChange(
              choices.flatMap((each) =>
                (each.value === choice.value ? on : value.includes(each.value)) ? [each.value] : [],
              ),
            )
          }
        />
      ))}
    </span>
  )
}
