import type { TFunction } from 'i18next'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedObject } from '../../api/model.ts'
import { useModel, useObject } from '../../api/model.ts'
import { ApiProblem, type FieldFault } from '../../api/problem.ts'
import { PathHead } from '../../app/head.tsx'
import { NotThere } from '../../app/page-states.tsx'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatTime } from '../../format/format-day.ts'
import { insideText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { Chip } from '../../ui/chip.tsx'
import { FieldFrame, type FieldProblem } from '../../ui/field-frame.tsx'
import { EntryFoot, FormColumns } from '../../ui/form-parts.tsx'
import { Section } from '../../ui/section.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { entryParts, gaps, isEmpty, partsOf, startValues, type EntryPart } from './entry-fields.ts'
import { EntrySide } from './entry-side.tsx'
import { isFaultOf, withLines } from './line-fields.ts'
import { useNeeds, type Need } from './requirements.ts'
import { SavedDialog } from './saved-dialog.tsx'
import { useHints } from './use-hints.ts'
import { useToldApart } from './use-told-apart.ts'
import { useRehearsal, useSimilar } from './use-rehearsal.ts'
import './entry.css'

/** A new record: hints before, checks on leaving a field, a preview all the time, and a number at the end. */
export default function EntryScreen() {
  const { object: path } = useParams({ strict: false }) as { object: string }
  const { t } = useTranslation()
  const object = useObject(path)
  if (!object) return <NotThere />
  if (!object.may.includes('create'))
    return <NotThere right={`${object.plural} – ${t('values.rights.create')}`} />
  return <Entry key={object.path} object={object} />
}

function Entry({ object }: { object: DescribedObject }) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const { name } = useSearch({ strict: false }) as { name?: string }
  const asDeclared = useMemo(() => entryParts(object, model), [object, model])
  const draft = useDraft<Record<string, unknown>>(`entry ${object.path}`, {
    ...startValues(asDeclared),
    ...(name ? { [object.title]: name } : {}),
  })
  const values = draft.value
  const { parts, fields } = useMemo(() => partsOf(asDeclared, object, values), [asDeclared, object, values])
  const given = useMemo(() => withLines(toInput(fields, values)), [fields, values])
  const rehearsal = useRehearsal(object, given)
  const similar = useSimilar(object, given)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const apart = useToldApart()
  const entry = useEntry(object, given, (saved) => {
    draft.drop()
    apart.keep(saved)
  })
  const guard = useUnsavedGuard(draft.touched && entry.saved === null, true)
  const faults = entry.problem?.errors ?? rehearsal.data?.errors ?? []
  const record = { ...values, ...rehearsal.data?.record, id: '' } as ApiRecord
  const needs = useNeeds(object, model, record, context)
  const asked = askedOf(faults, needs)
  const filled = rehearsal.data?.filled ?? {}
  const open = gaps(parts, values, asked, filled)
  const needed = fields.filter((field) => field.required || asked.has(field.name))
  const faultOf = (field: DescribedField) => {
    const fault = faultAt(faults, field.name, values)
    const isShown = fault && (entry.problem !== null || left.has(field.name))
    return isShown ? { tone: 'bad' as const, message: fault.message } : undefined
  }
  useShortcuts([
    {
      keys: 'Ctrl+Enter',
      label: t('entry.preview'),
      group: object.plural,
      run: () => entry.setAsking(true),
    },
  ])
  const nextGap = fields.find((field) => field.name === open[0])
  return (
    <>
      <PathHead
        path={[{ label: object.plural, href: `/${object.path}` }]}
        title={t('entry.title', { what: insideText(context.language, object.label) })}
        aside={
          draft.keptAt && (
            <Chip>{t('kit.draftKept', { time: formatTime(context.language, draft.keptAt) })}</Chip>
          )
        }
      />
      <FormColumns
        side={
          <EntrySide
            object={object}
            parts={parts}
            record={record}
            model={model}
            context={context}
            similar={entry.saved ? undefined : similar.data}
            apart={apart.ids}
            onApart={apart.add}
          />
        }
      >
        {parts.map((part) => (
          <EntryPartFields
            key={part.key}
            part={part}
            object={object}
            values={values}
            filled={filled}
            record={record}
            asked={asked}
            needs={needs}
            faultOf={faultOf}
            onLeave={(field) => setLeft((now) => new Set([...now, field]))}
            onChange={(field, value) => {
              entry.forget()
              draft.change((now) => ({ ...now, [field]: value }))
            }}
          />
        ))}
      </FormColumns>
      <EntryFoot
        filled={needed.length - open.length}
        needed={needed.length}
        {...(nextGap ? { nextGap: nextGap.label, onNextGap: () => focusField(nextGap.name) } : {})}
      >
        {entry.problem && (
          <span className="bad" role="alert">
            {entry.problem.message}
          </span>
        )}
        <Button look="primary" size="tall" keys="Ctrl+Enter" onClick={() => entry.setAsking(true)}>
          {t('entry.preview')}
        </Button>
      </EntryFoot>
      {entry.asking && (
        <ConfirmDialog
          object={object}
          parts={parts}
          record={record}
          model={model}
          context={context}
          faults={faults}
          warnings={entry.problem?.warnings ?? rehearsal.data?.warnings ?? []}
          busy={entry.busy}
          onClose={() => entry.setAsking(false)}
          onSave={entry.save}
        />
      )}
      {entry.saved && (
        <SavedDialog
          object={object}
          saved={entry.saved}
          onAnother={() => {
            draft.drop()
            entry.again()
          }}
        />
      )}
      {guard}
    </>
  )
}

