import { dayAt, newId } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { deletionOf } from '../audit/deleted-records.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { writeExportEntry } from '../audit/export-entry.ts'
import { fieldErrors, Problem } from '../errors.ts'
import type { ContentStore } from '../files/content-store.ts'
import type { JobRun } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { PeopleDeclaration } from '../module.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { getRecord } from '../records/read/get-record.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import { erasePerson, type Erasure, type Mode } from './erase-person.ts'
import { keepList, type ListedErasure } from './erasure-list.ts'
import { importFilesNaming } from './import-files.ts'
import { personOf, personsOf, peopleOf, type People, type Person } from './people.ts'
import { readablePersons } from './readable-persons.ts'
import { isPlaceOf, labelOfPlace, modelMentions } from './model-mentions.ts'
import { personReport, type Around, type PersonReport } from './person-report.ts'
import type { Mention } from './find-mentions.ts'
import { mentionsOf, previewErasure, type ErasurePreview } from './preview-erasure.ts'
import { leftMentions, settleMention, type LeftMention } from './left-mentions.ts'
import { keptBeforeWarning } from './refuse-what-is-kept.ts'
import { replayErasures, type Replayed } from './replay-erasures.ts'
import { runErasures, toldCounts } from './run-erasures.ts'
import { seenMentions, shownMentions, type Reading, type ShownMention } from './seen-mentions.ts'
import { clearErasedFiles } from './clear-erased-files.ts'
import { lookedDay } from './leapt-day.ts'
import { evaluateRetention, reviewsOf, type Review } from './retention.ts'
import { mayOpen } from '../access/may-open.ts'
import { dropLeftFiles } from '../transfer/drop-left-files.ts'

export type PersonalParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  /** With the objects that were retired, whose records go on telling of people. */
  readonly kept: () => ResolvedModel
  readonly records: Records
  readonly jobs: Jobs
  readonly access: AccessControl
  readonly store: ContentStore
  readonly dataFolder: string
  readonly people: readonly PeopleDeclaration[]
  readonly actions: ActionRegistry
  /** Where the list of erasures is kept, outside of the database. */
  readonly listFolder: string
}

export type Decision = {
  readonly decision: Mode | 'keep'
  /** Records of the list; all that wait where none are named. */
  readonly records?: readonly string[]
  readonly reason: string
}

/** What is held about people: told to them, erased, and kept for as long as it must be. */
export type Personal = {
  /** Everything about a person; it stands in the log that somebody took it. */
  report(actor: Actor, object: string, record: string): Promise<PersonReport>
  preview(actor: Actor, object: string, record: string, mode: Mode): Promise<ErasurePreview>
  /** Where others wrote of the person, as far as the actor reads there. */
  mentions(actor: Actor, object: string, record: string): Promise<ShownMention[]>
  /** Mentions that erasures left for somebody to look through. */
  left(actor: Actor, limit: number): Promise<LeftMention[]>
  /** Somebody has looked. Throws a 404. */
  settle(actor: Actor, mention: Mention): Promise<void>
  /** Which of these records were erased or made anonymous: whoever keeps them aside lets go of them. */
  gone(records: readonly string[]): Promise<string[]>
  /** Erases by a job; refused where a duty holds the person. */
  start(
    actor: Actor,
    object: string,
    record: string,
    wanted: Pick<Erasure, 'mode' | 'reason' | 'mentions' | 'confirmed'>,
    tx?: { tx?: Transaction },
  ): Promise<{ job: string }>
  /** Brings a restored backup to what was erased after it was made; may be done again. */
  replay(list: readonly ListedErasure[], made?: string): Promise<Replayed>
  reviews(actor: Actor, limit: number): Promise<Review[]>
  decide(actor: Actor, decision: Decision): Promise<{ jobs: readonly string[]; kept: number }>
  /** Looks which records' time is over, as every night; as of a day for tests of what will be. */
  evaluate(today?: string): Promise<{ found: number; started: number }>
}

const jobName = 'erase person'

