import { newId } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { fromAddress, writeAudit } from '../records/write/audit.ts'
import { Problem, Refusal } from '../errors.ts'
import { eraseValues } from '../seal/erase-values.ts'
import { type StoredField } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { holdReturns } from '../records/write/hold-returns.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import { forgetFacts } from '../facts/erase-facts.ts'
import { writeOne } from '../records/write/write-one.ts'
import { writtenAt } from '../records/write/written-at.ts'
import { said } from '../said/said.ts'
import { emptiedValues, type Emptied } from './emptied-values.ts'
import { blankEntries, blankMentions, goesByItself } from './blank-mentions.ts'
import { eraseTraces, type Traces } from './erase-traces.ts'
import { filesOfPerson, removeFiles } from './files-of-person.ts'
import { findToldEntries, type Mention } from './find-mentions.ts'
import type { FoundTraces } from './find-traces.ts'
import { linkedRecords, type Linked } from './linked-records.ts'
import { isOfModel, modelMentions } from './model-mentions.ts'
import { ownIds, recordsOf } from './own-ids.ts'
import { personOf, type People, type Person } from './people.ts'
import { refuseWhatIsKept } from './refuse-what-is-kept.ts'
import { tellingOf, withoutTelling, type Telling } from './telling.ts'

/**
 * What was found before the transaction was opened: to read all texts, the log and the files of imports takes
 * long, and whoever waits for the oldest open write would wait for it.
 */
export type FoundBefore = {
  readonly importFiles: readonly string[]
  readonly mentions: readonly Mention[]
  /** Entries of the log that tell of the person. */
  readonly entries: readonly string[]
  /** Facts and shares of the person, also such as are gone. */
  readonly beside: readonly string[]
  /** Null: it is looked for within the transaction. */
  readonly traces: FoundTraces | null
}

type Mentioned = {
  readonly erasure: Erasure
  readonly telling: Telling
  readonly mark: string
  readonly found: FoundBefore
  readonly own: readonly string[]
  /** Files of theirs that something else names. */
  readonly stay: ReadonlySet<string>
}

export type Mode = 'erase' | 'anonymise'

export type Erasure = {
  readonly id: string
  readonly object: string
  readonly record: string
  readonly mode: Mode
  readonly reason: string
  /** Which mentions in records of others are taken out; the rest is left for somebody to look through. */
  readonly mentions?: readonly Mention[]
  /** Warnings that were confirmed. */
  readonly confirmed?: readonly string[]
  /** A restored backup is brought to what was done already; whether it might be was asked then. */
  readonly replayed?: true
  /** Records that had gone into this one by then; in a restored backup they may be alive. */
  readonly former?: readonly string[]
  /** Records that went with the person by then, whomever they name in a restored backup. */
  readonly linked?: readonly string[]
}

/** What was destroyed, in numbers; and contents of files that nothing names any more. */
export type Erased = {
  readonly entries: number
  readonly records: number
  readonly files: number
  readonly importRows: number
  readonly answers: number
  readonly mails: number
  readonly asks: number
  readonly jobs: number
  /** Mentions in records of others that were taken out, and those that are left to be looked through. */
  readonly blanked: number
  readonly left: number
  readonly contents: readonly string[]
  readonly importFiles: readonly string[]
  /** What has to be known to do the same to a restored backup: by number alone. */
  readonly own: {
    readonly record: string
    readonly former: readonly string[]
    readonly linked: readonly string[]
    readonly blanked: readonly Mention[]
  }
}

/**
 * Destroys what is held about a person in one transaction: present values, those of the log, papers and their
 * files, what else goes with the person, and traces in imports, answers and mails. The log keeps its digests.
 * A rehearsal does what may be refused, and leaves out what only destroys: log and imports are long, and
 * whoever erases in them keeps the log from being sealed.
 */
