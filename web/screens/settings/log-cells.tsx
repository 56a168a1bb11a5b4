import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel, type DescribedModel, type DescribedObject } from '../../api/model.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { formatCount } from '../../format/format-number.ts'
import type { Language } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Difference } from '../../ui/timeline.tsx'
import { changeText } from '../card/change-value.ts'
import { WhatStayed } from '../card/what-stayed.tsx'
import { deedNamed, logSources } from './log-entry.ts'
import type { LogEntry } from './log-entry.ts'
import { openedKinds } from './rights/edited-grants.ts'

/** By whom, through what, and from which address. */
export function LogWho({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation()
  const source = logSources.find((one) => one === entry.source)
  return (
    <span className="in-words">
      {entry.by?.title ?? 'Kontor'}
      {source && <span className="t3"> · {t(`settings.logSources.${source}`)}</span>}
      {entry.from && <span className="t3"> · {entry.from}</span>}
    </span>
  )
}

/** At most so many fields of a change are told in a line; the rest at a press. */
const fewFields = 3

/** What was done: the deed, what it was about, and each field before and after. */
export function LogWhat({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation()
  const model = useModel()
  const context = useValueContext()
  const [isWhole, setIsWhole] = useState(false)
  const words = (name: string, value: unknown) => {
    const face = faceWith(model, entry.object, name)
    return face ? changeText(face, name, value, { record: null, model, context, t }) : plainWords(value)
  }
  // Of what was made or deleted the deed tells most: its fields stand behind a press.
  const few = entry.action === 'update' ? fewFields : 0
  const more = entry.changes.length - few
  const shown = isWhole ? entry.changes : entry.changes.slice(0, few)
  const about = aboutOf(entry, t, context.language)
  return (
    <span className="log-what">
      {entry.action !== 'update' && (
        <span>
          <span className="b">{deedOf(entry.action, model, t)}</span>
          {about && <span className="t2"> · {about}</span>}
        </span>
      )}
      {shown.map(({ field, label, ...values }) => {
        const [before, after] = [words(field, values.before), words(field, values.after)]
        return (
          <span key={field}>
            {/* What was destroyed since left nothing to show. */}
            {label} {before || after ? <Difference before={before} after={after} /> : <i className="t3">–</i>}
          </span>
        )
      })}
      {more > 0 && (
        <Button size="small" look="ghost" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole
            ? t('settings.logLess')
            : t(few > 0 ? 'settings.logMore' : 'settings.logFields', { count: more })}
        </Button>
      )}
      {entry.reason && <span className="t3">“{entry.reason}”</span>}
      {entry.kept !== undefined && <WhatStayed undo={entry.change} />}
    </span>
  )
}

/** What a deed was about that changed no record: fields that were read, a key, a field of the shape. */
function aboutOf({ details, record }: LogEntry, t: TFunction, language: Language): string | null {
  if (!details) return null
  const { labels, count, label, name, format, personalData, failures } = details
  if (Array.isArray(labels)) {
    const many = typeof count === 'number' ? count : 0
    const of = t('settings.logRecords', { count: many, shown: formatCount(language, many) })
    return [labels.join(', '), record ? '' : of].filter(Boolean).join(' · ')
  }
  if (personalData === true) return t('settings.logPersonal')
  if (typeof failures === 'number' && failures > 1) return t('settings.logFailures', { count: failures })
  const told = [label, name, format].find((one) => typeof one === 'string')
  return told === undefined ? null : told === format ? told.toUpperCase() : told
}

/** What was done: an action of an object by the words of its button. */
function deedOf(action: string, { objects }: DescribedModel, t: TFunction): string {
  const [verb = '', of = ''] = action.split(':')
  const [face, name] = of.split('.')
  const does = objects.find((one) => one.name === face)?.actions.find((one) => one.name === name)
  if (verb === 'do' && does) return does.label.replace('…', '')
  const known = deedNamed(action)
  return known ? t(`settings.logActions.${known}`) : action
}

/** The object, or the role of it, that has the field. */
function faceWith({ objects }: DescribedModel, name: string, field: string): DescribedObject | undefined {
  const faces = objects.filter((one) => one.name === name || one.base === name)
  return faces.find(({ fields }) => fields.some((one) => one.name === field))
}

/** A value of a field that is no more, or not the reader's. */
function plainWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plainWords).join(', ')
  if (typeof value !== 'object') return String(value as string | number | boolean)
  if ('title' in value) return plainWords(value.title)
  return 'value' in value ? plainWords(value.value) : JSON.stringify(value)
}

/** The record, which leads to how it was after the entry, and the kind of it. */
export function LogOf({ entry: { path, record, object, objectLabel, at } }: { entry: LogEntry }) {
  const { t } = useTranslation()
  const titleOf = useTitleOf(object)
  const title = titleOf(record?.title ?? null)
  const asOf = new Date(Date.parse(at) + 1).toISOString()
  return (
    <span className="in-words">
      {path && record ? (
        <Link to="/$object/$id/history" params={{ object: path, id: record.id }} search={{ asOf } as never}>
          {title}
        </Link>
      ) : (
        record && title
      )}{' '}
      <span className="t3">{object === 'auditEntry' ? t('frame.settingsPages.audit') : objectLabel}</span>
    </span>
  )
}

/** Rights and shared records are called by the object that they open, settings by their key: in words. */
function useTitleOf(object: string): (title: string | null) => string {
  const { t } = useTranslation()
  const model = useModel()
  const settings = useQuery({
    queryKey: ['group settings'],
    enabled: object === 'setting',
    retry: false,
    queryFn: () => api.get<{ items: { key: string; field: { label: string } }[] }>('/settings'),
  })
  return (title) => {
    if (title === null) return '–'
    if (object === 'setting')
      return settings.data?.items.find(({ key }) => key === title)?.field.label ?? title
    if (object !== 'grant' && object !== 'recordShare') return title
    const opened = openedKinds.find((kind) => kind === title)
    return opened ? t(`rights.opened.${opened}`) : (objectNamed(model, title)?.plural ?? title)
  }
}