/** The fields that the last rehearsal asked for, and those that are needed of such a record. */
function askedOf(faults: readonly FieldFault[], needs: readonly Need[]): ReadonlySet<string> {
  return new Set([
    ...faults.filter((fault) => fault.code === 'required').map((fault) => fault.field),
    ...needs.filter(({ holds }) => holds).map(({ field }) => field),
  ])
}

/** What was needed and is there is no fault: the answer to what was typed before is still on its way. */
function faultAt(
  faults: readonly FieldFault[],
  name: string,
  values: Readonly<Record<string, unknown>>,
): FieldFault | undefined {
  const filled = !isEmpty(values[name])
  return faults.find((one) => isFaultOf(one.field, name) && !(filled && one.code === 'required'))
}

interface EntryPartProps {
  part: EntryPart
  object: DescribedObject
  values: Readonly<Record<string, unknown>>
  filled: Readonly<Record<string, unknown>>
  record: ApiRecord
  asked: ReadonlySet<string>
  needs: readonly Need[]
  faultOf: (field: DescribedField) => FieldProblem | undefined
  onLeave: (field: string) => void
  onChange: (field: string, value: unknown) => void
}

/** A choice of few that is never empty stands in the head of its section, as what the section is about. */
function isHeadChoice(field: DescribedField): boolean {
  const open = field.choices?.filter(({ retired }) => !retired) ?? []
  return field.type === 'choice' && field.settings['default'] !== undefined && open.length <= 3
}

/** The fields of one section: what is long takes the whole line, the rest half of it. */
function EntryPartFields({
  part,
  object,
  values,
  filled,
  record,
  asked,
  needs,
  faultOf,
  onLeave,
  onChange,
}: EntryPartProps) {
  const { t } = useTranslation()
  const hintOf = useHints(values['country'])
  const [first] = part.fields
  const head = first && isHeadChoice(first) ? first : null
  const fields = head ? part.fields.slice(1) : part.fields
  // A name and the country that says how the rest is written share a line.
  const isLed = fields[0]?.name === object.title && fields[1]?.type === 'code'
  const widthOf = (field: DescribedField) => {
    if (isLed && field === fields[0]) return 'w2'
    if (isLed && field === fields[1]) return 'third'
    const isWide = field.name === object.title || field.type === 'longText'
    return isWide || field.name === 'addresses.street' ? 'whole' : 'half'
  }
  return (
    <Section
      title={part.label}
      actions={
        head && (
          <Segments
            label={head.label}
            value={String(values[head.name] ?? '')}
            choices={head.choices?.filter(({ retired }) => !retired) ?? []}
            onChange={(value) => onChange(head.name, value)}
          />
        )
      }
    >
      <div className="fields">
        {fields.map((field) => (
          <div key={field.name} id={`entry-${field.name}`} className={widthOf(field)}>
            <FieldFrame
              label={field.label}
              required={field.required || asked.has(field.name)}
              aside={needWords(needs, field, t)}
              hint={hintOf(field) ?? field.help ?? undefined}
              problem={faultOf(field)}
              reserve
            >
              <FieldInput
                {...shownOf(field, values, filled)}
                record={record}
                autoFocus={field.name === object.title}
                onChange={(value) => onChange(field.name, value)}
                onLeave={() => onLeave(field.name)}
              />
            </FieldFrame>
          </div>
        ))}
      </div>
    </Section>
  )
}

/** What fills itself stands there until something else does, and has nothing to be emptied. */
function shownOf(
  field: DescribedField,
  values: Readonly<Record<string, unknown>>,
  filled: Readonly<Record<string, unknown>>,
) {
  const value = values[field.name] ?? null
  const own = filled[field.name]
  return isEmpty(value) && own !== undefined
    ? { field: { ...field, required: true }, value: own }
    : { field, value }
}

/** For whom a field is obligatory, where it is not for all: "for Latvia", "for Subcontractor or Poland". */
function needWords(needs: readonly Need[], field: DescribedField, t: TFunction): string | undefined {
  const own = needs.filter((need) => need.field === field.name)
  if (own.length === 0 || own.some(({ always }) => always)) return undefined
  const places = own.flatMap(({ where }) => where ?? [])
  return places.length === own.length
    ? t('entry.obligatoryFor', { where: [...new Set(places)].join(' · ') })
    : t('entry.obligatorySometimes')
}

/** Saving: what was refused comes back to the form, where nothing that was typed is lost. */
function useEntry(object: DescribedObject, given: Record<string, unknown>, onSaved: (saved: string) => void) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [saved, setSaved] = useState<ApiRecord | null>(null)
  const save = async (confirmed: readonly string[]) => {
    setBusy(true)
    try {
      const record = await api.post<ApiRecord>(`/${object.path}`, given, { confirmed })
      setSaved(record)
      setAsking(false)
      onSaved(record.id)
      await queries.invalidateQueries()
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, 'unknown', String(error)))
      if (!(error instanceof ApiProblem) || error.warnings.length === 0) setAsking(false)
    }
    setBusy(false)
  }
  const again = () => {
    setSaved(null)
    void navigate({ to: '/$object/new', params: { object: object.path } })
  }
  return { asking, setAsking, busy, problem, forget: () => setProblem(null), saved, save, again }
}

/** The values in the form of the API, without what is empty. */
function toInput(
  fields: readonly DescribedField[],
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter((field) => !isEmpty(values[field.name]))
      .map((field) => [field.name, toApi(field, values[field.name])]),
  )
}

function focusField(name: string): void {
  document
    .getElementById(`entry-${name}`)
    ?.querySelector<HTMLElement>('input,textarea,button,[tabindex]')
    ?.focus()
}