export async function erasePerson(
  door: Door,
  people: People,
  given: Erasure,
  found: FoundBefore = { importFiles: [], mentions: [], entries: [], beside: [], traces: null },
): Promise<Erased> {
  const { tx, model } = door
  await holdReturns(door)
  const person = await personOf(tx, model, people, { ...given, lock: true })
  if (!given.replayed) await refuseWhatIsKept(door, person, given.confirmed)
  refuseUser(person, given)
  const within: Door = { ...door, authority: 'action', erases: true }
  // Another one each time, so that the log always holds what stands in the table now.
  const nr = given.former?.includes(given.record) ? given.record : given.id
  const mark = `${said('Erased person').in(door.actor.language)} ${nr.slice(-8)}`
  const emptied = emptiedValues(model, person.base, mark)
  const linked = await linkedRecords(tx, model, person, given.linked)
  const telling = await tellingOf(tx, model, person, emptied)
  // Why it is done is written down with it, and may name them.
  const erasure = { ...given, reason: withoutTelling(given.reason, telling, mark) }
  const isRehearsal = door.options.dryRun === true
  const traces = isRehearsal
    ? noTraces
    : await eraseTraces(tx, door.actor, {
        ...{
          records: recordsOf(person, linked),
          telling,
          mark,
          found: found.traces,
          importFiles: found.importFiles,
        },
      })
  const all = [erasure.record, ...person.former]
  const files = await filesOfPerson(tx, person, emptied, linked)
  const facts = await forgetFacts(tx, [...all, ...linked.flatMap(({ ids }) => ids)])
  await removeAll(within, 'fact', facts)
  if (!person.isGone) await anonymise(within, person, emptied)
  const records = await eraseLinked(within, erasure, linked, mark)
  if (person.base.name === 'user') await endSignIn(door, erasure.record)
  const shares = await removeShares(within, all)
  if (erasure.mode === 'erase' && !person.isGone) await removeAll(within, person.base.name, [erasure.record])
  const { contents, stay } = await removeFiles(within, files)
  const beside = [...new Set([...facts, ...shares, ...found.beside, ...files])]
  const gone = beside.filter((one) => !stay.has(one))
  const own = ownIds(person, linked, beside, stay)
  const entries = isRehearsal ? 0 : await eraseLog(within, person, { erasure, emptied, linked, gone, mark })
  const { blanked, left } = isRehearsal
    ? noMentions
    : await eraseMentions(within, { erasure, telling, mark, found, own, stay })
  await forgetWork(tx, all, own)
  const counts = { blanked: blanked.length, left: left.length }
  return {
    ...{ entries, records, files: contents.length, ...traces, ...counts, contents },
    importFiles: found.importFiles,
    own: {
      ...{ record: erasure.record, former: person.former, blanked },
      linked: linked.flatMap(({ ids, gone: deleted }) => [...ids, ...deleted]),
    },
  }
}

const noTraces: Traces = { importRows: 0, answers: 0, mails: 0, asks: 0, jobs: 0 }
const noMentions = { blanked: [], left: [] } as const

/** What goes with the person: deleted with them, or without its texts. */
async function eraseLinked(
  door: Door,
  { mode }: Erasure,
  linked: readonly Linked[],
  mark: string,
): Promise<number> {
  let records = 0
  for (const { object, outcome, ids } of linked) {
    if (ids.length === 0) continue
    records += ids.length
    if (outcome === 'delete' || mode === 'erase') await removeAll(door, object.name, ids)
    else for (const record of ids) await emptyRecord(door, object.name, record, mark)
  }
  return records
}

/** What waits to be decided, asked and led on by their numbers or names. */
async function forgetWork(tx: Transaction, all: readonly string[], own: readonly string[]): Promise<void> {
  const records = sql`any(${[...all]}::uuid[])`
  await tx.query(sql`delete from retention_review where record = ${records}`)
  await tx.query(sql`delete from proposal where record = ${records}`)
  await tx.query(sql`delete from moved_name where record = ${records}`)
  await tx.query(sql`delete from duplicate_pair where one = ${records} or other = ${records}`)
  await tx.query(
    sql`delete from keeper_ask a using keeper_question q where q.ask = a.id and q.record = ${records}`,
  )
  await tx.query(sql`delete from import_told_apart where record = ${records}`)
  await tx.query(sql`delete from undo_kept where record = any(${[...own]}::uuid[])`)
}

/**
 * Takes the person out of what others wrote, as far as it was asked for, out of saved lists, and out of what
 * the log says of no record. What is left stands in a list of its own, by numbers alone.
 */
