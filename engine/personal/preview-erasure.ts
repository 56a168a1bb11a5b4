import { labelOf, pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Transaction } from '../database/database.ts'
import { id, raw, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { targetName } from '../query/type-scope.ts'
import { actingReader, type Acting } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'
import { emptiedValues } from './emptied-values.ts'
import type { Mode } from './erase-person.ts'
import { besideRecords } from './beside-records.ts'
import { countTraces } from './erase-traces.ts'
import { tracesOf } from './find-traces.ts'
import { keptBefore, type EarlierDuty } from './kept-before.ts'
import { keptUntil, type Duty } from './kept-until.ts'
import { goesByItself } from './blank-mentions.ts'
import { findMentions, findToldEntries, type Mention } from './find-mentions.ts'
import { linkedRecords, type Linked } from './linked-records.ts'
import { isPlaceOf, labelOfPlace, modelMentions } from './model-mentions.ts'
import { ownIdsBefore, recordsOf } from './own-ids.ts'
import type { Person } from './people.ts'
import { readableAmong } from './readable-persons.ts'
import { tellingOf, type Telling } from './telling.ts'

/** What an erasure would do, in words and numbers, before it is done. */
export type ErasurePreview = {
  readonly mode: Mode
  /** Duties that forbid it today; then nothing of the rest is done. */
  readonly duties: readonly Duty[]
  /** Duties that held before something was changed; whoever erases confirms that it had been wrong. */
  readonly earlier: readonly EarlierDuty[]
  readonly destroyed: readonly Line[]
  readonly kept: readonly Line[]
}

type Line = { readonly what: string; readonly count: number | null; readonly why: string | null }

export async function previewErasure(
  connection: Transaction,
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  person: Person,
  mode: Mode,
  today: string,
): Promise<ErasurePreview> {
  const { language } = actor
  const say = (sentence: ReturnType<typeof said>) => sentence.in(language)
  const emptied = emptiedValues(model, person.base, '')
  const linked = await linkedRecords(connection, model, person)
  const telling = await tellingOf(connection, model, person, emptied)
  const found = await tracesOf(connection, { records: recordsOf(person, linked), telling })
  const traces = await countTraces(connection, found, telling)
  const [log] = await connection.query<{ count: string }>(
    sql`select count(*) from audit_entry
        where record = any(${[person.record.id, ...person.former, ...linked.flatMap(({ gone }) => gone)]}::uuid[])`,
  )
  const filled = emptied.fields.filter((_, at) => {
    const key = emptied.keys[at] ?? ''
    return !(key in person.record.values) || (person.record.values[key] ?? null) !== null
  })
  const lines = (all: [string, number][]): Line[] =>
    all.filter(([, count]) => count > 0).map(([what, count]) => ({ what, count, why: null }))
  // How often somebody stands where one does not read tells what is written there.
  const beside = (all: [string, number][]): Line[] =>
    actor.access.administrator ? lines(all) : all.map(([what]) => ({ what, count: null, why: null }))
  const goes = await seenOf(connection, actingReader(model, actor), linked)
  const destroyed: Line[] = [
    ...(mode === 'erase' || person.isGone
      ? [{ what: say(said('The record with all its fields and lines')), count: 1, why: null }]
      : filled.map(({ field }) => ({ what: labelOf(field.field, language), count: null, why: null }))),
    ...lines([
      ...goes.seen.map(({ object, count }): [string, number] => [
        pluralOf(object.declaration, language),
        count,
      ]),
      [say(said('Values in the log')), Number(log?.count ?? 0)],
    ]),
    ...beside([
      [say(said('Rows of imports')), traces.importRows],
      [say(said('Kept answers to programs')), traces.answers],
      [say(said('What colleagues asked about them')), traces.asks],
      [say(said('Mails')), traces.mails],
      [say(said('What jobs were asked for')), traces.jobs],
    ]),
    ...(goes.others ? [{ what: say(unseen), count: null, why: null }] : []),
    {
      what: say(said('Files of imports that name the person')),
      count: null,
      why: say(said('They are looked through when it is done. An import that is not finished then ends.')),
    },
  ]
  const places = (await modelMentions(connection, telling)).filter((place) => isPlaceOf(actor, place))
  const duties = await keptUntil(connection, { model, actor }, person, today)
  return {
    mode,
    duties,
    earlier: await keptBefore(connection, { model, actor }, person, { today, now: duties }),
    destroyed,
    kept: [
      ...(await kept(connection, { model, actor }, person, mode)),
      ...places.map((place) => ({
        what: labelOfPlace(model, place, language),
        count: null,
        why: say(said('These words name the person, and stay until somebody changes them there.')),
      })),
    ],
  }
}

const unseen = said('Records that you do not see')

/** How many records go with the person, of those that the actor sees, and whether there are others. */
async function seenOf(connection: Connection, reader: Acting, linked: readonly Linked[]) {
  const seen: { object: ResolvedObject; count: number }[] = []
  for (const { object, ids, gone } of linked) {
    const rows = sightOf(reader, object)?.rows
    const now = rows === undefined ? [] : await readableAmong(connection, reader, [object], ids)
    seen.push({ object, count: now.length + (rows === true ? gone.length : 0) })
  }
  const all = linked.reduce((sum, { ids, gone }) => sum + ids.length + gone.length, 0)
  return { seen, others: seen.reduce((sum, { count }) => sum + count, 0) < all }
}

/** Where others wrote of the person: as it stands now, and in what the log keeps of records that stay. */
export async function mentionsOf(
  connection: Connection,
  { model, kept: all }: Readonly<Record<'model' | 'kept', ResolvedModel>>,
  person: Person,
): Promise<{ mentions: Mention[]; telling: Telling }> {
  const emptied = emptiedValues(model, person.base, '')
  const telling = await tellingOf(connection, model, person, emptied)
  const [beside = []] = await besideRecords(connection, [person])
  const linked = await linkedRecords(connection, model, person)
  const own = await ownIdsBefore(connection, model, person, { linked, beside })
  const now = (await findMentions(connection, all, telling, own)).filter((one) => !goesByItself(one))
  const named = new Set(now.map(({ record }) => record))
  const told = await findToldEntries(connection, telling, own)
  const logs = new Map(
    told.flatMap(({ object, record }): [string, Mention][] =>
      record === null || named.has(record) || object === 'view'
        ? []
        : [[record, { object, record, field: null }]],
    ),
  )
  return { mentions: [...now, ...logs.values()], telling }
}

async function kept(
  connection: Connection,
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  { base, record, people, isGone }: Person,
  mode: Mode,
): Promise<Line[]> {
  const { language } = actor
  const lines: Line[] = [
    {
      what: said('That something happened, when and by whom').in(language),
      count: null,
      why: said(
        'The log proves by digests that nothing else was changed; no value can be found from them.',
      ).in(language),
    },
  ]
  if (isGone) return lines
  if (mode === 'anonymise')
    lines.push({
      what: said('Number, choices and figures of the record').in(language),
      count: null,
      why: said('They tell of nobody once the rest is gone.').in(language),
    })
  const why =
    mode === 'erase'
      ? said('They name this person, and forbid to erase the record. Make it anonymous instead.')
      : said('They go on naming the record, which tells of nobody then.')
  const reader = actingReader(model, actor)
  // Of what the actor does not see they are told that there is some: it may forbid what they are about to do.
  let others = false
  const faces = new Set([base.name, ...base.roles])
  const gone = new Set(people.with.map(({ object }) => object))
  for (const object of model.objects.values()) {
    if (object.isRole || object.declaration.owned || gone.has(object.name)) continue
    for (const field of object.fields.values()) {
      if (field.column === null || field.system || !faces.has(targetName(field) ?? '')) continue
      if (field.type.valueType(field.field).kind === 'list') continue
      const known = sightOf(reader, object)?.field(field.name) !== undefined
      const seen = known ? readableRows(reader, object, 't') : raw('false')
      const [row] = await connection.query<{ count: number; unseen: boolean }>(
        filled(
          sql`select (count(*) filter (where ${seen}))::integer as count, coalesce(bool_or((${seen}) is not true), false) as unseen
              from ${id(object.table)} t where ${id('t', field.column)} = ${record.id}::uuid`,
          reader,
        ),
      )
      others ||= row?.unseen === true
      if (!row || row.count === 0) continue
      lines.push({
        what: `${pluralOf(object.declaration, language)}: ${labelOf(field.field, language)}`,
        count: row.count,
        why: why.in(language),
      })
    }
  }
  if (others) lines.push({ what: unseen.in(language), count: null, why: why.in(language) })
  return lines
}
