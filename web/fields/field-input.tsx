import type { ReactNode } from 'react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import type { ApiRecord, ApiReference, DescribedField } from '../api/model.ts'
import { targetOf, useModel } from '../api/model.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/checkbox.tsx'
import { DayInput } from '../ui/day-input.tsx'
import { MoneyInput, NumberInput } from '../ui/number-input.tsx'
import type { Option } from '../ui/pick.ts'
import { MultiSelect, Select } from '../ui/select.tsx'
import { TextArea, TextInput } from '../ui/text-input.tsx'
import { codeOptions } from './code-options.ts'
import { PostalAddressInput } from './postal-address-input.tsx'
import { referenceOptions } from './reference-options.ts'
import { useValueContext } from './use-value-context.ts'
import { currencyOf, fractionOf, percentOf } from './value-text.ts'

export interface FieldInputProps {
  field: DescribedField
  /** In the form of the API; a reference as `{ id, title }`, so that its title can be shown. */
  value: unknown
  onChange: (value: unknown) => void
  /** Checked on leaving, never while typing. */
  onLeave?: () => void
  /** The values around it: the currency of an amount, the country of a phone. */
  record?: ApiRecord | null
  autoFocus?: boolean
  'aria-label'?: string
}

/** The control that edits a field of any type. What it gives goes to the API as it is; empty is null. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { field, value, onChange, onLeave, record = null, autoFocus } = props
  const { t } = useTranslation()
  const context = useValueContext()
  const common = {
    ...(onLeave ? { onLeave } : {}),
    ...(autoFocus ? { autoFocus } : {}),
    ...(props['aria-label'] ? { 'aria-label': props['aria-label'] } : {}),
  }
  const text = plainText(value)
  const decimal = value === null || value === undefined || value === '' ? null : String(value)
  const { onLeave: _leave, ...plain } = common
  switch (field.control.edit) {
    case 'long-text':
      return (
        <TextArea
          {...common}
          value={text}
          onChange={(next) => onChange(next === '' ? null : next)}
          rows={3}
        />
      )
    case 'integer':
      return (
        <NumberInput
          {...common}
          value={decimal}
          onChange={(next) => onChange(next === null ? null : Number(next))}
          onUnread={onChange}
        />
      )
    case 'decimal':
      return <NumberInput {...common} value={decimal} onChange={onChange} onUnread={onChange} />
    case 'percent':
      return (
        <NumberInput
          {...common}
          unit="%"
          value={decimal === null ? null : percentOf(decimal)}
          onChange={(next) => onChange(next === null ? null : fractionOf(next))}
          onUnread={onChange}
        />
      )
    case 'money':
      return (
        <MoneyInput
          {...common}
          currency={currencyOf(field, record, context)}
          value={decimal}
          onChange={onChange}
          onUnread={onChange}
        />
      )
    case 'day':
      return <DayInput {...common} value={decimal} onChange={onChange} onUnread={onChange} />
    case 'yes-no':
      return (
        <Switch
          {...plain}
          value={value === true}
          onChange={onChange}
          label={value === true ? t('values.yes') : t('values.no')}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          value={text === '' ? null : text}
          options={choiceOptions(field)}
          clearable={mayBeEmpty(field)}
          onChange={(next) => onChange(next)}
        />
      )
    case 'choices':
      return (
        <MultiSelect {...plain} value={listOf(value)} options={choiceOptions(field)} onChange={onChange} />
      )
    case 'code':
      return (
        <Select
          {...common}
          value={text === '' ? null : text}
          options={codeOptions(field, context.language)}
          clearable={mayBeEmpty(field)}
          onChange={(next) => onChange(next)}
        />
      )
    case 'tags':
      return <TagsInput {...props} />
    case 'reference':
      return <ReferenceInput {...props} />
    case 'references':
      return <ReferencesInput {...props} />
    case 'file':
    case 'image':
      return <FileInput {...props} />
    case 'postal-address':
      return <PostalAddressInput value={value} onChange={onChange} {...(onLeave ? { onLeave } : {})} />
    case 'instant':
      return <InstantInput {...props} />
    default:
      return (
        <TextInput
          {...common}
          value={text}
          code={field.control.show === 'identifier'}
          onChange={(next) => onChange(next === '' ? null : next)}
        />
      )
  }
}

/** A field with a default is never empty: emptied, it gets the default again. */
function mayBeEmpty({ required, settings }: DescribedField): boolean {
  return !required && (settings['default'] ?? null) === null
}

