import { raw, sql, type Sql } from '../database/sql.ts'

/** Through these come nearly all entries, which are met by reading on; of all others there is an index. */
const frequent: readonly string[] = ['web', 'api', 'import']
const seldom = raw(`('web', 'api', 'import')`)

/** Entries `e` of what was done through a source. */
export function isSource(source: string): Sql {
  const through = sql`e.source = ${source}`
  return isSeldomSource(source) ? sql`${through} and e.source not in ${seldom}` : through
}

/** Whether the index of the sources holds it. */
export function isSeldomSource(source: string): boolean {
  return !frequent.includes(source)
}
