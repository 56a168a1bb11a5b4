import type { TFunction } from 'i18next'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldOf } from '../../api/model.ts'
import type { DescribedField, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { formatCount } from '../../format/format-number.ts'
import type { Language } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { selectedCount } from '../../ui/grid/selection.ts'
import type { Selection } from '../../ui/grid/selection.ts'
import { Select } from '../../ui/select.tsx'
import { startBulk } from './bulk-change.ts'
import type { BulkPreview, BulkRequest, BulkWords } from './bulk-change.ts'
import { BulkForecast } from './bulk-forecast.tsx'
import { isEditable } from './cell-edit.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { deletion } from './deletion.ts'
import { expectedCount } from './expected-count.ts'
import { useChosen, useForecast } from './use-forecast.ts'
import type { List } from './use-list.ts'

/** What the dialog opens with: a field, an action, or a free choice. */
export interface BulkStart {
  field?: string
  action?: string
}

interface BulkDialogProps {
  list: List
  selection: Selection
  start: BulkStart
  onClose: () => void
  /** The chosen were deleted: there is nothing chosen any more. */
  onGone: () => void
}

type Values = Readonly<Record<string, unknown>>
const changesOf = 'changes'

/** A change of all that are chosen: fields, an action, or their end; it shows first what would happen. */
export function BulkDialog({ list, selection, start, onClose, onGone }: BulkDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { object } = list
  const [deed, setDeed] = useState(start.action ?? changesOf)
  const [names, setNames] = useState<readonly string[]>(start.field ? [start.field] : [''])
  const [values, setValues] = useState<Values>({})
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const isDeletion = deed === deletion
  const action = object.actions.find(({ name }) => name === deed)
  const where = useChosen(list, selection)
  const named = isDeletion ? deletion : (action?.name ?? null)
  const request = requestOf(list, where, named, action?.input ?? [], names, values)
  const { preview, problem } = useForecast(list, request, confirmed)
  const warnings = useKnownWarnings(deed, preview)
  const [failure, setFailure] = useState<string | null>(null)
  const chosen = selectedCount(selection, list.matches ?? 0)
  const count = (preview && expectedCount(preview)) ?? chosen
  const run = async () => {
    if (!request) return
    const ofFields = isDeletion ? t('list.deleteMany') : t('list.changeOfMany', { what: object.plural })
    const words = wordsOf(action?.label ?? ofFields, t, language, isDeletion)
    try {
      await startBulk(object, request, confirmed, words, () => void list.rows.reload())
      if (isDeletion) onGone()
      onClose()
    } catch (error) {
      setFailure(problemWords(error, t))
    }
  }
  const counted = (of: number) => ({ count: of, shown: formatCount(language, of) })
  const why = problem ?? (request ? t('list.nothingToChange') : t('list.sayWhatToChange'))
  return (
    <DeedDialog
      size="large"
      title={t(isDeletion ? 'list.deleteTitle' : 'list.changeTitle', counted(chosen))}
      subtitle={t('list.changeHint')}
      deed={t(isDeletion ? 'list.deleteNow' : 'list.changeNow', counted(count))}
      danger={isDeletion || action?.tone === 'danger'}
      reason={request && preview && count > 0 ? undefined : why}
      onDeed={() => void run()}
      onClose={onClose}
    >
      <div className="col g12">
        {deedsOf(object, t).length > 1 && (
          <DeedChoice
            list={list}
            value={deed}
            onChange={(next) => {
              setDeed(next)
              setValues({})
              setConfirmed([])
            }}
          />
        )}
        {action && <Inputs fields={action.input} values={values} onChange={setValues} />}
        {!action && !isDeletion && (
          <Changes list={list} names={names} values={values} onNames={setNames} onChange={setValues} />
        )}
        {warnings.map(({ code, message, count: of }) => (
          <Checkbox
            key={code}
            value={confirmed.includes(code)}
            label={t('list.doAllTheSame', { message, ...counted(of) })}
            onChange={(isOn) =>
              setConfirmed(isOn ? [...confirmed, code] : confirmed.filter((one) => one !== code))
            }
          />
        ))}
        <Said problem={failure ?? problem} />
        <BulkForecast
          list={list}
          preview={preview}
          names={action ? null : names}
          isDeletion={isDeletion}
          isAsked={request !== null}
        />
      </div>
    </DeedDialog>
  )
}

/** What has to be confirmed; it stays to be seen once it is, for then nothing tells of it any more. */
function useKnownWarnings(deed: string, preview: BulkPreview | null): BulkPreview['warnings'] {
  const [known, setKnown] = useState<{ deed: string; all: BulkPreview['warnings'] }>({ deed, all: [] })
  const before = known.deed === deed ? known.all : []
  const fresh = (preview?.warnings ?? []).filter(({ code }) => !before.some((one) => one.code === code))
  if (known.deed !== deed || fresh.length > 0) setKnown({ deed, all: [...before, ...fresh] })
  return before
}

function Said({ problem }: { problem: string | null }) {
  if (problem === null) return null
  return (
    <p className="bad" role="alert">
      {problem}
    </p>
  )
}

function wordsOf(title: string, t: TFunction, language: Language, isDeletion: boolean): BulkWords {
  const counted = (count: number) => ({ count, shown: formatCount(language, count) })
  return {
    title,
    changed: (count) => t(isDeletion ? 'list.deletedMany' : 'list.changed', counted(count)),
    refused: (count) => t('list.refusedCount', counted(count)),
    stopped: t('list.stopped'),
  }
}

function DeedChoice({
  list,
  value,
  onChange,
}: {
  list: List
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  return (
    <FieldFrame label={t('list.whatToDo')}>
      <Select
        value={value}
        options={deedsOf(list.object, t)}
        onChange={(next) => onChange(next ?? changesOf)}
      />
    </FieldFrame>
  )
}

/** What can be done with many: change their fields, each action, and delete them, as far as one may. */
function deedsOf({ may, actions }: DescribedObject, t: TFunction): { value: string; label: string }[] {
  return [
    ...(may.includes('change') ? [{ value: changesOf, label: t('list.changeFields') }] : []),
    ...actions.map(({ name, label }) => ({ value: name, label })),
    ...(may.includes('delete') ? [{ value: deletion, label: t('list.deleteMany') }] : []),
  ]
}

function requestOf(
  list: List,
  where: object | null,
  action: string | null,
  input: readonly DescribedField[],
  names: readonly string[],
  values: Values,
): BulkRequest | null {
  if (!where) return null
  if (action !== null) {
    if (input.some((field) => field.required && isBlank(values[field.name]))) return null
    const given = input.filter((field) => !isBlank(values[field.name]))
    return {
      where,
      action,
      input: Object.fromEntries(given.map((field) => [field.name, toApi(field, values[field.name])])),
    }
  }
  const fields = names.flatMap((name) => fieldOf(list.object, name) ?? [])
  // A value that was never touched is not asked for; one that was emptied is.
  const touched = fields.filter(({ name }) => values[name] !== undefined)
  if (touched.length === 0) return null
  return {
    where,
    changes: Object.fromEntries(touched.map((field) => [field.name, toApi(field, values[field.name])])),
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function Inputs({
  fields,
  values,
  onChange,
}: {
  fields: readonly DescribedField[]
  values: Values
  onChange: (values: Values) => void
}) {
  return fields.map((field) => (
    <FieldFrame
      key={field.name}
      label={field.label}
      required={field.required}
      {...(field.help ? { hint: field.help } : {})}
    >
      <FieldInput
        field={field}
        value={values[field.name] ?? null}
        onChange={(value) => onChange({ ...values, [field.name]: value })}
      />
    </FieldFrame>
  ))
}

interface ChangesProps {
  list: List
  names: readonly string[]
  values: Values
  onNames: (names: readonly string[]) => void
  onChange: (values: Values) => void
}

function Changes({ list, names, values, onNames, onChange }: ChangesProps) {
  const { t } = useTranslation()
  const options = list.object.fields
    .filter((field) => isEditable(field) && field.value.kind !== 'lines' && !field.unique)
    .map(({ name, label }) => ({ value: name, label }))
  const put = (at: number, next: string) => onNames(names.map((name, index) => (index === at ? next : name)))
  return (
    <div className="col g8">
      {names.map((name, at) => {
        const field = fieldOf(list.object, name)
        return (
          <div key={at} className="bulk-line">
            <Select
              aria-label={t('list.field')}
              value={name === '' ? null : name}
              options={options.filter(({ value }) => value === name || !names.includes(value))}
              onChange={(next) => put(at, next ?? '')}
            />
            <span className="grow">
              {field && (
                <FieldInput
                  aria-label={field.label}
                  field={field}
                  value={values[name] ?? null}
                  onChange={(value) => onChange({ ...values, [name]: value })}
                />
              )}
            </span>
            {names.length > 1 && (
              <Button
                look="ghost"
                square
                icon={X}
                label={t('kit.removeFilter', { what: field?.label ?? t('list.field') })}
                onClick={() => onNames(names.filter((_, index) => index !== at))}
              />
            )}
          </div>
        )
      })}
      <div>
        <Button look="ghost" icon={Plus} onClick={() => onNames([...names, ''])}>
          {t('list.anotherField')}
        </Button>
      </div>
    </div>
  )
}