export function openPersonal(parts: PersonalParts): Personal {
  const { database, model, jobs, actions } = parts
  const people = peopleOf(parts.people)
  const found = async (actor: Actor, object: string, record: string, right: Right = 'personalData') => {
    mayKeep(actor, right)
    await mayRead(parts, actor, faceOf(model(), object), record)
    return personOf(database, model(), people, { object, record })
  }
  const add = (actor: Actor, erasure: ErasureWork, tx?: Transaction) => {
    const work = (open: Transaction) => jobs.add(open, jobName, { ...erasure }, { actor })
    return tx ? work(tx) : database.transaction(work)
  }
  const evaluate = (today?: string) => evaluated(parts, people, add, today)
  jobs.declare({ name: jobName, run: (run: JobRun<ErasureWork>) => erased(parts, people, run) })
  jobs.declare({ name: 'clear erased files', everyMinutes: 10, run: () => leftovers(parts) })
  jobs.declare({ name: 'retention', everyMinutes: 24 * 60, run: () => evaluate() })
  return {
    async report(actor, object, record) {
      const person = await found(actor, object, record, 'personalReport')
      const around = await aroundOf(parts, actor, person)
      const reading = { model: parts.kept(), actor, actions }
      const report = await database.transaction(
        (tx) => personReport(tx, reading, person, around),
        longReading,
      )
      await writeExportEntry(database, actor, person.base.name, { personalData: true }, record)
      return report
    },
    async preview(actor, object, record, mode) {
      const person = await found(actor, object, record)
      const today = dayAt(Date.now(), actor.timeZone)
      const reading = { model: model(), actor }
      return database.transaction((tx) => previewErasure(tx, reading, person, mode, today), longReading)
    },
    async start(actor, object, record, wanted, { tx } = {}) {
      const person = await found(actor, object, record)
      // What stands against it is said at once, and asked again when it is done.
      const erasure = { id: newId(), object: person.base.name, record, ...wanted }
      await parts.records.door(actor, { dryRun: true }, (door) => erasePerson(door, people, erasure))
      return { job: await add(actor, erasure, tx) }
    },
    mentions: async (actor, object, record) => mentionsFor(parts, actor, await found(actor, object, record)),
    async left(actor, limit) {
      return leftMentions(database, quietly(parts, mayKeep(actor)), limit)
    },
    async settle(actor, mention) {
      await settleMention(database, quietly(parts, mayKeep(actor)), mention)
    },
    gone: (records) => erasedAmong(database, records),
    replay: (list, made) => replayErasures(parts, people, list, made),
    async reviews(actor, limit) {
      mayKeep(actor)
      const today = dayAt(Date.now(), actor.timeZone)
      return reviewsOf(database, { model: model(), actor }, people, { today, limit })
    },
    decide: async (actor, decision) => decided(parts, people, mayKeep(actor), decision, add),
    evaluate,
  }
}

/**
 * What an erasure that is done left to be done outside of the database, where that failed the first time; and
 * files of which no erasure knows.
 */
async function leftovers(parts: PersonalParts): Promise<unknown> {
  const files = await clearErasedFiles(parts)
  await keepList(parts.database, parts.listFolder)
  return { ...files, dropped: await dropLeftFiles(parts) }
}

/** Every text of the office is read for it; the log of an old one is long. */
const longReading = { readOnly: true, statementMilliseconds: 120_000 } as const

async function mentionsFor(parts: PersonalParts, actor: Actor, person: Person): Promise<ShownMention[]> {
  const { mentions, telling } = await told(parts, person)
  return shownMentions(readingOf(parts, actor), mentions, telling)
}

function told({ database, model, kept }: PersonalParts, person: Person) {
  return database.transaction((tx) => mentionsOf(tx, { model: model(), kept: kept() }, person), longReading)
}

/** What the report tells of what lies outside of the person's own records. */
async function aroundOf(parts: PersonalParts, actor: Actor, person: Person): Promise<Around> {
  const { mentions, telling } = await told(parts, person)
  const [importFiles = []] = await importFilesNaming(parts, [telling])
  const places = (await modelMentions(parts.database, telling)).filter((place) => isPlaceOf(actor, place))
  return {
    importFiles,
    mentions: await shownMentions(readingOf(parts, actor), mentions, telling),
    places: places.map((place) => labelOfPlace(parts.model(), place, actor.language)),
  }
}

function readingOf({ model, kept, records }: PersonalParts, actor: Actor): Reading {
  return {
    ...{ model: model(), kept: kept(), actor },
    async list(name, where, fields) {
      const page = await records.list(actor, name, { where, fields: ['id', ...fields], limit: 1_000 })
      return (JSON.parse(page) as { items: Record<string, unknown>[] }).items
    },
  }
}

/** To look whether somebody reads a place, without showing them what stands there, is no reading. */
function quietly(parts: PersonalParts, actor: Actor): Reading {
  return readingOf(parts, unheard(actor))
}

async function erasedAmong(database: Database, records: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ record: string }>(
    sql`select record from person_erasure where record = any(${records}::uuid[])
        union select f.id::uuid from person_erasure p, jsonb_array_elements_text(p.former) f(id)
          where f.id = any(${records}::text[])
        union select m.id from moved_record m join person_erasure p on p.record = m.target
          where m.id = any(${records}::uuid[])`,
  )
  return rows.map(({ record }) => record)
}

/** Whom a rule brings up goes by the rules as they are: a duty that ends with a state was meant to. */
const byRule = { confirmed: [keptBeforeWarning] }

type Add = (actor: Actor, erasure: ErasureWork) => Promise<string>

async function evaluated(
  { database, model, access }: PersonalParts,
  people: People,
  add: Add,
  today: string | undefined,
): Promise<{ found: number; started: number }> {
  const actor = await access.systemActor('retention')
  const look =
    today === undefined ? await lookedDay(database, actor.timeZone) : { day: today, leaptFrom: null }
  const { found, automatic } = await evaluateRetention(database, { model: model(), actor }, people, look)
  const erasures = automatic.map(({ object, record, rule }): Erasure => ({
    ...{ id: newId(), object, record, mode: 'anonymise', reason: rule.ground, ...byRule },
  }))
  for (const work of inJobs(erasures)) await add(actor, work)
  return { found, started: automatic.length }
}

