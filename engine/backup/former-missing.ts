import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { installationOf, madeAt } from './kept-backups.ts'
import { thisInstallation } from './this-installation.ts'

/**
 * What is wrong where the place has the backup before a run no more; null where it has, or none was made.
 * The newest is never deleted by itself: the disk is not connected, so that its folder was made anew on
 * another one, or somebody deletes there. Where one of ours is there that is newer, the place is the right
 * one: data that were restored know of an older one, which ended by its schedule since.
 */
export async function formerMissing(
  database: Connection,
  { run, made, where }: { readonly run: string; readonly made: string; readonly where: string },
  names: readonly string[],
): Promise<string | null> {
  const installation = await thisInstallation(database)
  const [former] = await database.query<{ name: string; place: string | null }>(
    sql`select name, place from backup_run
         where kind = 'backup' and id <> ${run} and name like ${`kontor-${installation}-%`}
           and began_at <= clock_timestamp() order by began_at desc, id desc limit 1`,
  )
  const at = (name: string) => madeAt(name)?.getTime() ?? 0
  const isNewer = (name: string) =>
    name !== made &&
    installationOf(name) === installation &&
    at(name) <= Date.now() &&
    at(name) >= at(former?.name ?? '')
  if (!former || names.includes(former.name) || names.some(isNewer)) return null
  const why = `the one before it, ${former.name}, is not in its place any more.`
  if (former.place !== null && former.place !== where)
    return (
      `${why} It was kept in ${former.place}, and this one is in ${where}. Where several servers work on one ` +
      'database, each has to be given the same place. Where the place was changed this is said once.'
    )
  return (
    `${why} Look whether the disk or the storage is connected and the right one, and who deletes there. ` +
    'Where the place was changed this is said once.'
  )
}
