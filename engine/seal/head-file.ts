import path from 'node:path'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { appendLines } from '../files/append-lines.ts'
import type { ChainParts } from './chain.ts'
import { noteHeadAway, noteHeadKept } from './head-alarms.ts'

/** A line of the file outside: after how many entries the chain had which hash, and when that was written. */
export type Head = { readonly position: number; readonly hash: string; readonly at: string }

export const headFileName = 'kontor-head.jsonl'
const everyMilliseconds = 60_000

/**
 * Makes what adds the head of the chain to the file outside, a line a minute at most and only where it has
 * moved. A folder that is not there is not made: it may be a place that is not connected just now. That it is
 * not there is noted, and administrators are told.
 */
export function headWriter({ database, headFolder, log }: ChainParts): () => Promise<void> {
  let written: string | null = null
  let dueAt = 0
  // What a server noted that has ended since is over as well, once this one can.
  let isNoted = true
  return async () => {
    if (headFolder === undefined || performance.now() < dueAt) return
    const head = await presentHead(database)
    if (!head || head.hash === written) return
    dueAt = performance.now() + everyMilliseconds
    try {
      await appendLines(path.join(headFolder, headFileName), `${JSON.stringify(head)}\n`, 0o600)
    } catch (error) {
      isNoted = true
      await noteHeadAway(database, headFolder)
      log(`The head of the log could not be written to ${headFolder}. Check that the folder is there.`, error)
      return
    }
    written = head.hash
    if (isNoted) await noteHeadKept(database)
    isNoted = false
  }
}

async function presentHead(database: Connection): Promise<Head | undefined> {
  const [row] = await database.query<{ position: string; hash: string }>(
    sql`select position, encode(hash, 'hex') as hash from audit_seal order by number desc limit 1`,
    { name: 'head' },
  )
  return row && { position: Number(row.position), hash: row.hash, at: new Date().toISOString() }
}
