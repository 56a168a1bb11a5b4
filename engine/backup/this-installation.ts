import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { thisCluster } from '../seal/entry-digest.ts'

/**
 * Twelve hex digits that tell this installation from others that keep their backups in the same place: by its
 * store, its database and its schema. A copy that was restored elsewhere is another one, and so deletes no
 * backups of the one it was copied from.
 */
export async function thisInstallation(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ name: string }>(
    sql`select left(encode(sha256(convert_to(
          ${thisCluster} || ' ' || current_database() || ' ' || current_schema(), 'UTF8')), 'hex'), 12) as name`,
  )
  return row?.name ?? ''
}

/** Whether a folder is named by `thisInstallation`, here or elsewhere. */
export function isInstallation(name: string): boolean {
  return /^[0-9a-f]{12}$/.test(name)
}