function choiceOptions(field: DescribedField): Option[] {
  return (field.choices ?? [])
    .filter((choice) => !choice.retired)
    .map(({ value, label }) => ({ value, label }))
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function ReferenceInput({ field, value, onChange, onLeave, autoFocus, ...props }: FieldInputProps) {
  const object = targetOf(useModel(), field)
  const current = value as ApiReference | string | null | undefined
  const chosen = typeof current === 'string' ? { id: current, title: current } : (current ?? null)
  if (!object) return null
  const where = field.settings['where'] as object | undefined
  return (
    <Select
      value={chosen?.id ?? null}
      shown={chosen?.title}
      load={(typed, signal) => referenceOptions(object, typed, signal, where)}
      clearable={mayBeEmpty(field)}
      onChange={(id, option) => onChange(id === null ? null : { id, title: option?.label ?? id })}
      {...(onLeave ? { onLeave } : {})}
      {...(autoFocus ? { autoFocus } : {})}
      {...(props['aria-label'] ? { 'aria-label': props['aria-label'] } : {})}
    />
  )
}

function ReferencesInput({ field, value, onChange }: FieldInputProps) {
  const object = targetOf(useModel(), field)
  const chosen = (Array.isArray(value) ? value : []) as ApiReference[]
  const titles = useRef(new Map<string, string>())
  for (const one of chosen) titles.current.set(one.id, one.title ?? one.id)
  if (!object) return null
  const where = field.settings['where'] as object | undefined
  const load = async (typed: string, signal: AbortSignal) => {
    const options = await referenceOptions(object, typed, signal, where)
    for (const option of options) titles.current.set(option.value, option.label)
    return options
  }
  return (
    <MultiSelect
      value={chosen.map((one) => one.id)}
      load={load}
      drawChosen={(id) => <span className="chip">{titles.current.get(id) ?? id}</span>}
      onChange={(ids) => onChange(ids.map((id) => ({ id, title: titles.current.get(id) ?? null })))}
    />
  )
}

function TagsInput({ value, onChange }: FieldInputProps) {
  const chosen = listOf(value)
  const load = async (typed: string, signal: AbortSignal): Promise<Option[]> => {
    const where = typed.trim() === '' ? {} : { where: { name: { contains: typed.trim() } } }
    const { items } = await api.get<{ items: readonly { id: string; name: string }[] }>('/tags', {
      query: { limit: 30, fields: 'name', sort: 'name', ...where },
      signal,
    })
    return items.map(({ name }) => ({ value: name, label: name }))
  }
  return (
    <MultiSelect
      value={chosen}
      load={load}
      onChange={onChange}
      onCreate={(typed) => onChange([...chosen, typed.trim()])}
    />
  )
}

/** A day and a time of one's own place; what goes out is the instant. */
function InstantInput({ value, onChange, onLeave, autoFocus, ...props }: FieldInputProps) {
  const text = typeof value === 'string' ? localOf(value) : ''
  return (
    <span className="in">
      <input
        type="datetime-local"
        value={text}
        autoFocus={autoFocus}
        aria-label={props['aria-label']}
        onChange={(event) =>
          onChange(event.target.value === '' ? null : new Date(event.target.value).toISOString())
        }
        onBlur={onLeave}
      />
    </span>
  )
}

function localOf(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

type FileValue = { readonly id: string; readonly name: string }

function FileInput({ field, value, onChange }: FieldInputProps) {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const current = value as FileValue | null | undefined
  const upload = async (file: File) => {
    setState({ busy: true, problem: null })
    const form = new FormData()
    form.append('file', file)
    try {
      onChange(await api.post<FileValue>('/files', form, { timeoutMilliseconds: 0 }))
      setState({ busy: false, problem: null })
    } catch (error) {
      setState({ busy: false, problem: (error as Error).message })
    }
  }
  return (
    <span className="row g8">
      <input
        ref={input}
        id={id}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={field.label}
        accept={field.control.edit === 'image' ? 'image/*' : undefined}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void upload(file)
        }}
      />
      <Button onClick={() => input.current?.click()}>
        {state.busy ? t('values.uploading') : (current?.name ?? t('values.chooseFile'))}
      </Button>
      {current && (
        <Button look="ghost" onClick={() => onChange(null)}>
          {t('values.remove')}
        </Button>
      )}
      {state.problem && <span className="bad s">{state.problem}</span>}
    </span>
  )
}

/** What goes to the API for a value of this form: references by id, lines without what was only read. */
export function toApi(field: DescribedField, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (field.control.edit === 'reference' || field.control.edit === 'file' || field.control.edit === 'image') {
    return typeof value === 'object' ? (value as ApiReference).id : value
  }
  if (field.control.edit === 'references' && Array.isArray(value))
    return value.map((one) => (typeof one === 'object' ? (one as ApiReference).id : one))
  return field.control.show === 'data' && typeof value === 'string' ? readData(value) : value
}

/** What was written as JSON; the server says what is wrong with what is none. */
function readData(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}
