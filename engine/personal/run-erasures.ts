import { rm } from 'node:fs/promises'
import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { dropContent } from '../files/collect-files.ts'
import { importFile } from '../transfer/import-parts.ts'
import { emptiedValues } from './emptied-values.ts'
import { erasePerson, ownIds, type Erased, type Erasure, type FoundBefore } from './erase-person.ts'
import { keepList } from './erasure-list.ts'
import { findMentionsOfAll, findToldEntriesOfAll } from './find-mentions.ts'
import { findTraces } from './find-traces.ts'
import { importFilesNaming } from './import-files.ts'
import { linkedRecords } from './linked-records.ts'
import type { PersonalParts } from './open-personal.ts'
import { personOf, type People } from './people.ts'
import { tellingOf } from './telling.ts'

export type ErasureCounts = Omit<Erased, 'contents' | 'importFiles'>

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
  const found = open.length === 0 ? new Map() : await foundBefore(parts, people, open)
  const outcomes: ErasureOutcome[] = []
  for (const [at, erasure] of erasures.entries()) {
    const before = found.get(erasure.id)
    if (done.has(erasure.id) || before === undefined) outcomes.push({ erasure, counts: null })
    else if (before instanceof Problem) outcomes.push({ erasure, refused: before })
    else outcomes.push(await eraseOne(parts, people, actor, erasure, before))
    await progress(at + 1)
  }
  await keepList(database, listFolder)
  return outcomes
}

async function eraseOne(
  parts: PersonalParts,
  people: People,
  actor: Actor,
  erasure: Erasure,
  found: FoundBefore,
): Promise<ErasureOutcome> {
  const { database, store, model } = parts
  try {
    const { contents, importFiles, ...counts } = await parts.records.door(
      actor,
      { change: newId() },
      (door) => erasePerson(door, people, erasure, found),
    )
    for (const hash of contents) await dropContent({ database, store, model }, hash)
    for (const file of importFiles) await rm(importFile(parts, file), { force: true })
    return { erasure, counts }
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { erasure, refused: error }
    throw error
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
): Promise<ReadonlyMap<string, FoundBefore | Problem>> {
  const { database } = parts
  const model = parts.model()
  const { sought, missing, mentions, entries, traces } = await database.transaction(
    async (tx) => {
      const sought = []
      const missing = new Map<string, Problem>()
      for (const erasure of erasures) {
        try {
          const person = await personOf(tx, model, people, erasure)
          const telling = await tellingOf(tx, model, person, emptiedValues(model, person.base, ''))
          sought.push({
            id: erasure.id,
            record: person.record.id,
            telling,
            own: ownIds(person, await linkedRecords(tx, model, person)),
          })
        } catch (error) {
          // Whoever is gone by another way meanwhile need not hold up the rest.
          if (!(error instanceof Problem && error.status === 404)) throw error
          missing.set(erasure.id, error)
        }
      }
      const mentions = await findMentionsOfAll(tx, model, sought)
      const entries = await findToldEntriesOfAll(tx, sought)
      return { sought, missing, mentions, entries, traces: await findTraces(tx, sought) }
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
        traces: traces[at] ?? null,
      },
    ]),
  ])
}