async function eraseMentions(
  door: Door,
  { erasure, telling, mark, found, own, stay }: Mentioned,
): Promise<{ blanked: readonly Mention[]; left: readonly Mention[] }> {
  const { tx } = door
  const keyOf = ({ object, record, field }: Mention) => `${object} ${record} ${field}`
  const wanted = new Set((erasure.mentions ?? []).map(keyOf))
  const isWanted = (one: Mention) => wanted.has(keyOf(one)) || goesByItself(one)
  // A file that somebody else named as they were found may go with this person by now.
  const isOwn = new Set(own)
  const now = found.mentions.filter(({ record }) => !isOwn.has(record))
  const chosen = now.filter(isWanted)
  const hard = await blankMentions(door, chosen, telling, mark)
  const left = [...now.filter((one) => !isWanted(one)), ...hard]
  const gone = new Set(chosen.filter((one) => !hard.includes(one)).map(({ record }) => record))
  const fieldsLeft = Map.groupBy(left, ({ record }) => record)
  const isLog = (record: string) =>
    [...(erasure.mentions ?? [])].some((one) => one.field === null && one.record === record)
  const inModel = await modelMentions(tx, telling)
  const among = { entries: found.entries, records: [...gone, ...stay] }
  const all = await findToldEntries(tx, telling, own, among)
  const told = all.filter((entry) => !isOfModel(entry, inModel, door.model))
  const entries = told.filter(({ record }) => record === null || gone.has(record) || isLog(record))
  await blankEntries(door, entries, {
    ...{ telling, mark, reason: erasure.reason },
    left: new Map(
      [...fieldsLeft].map(([record, some]) => [record, new Set(some.map(({ field }) => field ?? ''))]),
    ),
  })
  const inLog = told.flatMap(({ object, record }): Mention[] =>
    record === null || gone.has(record) || isLog(record) || fieldsLeft.has(record)
      ? []
      : [{ object, record, field: null }],
  )
  const rest = [...new Map([...left, ...inModel, ...inLog].map((one) => [keyOf(one), one])).values()]
  if (rest.length > 0)
    await tx.query(
      sql`insert into person_mention (erasure, object, record, field)
          select ${erasure.id}::uuid, m.object, m.record, coalesce(m.field, '')
          from jsonb_to_recordset(${JSON.stringify(rest)}::jsonb) m(object text, record uuid, field text)
          on conflict do nothing`,
    )
  const logs = (erasure.mentions ?? []).filter(({ field }) => field === null)
  return { blanked: [...chosen.filter((one) => !hard.includes(one)), ...logs], left: rest }
}

/** The log names users by their number, which has to mean somebody; who was deleted comes in no more. */
function refuseUser({ base, record, isGone }: Person, { mode, replayed }: Erasure): void {
  if (base.name !== 'user') return
  if (mode === 'erase')
    throw new Refusal(
      'personal.user',
      said('What a user did stays theirs, so users are made anonymous and not erased.'),
    )
  if (record.values['active'] === true && !replayed && !isGone)
    throw new Refusal('personal.active', said('This user is active. Deactivate them first.'))
}

async function anonymise(door: Door, { base, record }: Person, { values, retired }: Emptied): Promise<void> {
  await emptyRetired(door, base, record.id, retired)
  for (const [name, given] of values) {
    const face = door.model.objects.get(name)
    const plays = name === base.name || record.values[`${name}.`] === true
    if (!face || !plays || Object.keys(given).length === 0) continue
    await writeOne(door, face, { kind: 'update', id: record.id, values: { ...given } })
  }
}

async function emptyRecord(door: Door, object: string, record: string, mark: string): Promise<void> {
  const face = door.model.objects.get(object)
  if (!face) return
  const { values: all, retired } = emptiedValues(door.model, face, mark)
  await emptyRetired(door, face, record, retired)
  const values = all.get(object) ?? {}
  if (Object.keys(values).length > 0)
    await writeOne(door, face, { kind: 'update', id: record, values: { ...values } })
}

/**
 * Written down like any change: what the log kept of them goes, and without it a field that was added with a
 * value would be said to hold that still.
 */
async function emptyRetired(
  door: Door,
  { table, base }: ResolvedObject,
  record: string,
  retired: readonly StoredField[],
): Promise<void> {
  if (retired.length === 0) return
  const columns = retired.map(({ column }) => id(column))
  const emptied = await door.tx.query(
    sql`update ${id(table)} set ${join(columns.map((column) => sql`${column} = null`))}, version = version + 1,
               updated_at = ${writtenAt(door.options)}, updated_by = ${door.actor.user}::uuid
        where id = ${record}::uuid and num_nonnulls(${join(columns)}) > 0 returning id`,
  )
  if (emptied.length === 0) return
  const after = Object.fromEntries(retired.map(({ key }) => [key, null]))
  await writeAudit(door, door.options.change ?? newId(), [
    { object: base, record, action: 'update', before: {}, after },
  ])
}

