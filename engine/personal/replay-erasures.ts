import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Erasure, Mode } from './erase-person.ts'
import type { ListedErasure } from './erasure-list.ts'
import type { PersonalParts } from './open-personal.ts'
import type { People } from './people.ts'
import { runErasures } from './run-erasures.ts'

/** What became of a list of erasures in a restored backup; people by number alone. */
export type Replayed = {
  readonly done: number
  /** Those of the done who were made anonymous, because what is here names them. */
  readonly anonymised: readonly string[]
  /** Who came after the backup was made, so that it cannot hold them. */
  readonly later: readonly string[]
  /** Who was in it once, and of whom it holds nothing any more. */
  readonly empty: readonly string[]
  /** Who is not in it, though it is not older than they are. */
  readonly unknown: readonly string[]
  /** Who is in it still, and why. */
  readonly left: readonly { readonly object: string; readonly record: string; readonly why: string }[]
}

/**
 * Erases again who was erased after a backup was made. What stands against one holds up none of the others:
 * who may not go is tried again when all others are gone, and is made anonymous then. `made` is when the
 * backup was made; without it, the last that its log says.
 */
export async function replayErasures(
  parts: PersonalParts,
  people: People,
  list: readonly ListedErasure[],
  made?: string,
): Promise<Replayed> {
  const moment = Date.parse(made ?? (await lastOfLog(parts)))
  const found = { done: 0, ...empty() }
  const settled = (one: ListedErasure, mode: Mode) => {
    found.done += 1
    if (mode !== one.mode) found.anonymised.push(one.record)
  }
  const refused: ListedErasure[] = []
  for (const one of new Map(list.map((line) => [line.id, line])).values()) {
    if (await isKnown(parts, one)) continue
    const why = await tried(parts, people, one, one.mode)
    if (why === null) settled(one, one.mode)
    else if (!(why instanceof Problem && why.status === 404)) refused.push(one)
    else if (await isLogged(parts, one)) found.empty.push(one.record)
    else (madeAt(one.record) > moment ? found.later : found.unknown).push(one.record)
  }
  for (const one of refused) {
    const modes: Mode[] = one.mode === 'erase' ? ['erase', 'anonymise'] : ['anonymise']
    let why: Error | null = null
    for (const mode of modes) {
      why = await tried(parts, people, one, mode)
      if (why !== null) continue
      settled(one, mode)
      break
    }
    if (why !== null) found.left.push({ object: one.object, record: one.record, why: why.message })
  }
  return found
}

function empty() {
  const ids = (): string[] => []
  const left: Replayed['left'][number][] = []
  return { anonymised: ids(), later: ids(), empty: ids(), unknown: ids(), left }
}

/** Null where it was done; else what stands against it. */
async function tried(
  parts: PersonalParts,
  people: People,
  { id, object, record, mentions = [], former = [], linked = [] }: ListedErasure,
  mode: Mode,
): Promise<Error | null> {
  const actor = await parts.access.systemActor('restore')
  const reason = said('It was erased after this backup was made.').in(actor.language)
  const erasure: Erasure = {
    ...{ id, object, record, mode, reason, mentions, former, linked },
    replayed: true,
  }
  try {
    const [outcome] = await runErasures(parts, people, actor, [erasure])
    return outcome && 'refused' in outcome ? outcome.refused : null
  } catch (error) {
    // Whoever comes behind them on the list is to go all the same; this one is named as left.
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function isKnown({ database }: PersonalParts, { id }: ListedErasure): Promise<boolean> {
  return (await database.query(sql`select from person_erasure where id = ${id}`)).length > 0
}

async function isLogged({ database }: PersonalParts, one: ListedErasure): Promise<boolean> {
  const all = [one.record, ...(one.former ?? [])]
  const rows = await database.query(sql`select from audit_entry where record = any(${all}::uuid[]) limit 1`)
  return rows.length > 0
}

/** The last that was written down before anything was done to a restored copy. */
async function lastOfLog({ database }: PersonalParts): Promise<string> {
  const [row] = await database.query<{ at: string }>(
    sql`select to_char(coalesce(max(e.at), now()) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from audit_entry e where e.at < coalesce(
          (select min(r.at) from audit_entry r where r.source = 'system' and r.request = 'restore'), 'infinity')`,
  )
  return row?.at ?? ''
}

/** Ids begin with the moment at which they were made, in milliseconds. */
function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
