import { labelOf, pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import { titlesOf } from '../audit/name-references.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { getRecord } from '../records/read/get-record.ts'
import { targetOf } from '../records/write/references.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import { asTheyWent } from './as-it-went.ts'
import { besideRecords } from './beside-records.ts'
import { emptiedValues } from './emptied-values.ts'
import { tracesOf } from './find-traces.ts'
import { historyRows, linkedHistories } from './linked-histories.ts'
import { deletedWith, linkedRecords } from './linked-records.ts'
import { besideNaming, namingRecords, type Naming } from './naming-records.ts'
import { recordsOf } from './own-ids.ts'
import type { Person } from './people.ts'
import { rowsBeside, type Row } from './report-rows.ts'
import { keyOf, named, told, type Wording } from './report-words.ts'
import type { ShownMention } from './seen-mentions.ts'
import { tellingOf } from './telling.ts'

/** Everything that is held about a person by sections; rows are named by what their fields are called. */
export type PersonReport = {
  readonly about: { readonly object: string; readonly id: string; readonly title: string }
  readonly made: string
  readonly sections: readonly Section[]
}

export type Section = {
  readonly key: string
  readonly title: string
  readonly rows: readonly Row[]
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor; readonly actions: ActionRegistry }

/** What lies outside of the database, or is told only as far as the asker reads. */
export type Around = {
  /** The imports in whose files the person is named. */
  readonly importFiles: readonly string[]
  /** Where others wrote of them, and where the model does. */
  readonly mentions: readonly ShownMention[]
  readonly places: readonly string[]
}

/** Rows as they were found, before they are put into words. */
type Draft = {
  readonly key: string
  readonly title: string
  readonly rows: readonly Row[]
  /** By the labels of these fields; else as entries of the log of an object. */
  readonly fields?: readonly ResolvedField[]
  readonly face?: ResolvedObject
  readonly base?: ResolvedObject
}

/**
 * Gathers what is held about a person, whatever the asker may see elsewhere: the right to the report is the
 * right to all of it. Only what others wrote in records of their own is told as far as the asker reads there.
 */
export async function personReport(
  connection: Connection,
  reading: Reading,
  person: Person,
  around: Around,
): Promise<PersonReport> {
  const { base, record } = person
  const { language } = reading.actor
  const drafts = [
    ...(await ownRecord(connection, reading, person)),
    ...(await namingDrafts(connection, reading, person)),
    ...(await besideDrafts(connection, reading, person, around)),
  ].filter(({ rows }) => rows.length > 0)
  const wording = { ...reading, titles: await titlesIn(connection, reading, person, drafts) }
  const sections = drafts.map((draft) => inWords(draft, person, wording))
  const mentions = mentionRows(around, reading.actor)
  if (mentions.length > 0)
    sections.push({
      ...{ key: 'mentions', title: said('What others wrote of them').in(language) },
      rows: told(mentions, base, record.values, wording),
    })
  return {
    about: { object: base.name, id: record.id, title: String(record.values[base.title] ?? '') },
    made: new Date().toISOString(),
    sections,
  }
}

function inWords({ key, title, rows, fields, face, base }: Draft, person: Person, wording: Wording): Section {
  const { values } = person.record
  const of = face ? { face, values } : null
  return {
    ...{ key, title },
    rows: fields
      ? rows.map((row) => named(row, fields, wording, of))
      : told(rows, base ?? person.base, values, wording),
  }
}

/**
 * What the records are called that are named by an id alone, as the log does, or by the key that was given to
 * an action; those that went into the person's by their name of then.
 */
async function titlesIn(
  connection: Connection,
  { model, actor }: Reading,
  { base, former }: Person,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, string>> {
  const text = JSON.stringify(drafts.map(({ rows }) => rows))
  const ids = new Set(text.match(anyId) ?? [])
  const targets = new Set<ResolvedObject>()
  for (const object of model.objects.values())
    for (const field of object.fields.values()) {
      const target = model.objects.get(targetOf(field) ?? '')
      const whole = target && model.objects.get(target.base)
      if (whole) targets.add(whole)
    }
  const reader = { model, actor, authority: 'action' } as const
  const titles = new Map<string, string>()
  for (const { id: one, values } of (await asTheyWent(connection, base, former)).values())
    titles.set(one, String(values[base.title] ?? ''))
  for (const { name, table, fields } of targets) {
    const key = fields.get('key')?.column
    const keyed = key
      ? await connection.query<{ id: string; key: string }>(
          sql`select id, ${id(key)} as key from ${id(table)} where ${id(key)} is not null`,
        )
      : []
    const named = keyed.filter((one) => text.includes(`"${one.key}"`))
    const all = [...ids, ...named.map((one) => one.id)]
    if (all.length === 0) continue
    const found = new Map(await titlesOf(connection, reader, name, all))
    for (const [one, title] of found) titles.set(one, title)
    for (const one of named) titles.set(keyOf(name, one.key), found.get(one.id) ?? one.key)
  }
  return titles
}

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The record in all its roles, or as it went. */
async function ownRecord(
  connection: Connection,
  { model, actor }: Reading,
  { base, record, isGone }: Person,
): Promise<Draft[]> {
  const { language } = actor
  if (isGone) {
    const title = said('The record, which was deleted').in(language)
    return [{ key: 'deleted', title, rows: [{ before: record.values }] }]
  }
  const roles = base.roles.filter((name) => record.values[`${name}.`] === true)
  const drafts: Draft[] = []
  for (const face of [base.name, ...roles].flatMap((name) => model.objects.get(name) ?? [])) {
    const found = await getRecord(connection, { model, actor, authority: 'action' }, face, record.id)
    const rows = 'json' in found ? [JSON.parse(found.json) as Row] : []
    const [key, title] = [`record.${face.name}`, labelOf(face.declaration, language)]
    drafts.push({ key, title, rows, face, fields: [...face.fields.values()] })
  }
  return drafts
}

/** What names the person, what did and was deleted, and what the log tells of what goes with them. */
async function namingDrafts(connection: Connection, reading: Reading, person: Person): Promise<Draft[]> {
  const { model, actor } = reading
  const { language } = actor
  const naming = await namingRecords(connection, reading, person)
  const drafts: Draft[] = naming.map((one) => linkedDraft(one, actor))
  for (const { object: name, via } of person.people.with) {
    const object = model.objects.get(name)
    if (!object) continue
    const rows = await deletedWith(connection, object, via, person)
    const title = said('Deleted: {what}', { what: manyCalled(object.declaration) }).in(language)
    const fields = [...object.fields.values()]
    drafts.push({ key: `deleted.${name}`, title, rows: rows.map(({ before }) => before), fields })
  }
  for (const { object, rows } of await linkedHistories(connection, model, person))
    drafts.push(historyDraft(object, rows, actor))
  return drafts
}

function linkedDraft({ object, shown, rows }: Naming, { language }: Actor): Draft {
  const title = pluralOf(object.declaration, language)
  return { key: `linked.${object.name}`, title, rows, fields: shown }
}

function historyDraft(object: ResolvedObject, rows: readonly Row[], { language }: Actor): Draft {
  const title = said('History: {what}', { what: manyCalled(object.declaration) }).in(language)
  return { key: `history.${object.name}`, title, rows, base: object }
}

/** The history of the record, facts and shares and files of it, and what is kept beside all records. */
async function besideDrafts(
  connection: Connection,
  { model, actor }: Reading,
  person: Person,
  around: Around,
): Promise<Draft[]> {
  const { base, record, former } = person
  const { language } = actor
  const own = [record.id, ...former]
  const linked = await linkedRecords(connection, model, person)
  const records = recordsOf(person, linked)
  const [found = []] = await besideRecords(connection, [person])
  const beside = [...new Set([...found, ...linked.flatMap(({ files }) => files)])]
  const drafts: Draft[] = []
  for (const one of await besideNaming(connection, { model, actor }, { records, beside }))
    drafts.push(linkedDraft(one, actor))
  const history = await historyRows(connection, base, own)
  drafts.push({ key: 'history', title: said('History').in(language), rows: history })
  for (const name of ['fact', 'recordShare', 'file']) {
    const object = model.objects.get(name)
    if (object) drafts.push(historyDraft(object, await historyRows(connection, object, beside), actor))
  }
  const telling = await tellingOf(connection, model, person, emptiedValues(model, base, ''))
  const about = {
    ...{ base, own, records, beside, telling },
    users: await usersOf(connection, person),
    traces: await tracesOf(connection, { records, telling }),
    importFiles: around.importFiles,
  }
  for (const { key, title, rows } of await rowsBeside(connection, about))
    drafts.push({ key, title: title.in(language), rows })
  return drafts
}

/** The person as a user, or the users who are tied to the person. */
async function usersOf(connection: Connection, { base, record }: Person): Promise<string[]> {
  if (base.name === 'user') return [record.id]
  if (base.name !== 'party') return []
  const rows = await connection.query<{ id: string }>(
    sql`select id from "user" where to_jsonb("user") ->> 'party' = ${record.id}`,
  )
  return rows.map((row) => row.id)
}

/** Where others wrote of the person; who is no administrator is told that there may be more. */
function mentionRows({ mentions, places }: Around, { access, language }: Actor): Row[] {
  const rows = [
    ...mentions.map(({ label, title, text }): Row => ({ place: label, record: title, text })),
    ...places.map((place): Row => ({ place })),
  ]
  return access.administrator ? rows : [...rows, { note: mayBeMore.in(language) }]
}

const mayBeMore = said(
  'What you do not read yourself is not looked through for you. A report that an administrator makes names these places too.',
)
