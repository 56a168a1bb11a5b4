import { systemUser } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Transaction } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { id, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { fileTable, isUnnamed } from './may-read-file.ts'

const mega = 1024 * 1024
/** Of files that no record names yet; people of a partner hand in papers, and need less. */
const most = { files: 500, bytes: 4096 * mega }
const mostOfPartners = { files: 50, bytes: 512 * mega }

/** Files of one person on their way to us, in this process, and what of them has come. */
export type UnderWay = { files: number; bytes: number }

/**
 * Throws a 429 where somebody has uploaded as much as is kept for them until records name it, with what is
 * under way beside that. What none names within a day is cleared away. Gives for how many bytes there is
 * room.
 */
export async function refuseHoard(
  connection: Connection,
  model: ResolvedModel,
  { user, variables }: Pick<Actor, 'user' | 'variables'>,
  more: number,
  beside: UnderWay = { files: 0, bytes: 0 },
): Promise<number> {
  if (user === systemUser) return Infinity
  const [row] = await connection.query<{ files: number; bytes: number }>(
    sql`select count(*)::integer as files, coalesce(sum(f.size), 0)::float8 as bytes from ${id(fileTable(model))} f
        where f.created_by = ${user} and f.created_at > now() - interval '1 day' and ${isUnnamed(model)}`,
  )
  const { files = 0, bytes = 0 } = row ?? {}
  const { files: mostFiles, bytes: mostBytes } = variables.$myParty === null ? most : mostOfPartners
  const held = { files: files + beside.files, bytes: bytes + beside.bytes }
  if (held.files >= mostFiles || held.bytes + more > mostBytes) throw uploadsWait(held, variables)
  return mostBytes - bytes
}

/** That somebody has as much under way and waiting as is kept for them. */
export function uploadsWait({ files, bytes }: UnderWay, { $myParty }: Actor['variables']): Problem {
  const { files: mostFiles, bytes: mostBytes } = $myParty === null ? most : mostOfPartners
  const told = { files, size: Math.round(bytes / mega), most: mostFiles, mostSize: mostBytes / mega }
  return new Problem(
    429,
    'uploadsWait',
    said(
      'Files of yours that are in no record yet: {files} ({size} MB). At most {most} are kept so, and {mostSize} MB. Put them into records; what is in none is cleared away after a day.',
      told,
    ),
    { retryAfterSeconds: 3600 },
  )
}

/**
 * What one person uploads is counted one after the other, in all processes; nothing is sent to storage
 * meanwhile.
 */
export async function lockUploads(tx: Transaction, { user }: Pick<Actor, 'user'>): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${ownKey(`uploads ${user}`)})`)
}
