import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { notFound, Problem } from '../errors.ts'
import { dropContent } from '../files/collect-files.ts'
import { besideRecords } from './beside-records.ts'
import { clearErasedFiles } from './clear-erased-files.ts'
import { emptiedValues } from './emptied-values.ts'
import { erasePerson, type Erased, type Erasure, type FoundBefore } from './erase-person.ts'
import { keepList } from './erasure-list.ts'
import { findMentionsOfAll, findToldEntriesOfAll } from './find-mentions.ts'
import { findTraces } from './find-traces.ts'
import { importFilesNaming } from './import-files.ts'
import { linkedRecords } from './linked-records.ts'
import { noteErasure } from './note-erasure.ts'
import type { PersonalParts } from './open-personal.ts'
import { ownIdsBefore, recordsOf } from './own-ids.ts'
import { personOf, type People } from './people.ts'
import { tellingOf } from './telling.ts'

export type ErasureCounts = Omit<Erased, 'contents' | 'importFiles' | 'own'>

/**
 * What is told of an erasure: to administrators all of it. How often somebody stood in mails, imports and
 * records of others would tell everybody else what is written where they do not read.
 */
export function toldCounts(counts: ErasureCounts, { access }: Actor): Partial<ErasureCounts> {
  if (access.administrator) return counts
  const { entries, records, files, blanked } = counts
  return { entries, records, files, blanked }
}

/** What became of one of them: erased now or before, or why not. */
export type ErasureOutcome =
  | { readonly erasure: Erasure; readonly counts: ErasureCounts | null }
  | { readonly erasure: Erasure; readonly refused: Problem }

/**
 * Erases people one after the other, each in a transaction of its own, after all texts, the log and the files
 * of imports were looked through once for all of them. What stands against one holds up none of the others.
 */
export async function runErasures(
  parts: PersonalParts,
  people: People,
  actor: Actor,
  erasures: readonly Erasure[],
  progress: (done: number) => Promise<void> = async () => {},
): Promise<ErasureOutcome[]> {
  const { database, listFolder } = parts
  const rows = await database.query<{ id: string }>(
    sql`select id from person_erasure where id = any(${erasures.map(({ id }) => id)}::uuid[])`,
  )
  const done = new Set(rows.map(({ id }) => id))
  const open = erasures.filter(({ id }) => !done.has(id))
  const found: Found = open.length === 0 ? new Map() : await foundBefore(parts, people, open)
  const outcomes: ErasureOutcome[] = []
  for (const [at, erasure] of erasures.entries()) {
    if (done.has(erasure.id)) outcomes.push({ erasure, counts: null })
    else outcomes.push(await eraseOne(parts, people, actor, erasure, found))
    await progress(at + 1)
  }
  await clearErasedFiles(parts)
  await keepList(database, listFolder, { compares: false })
  return outcomes
}

type Found = ReadonlyMap<string, FoundBefore | Problem>

/** The person's record, and those that had gone into it and may be alive in a restored backup. */
function subjectsOf(erasure: Erasure): Erasure[] {
  return [erasure, ...(erasure.former ?? []).map((record) => ({ ...erasure, record }))]
}

function keyOf({ id, record }: Erasure): string {
  return `${id} ${record}`
}

async function eraseOne(
  parts: PersonalParts,
  people: People,
  actor: Actor,
  erasure: Erasure,
  found: Found,
): Promise<ErasureOutcome> {
  const { database, store, model } = parts
  const subjects = subjectsOf(erasure).flatMap((one) => {
    const before = found.get(keyOf(one))
    return before && !(before instanceof Problem) ? [{ one, before }] : []
  })
  if (subjects.length === 0) {
    const why = found.get(keyOf(erasure))
    return { erasure, refused: why instanceof Problem ? why : notFound() }
  }
  try {
    const all = await parts.records.door(actor, { change: newId() }, async (door) => {
      const each: Erased[] = []
      for (const { one, before } of subjects) each.push(await erasePerson(door, people, one, before))
      await noteErasure(door.tx, actor, baseName(door.model, erasure), erasure, each)
      return each
    })
    for (const hash of all.flatMap(({ contents }) => contents))
      await dropContent({ database, store, model }, hash)
    return { erasure, counts: countsOf(all) }
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { erasure, refused: error }
    throw error
  }
}

function baseName(model: ResolvedModel, { object }: Erasure): string {
  return model.objects.get(object)?.base ?? object
}

function countsOf(all: readonly Erased[]): ErasureCounts {
  const sum = (key: keyof ErasureCounts) => all.reduce((whole, one) => whole + one[key], 0)
  return {
    ...{ entries: sum('entries'), records: sum('records'), files: sum('files') },
    ...{ importRows: sum('importRows'), answers: sum('answers'), mails: sum('mails'), jobs: sum('jobs') },
    ...{ asks: sum('asks'), blanked: sum('blanked'), left: sum('left') },
  }
}

/**
 * What tells of each of them. A transaction that only reads has no number of its own, so nobody waits for its
 * end.
 */
async function foundBefore(
  parts: PersonalParts,
  people: People,
  erasures: readonly Erasure[],
): Promise<Found> {
  const { database } = parts
  const model = parts.model()
  const { sought, beside, missing, mentions, entries, traces } = await database.transaction(
    async (tx) => {
      const found = []
      const missing = new Map<string, Problem>()
      const covered = new Set<string>()
      for (const erasure of erasures.flatMap(subjectsOf)) {
        // What went into another one here is erased with that.
        if (covered.has(keyOf(erasure))) continue
        try {
          const person = await personOf(tx, model, people, erasure)
          const telling = await tellingOf(tx, model, person, emptiedValues(model, person.base, ''))
          for (const record of person.former) covered.add(keyOf({ ...erasure, record }))
          found.push({
            id: keyOf(erasure),
            ...{ telling, person, linked: await linkedRecords(tx, model, person, erasure.linked) },
          })
        } catch (error) {
          // Whoever is gone by another way meanwhile, or is no person now, need not hold up the rest.
          if (!(error instanceof Problem && error.status < 500)) throw error
          missing.set(keyOf(erasure), error)
        }
      }
      const beside = await besideRecords(
        tx,
        found.map(({ person }) => person),
      )
      const sought = []
      for (const [at, { person, linked, ...one }] of found.entries()) {
        const all = { linked, beside: beside[at] ?? [] }
        const own = await ownIdsBefore(tx, model, person, all)
        sought.push({ ...one, own, records: recordsOf(person, linked) })
      }
      const mentions = await findMentionsOfAll(tx, parts.kept(), sought)
      const entries = await findToldEntriesOfAll(tx, sought)
      return { sought, beside, missing, mentions, entries, traces: await findTraces(tx, sought) }
    },
    { readOnly: true, statementMilliseconds: 0 },
  )
  const files = await importFilesNaming(
    parts,
    sought.map(({ telling }) => telling),
  )
  return new Map<string, FoundBefore | Problem>([
    ...missing,
    ...sought.map(({ id }, at): [string, FoundBefore] => [
      id,
      {
        ...{ importFiles: files[at] ?? [], mentions: mentions[at] ?? [], entries: entries[at] ?? [] },
        ...{ beside: beside[at] ?? [], traces: traces[at] ?? null },
      },
    ]),
  ])
}
