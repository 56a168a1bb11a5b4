import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { ContentStore } from './content-store.ts'
import { fileTable } from './may-read-file.ts'

/** Hears which content is being read, of how many. */
type ContentProgress = (what: string, done: number, all: number) => void

/** So many contents are asked of the database at a time, and so many files named of each content. */
const batch = 1_000
const mostNamed = 5

type Named = { readonly hash: string; readonly names: readonly string[]; readonly all: number }

/**
 * Reads every content that a file names, digests it anew and names the files whose content is missing or not
 * what was archived. The hashes that it goes by stand in the log, whose chain covers them: that the table of
 * files still says the same is what `checkAgainstLog` finds.
 */
export async function checkContents(
  database: Database,
  model: ResolvedModel,
  store: ContentStore,
  progress: ContentProgress = () => {},
): Promise<string[]> {
  const findings: string[] = []
  const table = id(fileTable(model))
  const [counted] = await database.query<{ all: number }>(
    sql`select count(distinct hash)::integer as "all" from ${table} where hash is not null`,
  )
  let done = 0
  for (let after = ''; ;) {
    const contents = await database.query<Named>(
      sql`select hash, (array_agg(name || ' (' || id || ')' order by id))[1:${mostNamed}::integer] as names,
            count(*)::integer as "all"
          from ${table} where hash > ${after} collate "C" group by hash order by hash collate "C" limit ${batch}`,
    )
    for (const content of contents) {
      progress('the contents of files', done++, counted?.all ?? 0)
      const problem = await problemWith(store, content.hash)
      if (problem) findings.push(sentence(content, problem))
    }
    const last = contents.at(-1)
    if (!last) return findings
    after = last.hash
  }
}

async function problemWith(store: ContentStore, hash: string): Promise<string | null> {
  if (!(await store.has(hash))) return 'is missing'
  const digest = createHash('sha256')
  await pipeline(await store.open(hash), digest)
  return digest.digest('hex') === hash ? null : 'is not what was archived'
}

function sentence({ hash, names, all }: Named, problem: string): string {
  const more = all > names.length ? ` and ${all - names.length} more` : ''
  return `The content of ${names.join(', ')}${more} ${problem} (SHA-256 ${hash}).`
}
