import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedObject } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { FieldInput, toApi } from '../../fields/field-input.tsx'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'

export interface AddRelatedProps {
  object: DescribedObject
  /** Values that are given by where one is: the customer of a new link. */
  fixed: Record<string, unknown>
  /** Said in place of “Add …”. */
  title?: string
  /** The fields that are asked for before the others, in this order. */
  first?: readonly string[]
  leaveOut?: readonly string[]
  onClose: () => void
  /** What is to be said of the values as they stand. */
  children?: (record: ApiRecord) => ReactNode
}

/** What is put in where nothing is written; what is known only when it is saved (`$today`) stays open. */
function shownDefault({ settings }: DescribedField): unknown {
  const value = settings['default'] ?? null
  return typeof value === 'string' && value.startsWith('$') ? null : value
}

/** A small form for a record that is tied to the one in view. */
export function AddRelated({ object, fixed, onClose, ...more }: AddRelatedProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const fault = problem instanceof ApiProblem ? problem : null
  const fields = askedFields(object, [...Object.keys(fixed), ...(more.leaveOut ?? [])], more.first)
  const title = more.title ?? t('card.add', { what: insideText(language, object.label) })
  const record = { ...fixed, ...values, id: '' } as ApiRecord
  const add = async () => {
    setBusy(true)
    try {
      const given = Object.fromEntries(
        fields
          .filter((field) => values[field.name] !== undefined)
          .map((field) => [field.name, toApi(field, values[field.name])]),
      )
      const tied = Object.fromEntries(
        Object.entries(fixed).map(([name, value]) => [name, (value as { id: string }).id]),
      )
      const confirmed = fault?.warnings.map(({ code }) => code) ?? []
      const options = confirmed.length > 0 ? { confirmed } : {}
      const { change } = await api.act(`/${object.path}`, { ...given, ...tied }, options)
      toastWithUndo(queries, t('card.added', { what: object.label }), change)
      await queries.invalidateQueries()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onFinish={() => void add()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('card.cancel')}
          </Button>
          <Button size="tall" look="primary" keys="Ctrl+Enter" busy={busy} onClick={() => void add()}>
            {fault && fault.warnings.length > 0 ? t('card.allTheSame') : t('card.addIt')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {fields.map((field, at) => (
          <FieldFrame
            key={field.name}
            label={field.label}
            required={field.required}
            {...(field.help ? { hint: field.help } : {})}
            problem={fault?.at(field.name) ? { tone: 'bad', message: fault.at(field.name) } : undefined}
          >
            <FieldInput
              field={field}
              value={field.name in values ? values[field.name] : shownDefault(field)}
              record={record}
              autoFocus={at === 0}
              onChange={(value) => setValues({ ...values, [field.name]: value })}
            />
          </FieldFrame>
        ))}
        {more.children?.(record)}
        {fault?.warnings.map(({ code, message }) => (
          <Note key={code} tone="warn">
            {message}
          </Note>
        ))}
        {problem !== null && !(fault && fault.errors.length + fault.warnings.length > 0) && (
          <Note tone="bad">{problemWords(problem, t)}</Note>
        )}
      </div>
    </Dialog>
  )
}

/** The fields of the card that one may fill in, those named first at the top. */
function askedFields(object: DescribedObject, without: readonly string[], first: readonly string[] = []) {
  const names = object.card.flatMap((section) => section.fields)
  const asked = object.fields.filter(
    (field) =>
      names.includes(field.name) &&
      field.change &&
      !field.derived &&
      !field.readOnly &&
      field.value.kind !== 'lines' &&
      !without.includes(field.name),
  )
  const place = ({ name }: DescribedField) => (first.includes(name) ? first.indexOf(name) : first.length)
  return asked.toSorted((left, right) => place(left) - place(right))
}