/** Throws what holds one of them. */
async function removeAll(door: Door, object: string, ids: readonly string[]): Promise<void> {
  const face = door.model.objects.get(object)
  if (!face) return
  const removals = await removeRecords(door, face, ids)
  for (const removal of removals.values()) if (removal instanceof Problem) throw removal
}

async function removeShares(door: Door, records: readonly string[]): Promise<string[]> {
  const shares = await door.tx.query<{ id: string }>(
    sql`select id from record_share where record = any(${[...records]}::text[])`,
  )
  const ids = shares.map((share) => share.id)
  await removeAll(door, 'recordShare', ids)
  return ids
}

/** Sessions, keys and whatever else lets somebody in. */
async function endSignIn({ tx }: Door, user: string): Promise<void> {
  for (const table of [
    'session',
    'credential',
    'passkey',
    'recovery_code',
    'known_device',
    'totp',
    'sign_in_identity',
    'sign_in_step',
    'account_link',
  ])
    await tx.query(sql`delete from ${id(table)} where "user" = ${user}`)
  await tx.query(
    sql`update api_key set name = '', revoked_at = coalesce(revoked_at, now()) where "user" = ${user}`,
  )
}

type Destroyed = {
  readonly erasure: Erasure
  readonly emptied: Emptied
  readonly linked: readonly Linked[]
  /** Of which the log keeps nothing, whatever becomes of the person: files, facts, shares. */
  readonly gone: readonly string[]
  readonly mark: string
}

/** Of what is gone the log keeps nothing but that it was; of what stays, all but what was personal. */
async function eraseLog(
  door: Door,
  { base, record, former, isGone }: Person,
  { erasure, emptied, linked, gone: also, mark }: Destroyed,
): Promise<number> {
  const isErased = erasure.mode === 'erase' || isGone
  const lost = ({ outcome, ids, gone }: Linked) =>
    erasure.mode === 'erase' || outcome === 'delete' ? [...ids, ...gone] : gone
  const gone = [...also, ...former, ...(isErased ? [record.id] : []), ...linked.flatMap(lost)]
  const left = new Map<string, readonly string[]>()
  if (!isErased) left.set(record.id, [...emptied.keys, ...(base.name === 'user' ? ['address', 'agent'] : [])])
  if (erasure.mode !== 'erase')
    for (const { object, outcome, ids } of linked)
      if (outcome === 'empty')
        for (const one of ids) left.set(one, emptiedValues(door.model, object, mark).keys)
  const destroy = (set: ReturnType<typeof sql>, where: ReturnType<typeof sql>) =>
    eraseValues(door.tx, { actor: door.actor, change: newId(), set, where, reason: erasure.reason })
  let entries = 0
  if (gone.length > 0)
    entries += await destroy(
      sql`before = null, after = null, reason = null`,
      sql`e.record = any(${gone}::uuid[]) and (e.before is not null or e.after is not null)`,
    )
  for (const [one, keys] of left) {
    // What stands there now was written by this change, and says nothing any more. That a field was emptied
    // before stays too: it would else be said to hold what it was added with.
    const now = sql`e.change = ${door.options.change ?? ''}::uuid`
    const nulls = sql`coalesce((select jsonb_object_agg(k, null::text) from unnest(${keys}::text[]) k
      where e.after -> k = 'null'), '{}')`
    entries += await destroy(
      sql`before = e.before - ${keys}::text[], reason = null,
          after = case when e.action like 'do:%' then null when ${now} then e.after
                       else (e.after - ${keys}::text[]) || ${nulls} end`,
      sql`e.record = ${one}::uuid`,
    )
  }
  if (base.name === 'user') entries += await destroy(withoutAddress, actedAtAddress(record.id))
  return entries
}

const isAddress = raw(`c like '${fromAddress}%'`)

/** Where somebody sat stands with what they did to others, and read of them. */
const withoutAddress = sql`confirmed = nullif(array(select c from unnest(e.confirmed) c where not ${isAddress}), '{}'),
  after = case when e.action = 'read' then e.after - 'address' else e.after end`

function actedAtAddress(user: string): Sql {
  return sql`e.actor = ${user}::uuid and (exists (select from unnest(e.confirmed) c where ${isAddress})
    or (e.action = 'read' and e.after ? 'address'))`
}
