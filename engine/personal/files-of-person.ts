import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import type { Emptied } from './emptied-values.ts'
import { filesInLog } from './files-in-log.ts'
import type { Linked } from './linked-records.ts'
import type { Person } from './people.ts'

/** Those that stand in their fields, and those that their log and that of what goes with them ever named. */
export async function filesOfPerson(
  tx: Transaction,
  { record, former }: Person,
  { files }: Emptied,
  linked: readonly Linked[],
): Promise<string[]> {
  const own = files.flatMap((key) => record.values[key] ?? []).map(String)
  const once = await filesInLog(tx, [record.id, ...former])
  return [...new Set([...own, ...[...once.values()].flat(), ...linked.flatMap((one) => one.files)])]
}

/** Files that something else names stay; of the others the content goes once nothing names that. */
export async function removeFiles(
  door: Door,
  files: readonly string[],
): Promise<{ contents: string[]; stay: ReadonlySet<string> }> {
  const face = door.model.objects.get('file')
  if (!face || files.length === 0) return { contents: [], stay: new Set() }
  const there = await door.tx.query<{ id: string; hash: string }>(
    sql`select id, hash from file where id = any(${files}::uuid[])`,
  )
  const removals = await removeRecords(
    door,
    face,
    there.map((file) => file.id),
  )
  const [gone, left] = [true, false].map((is) =>
    there.filter((file) => (removals.get(file.id) === 'gone') === is),
  )
  return { contents: (gone ?? []).map(({ hash }) => hash), stay: new Set(left?.map((file) => file.id)) }
}