/** Of those whom the actor may read: who is kept is not proposed again, the others go by jobs of twenty. */
async function decided(
  { database, model }: PersonalParts,
  people: People,
  actor: Actor,
  { decision, records, reason }: Decision,
  add: Add,
): Promise<{ jobs: readonly string[]; kept: number }> {
  const named = records ? sql`record = any(${records}::uuid[])` : sql`true`
  const waiting = await database.query<{ object: string; record: string }>(
    sql`select distinct object, record from retention_review where state = 'open' and ${named}`,
  )
  const persons = await personsOf(database, model(), people, waiting)
  const readable = await readablePersons(database, { model: model(), actor }, [...persons.values()])
  const ids = new Set(readable.map(({ record }) => record.id))
  const open = waiting.filter(({ record }) => ids.has(record))
  if (decision === 'keep') {
    const kept = await database.query(
      sql`update retention_review set state = 'kept', decided_by = ${actor.user}, decided_at = now()
          where state = 'open' and record = any(${[...ids]}::uuid[]) returning 1`,
    )
    return { jobs: [], kept: kept.length }
  }
  const jobs: string[] = []
  const erasures = open.map((one): Erasure => ({
    ...{ id: newId(), ...one, mode: decision, reason, ...byRule },
  }))
  for (const work of inJobs(erasures)) jobs.push(await add(actor, work))
  return { jobs, kept: 0 }
}

/** A job of one person fails where it may not be; one of many says whom it left, and why. */
async function erased(parts: PersonalParts, people: People, run: JobRun<ErasureWork>): Promise<unknown> {
  const { actor, payload, progress } = run
  mayKeep(actor)
  const erasures: Erasure[] = []
  for (const one of 'erasures' in payload ? payload.erasures : [payload])
    erasures.push(await withinSight(parts, actor, one))
  const told = (done: number) => (erasures.length > 1 ? progress(done, erasures.length) : Promise.resolve())
  const outcomes = await runErasures(parts, people, actor, erasures, told)
  // What is done needs no reason any more, and that may name them.
  const done =
    'erasures' in payload ? { erasures: payload.erasures.map(withoutReason) } : withoutReason(payload)
  await parts.database.transaction((tx) => run.remember(done, tx))
  const [first] = outcomes
  if (first && !('erasures' in payload)) {
    if ('refused' in first) throw first.refused
    return first.counts && toldCounts(first.counts, actor)
  }
  const refused = outcomes.flatMap((one) =>
    'refused' in one ? [{ record: one.erasure.record, why: one.refused.in(actor.language) }] : [],
  )
  return { erased: outcomes.length - refused.length, refused }
}

function withoutReason(erasure: Erasure): Erasure {
  return { ...erasure, reason: '' }
}

/** Out of records that they do not read nobody takes words, even by their numbers. */
async function withinSight(parts: PersonalParts, actor: Actor, erasure: Erasure): Promise<Erasure> {
  if (!erasure.mentions) return erasure
  const seen = await seenMentions(quietly(parts, actor), erasure.mentions)
  return { ...erasure, mentions: seen.map(({ mention }) => mention) }
}

/** What a job is to do: of one person, or of many who are looked for together. */
type ErasureWork = Erasure | { readonly erasures: readonly Erasure[] }

/** So many are looked for at once: every text is compared with all that tells of each. */
const peopleAtOnce = 20

function inJobs(erasures: readonly Erasure[]): ErasureWork[] {
  const jobs: ErasureWork[] = []
  for (let at = 0; at < erasures.length; at += peopleAtOnce) {
    const some = erasures.slice(at, at + peopleAtOnce)
    jobs.push(some.length === 1 && some[0] ? some[0] : { erasures: some })
  }
  return jobs
}

/** What they may read neither among the records nor in the bin is not there, also with this right. */
async function mayRead(
  { database, model }: PersonalParts,
  actor: Actor,
  face: ResolvedObject,
  record: string,
): Promise<void> {
  const reader = { ...actingReader(model(), actor), actor: unheard(actor) }
  try {
    await getRecord(database, reader, face, record, ['id'])
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error
    await deletionOf(database, reader, face, record)
  }
}

/** Whether somebody may be asked for and erased is a look at the right alone, and no reading of fields. */
function unheard(actor: Actor): Actor {
  const { reads: _reads, ...rest } = actor
  return rest
}

function faceOf(model: ResolvedModel, object: string): ResolvedObject {
  const face = model.objects.get(object)
  if (!face)
    throw fieldErrors([
      {
        field: 'object',
        code: 'object',
        message: said('There is no such object. Take its name from the model.'),
      },
    ])
  return face
}

/** To be told what is held of somebody is one right, to destroy it another. */
type Right = 'personalData' | 'personalReport'

function mayKeep(actor: Actor, right: Right = 'personalData'): Actor {
  if (mayOpen(actor, right)) return actor
  throw new Problem(
    403,
    'forbidden',
    right === 'personalReport'
      ? said('What is held of people is told to whom an administrator has given the right to. Ask one.')
      : said('Personal data is erased by whom an administrator has given the right to. Ask one.'),
  )
}
