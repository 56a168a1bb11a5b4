import type { Connection } from '../database/database.ts'
import { literal, raw, sql } from '../database/sql.ts'

/** How frequent the grams of a table are, by PostgreSQL's statistics. */
export type Frequencies = {
  /** Rows of the table. */
  readonly rows: number
  /** About how many rows have all of these words, each given by its grams. */
  with(words: readonly (readonly number[])[]): number
  /** Whether every gram of the words is known to be frequent. */
  known(words: readonly (readonly number[])[]): boolean
  /** Of the grams of a word the one that the fewest rows have, or all those of which nothing is known. */
  rarest(grams: readonly number[]): readonly number[]
}

const rememberedMilliseconds = 60_000
/** Where nothing is known of a gram, it is at most as frequent as this. */
const unknownShare = 0.002

const known = new WeakMap<Connection, Map<string, { value: Frequencies; until: number }>>()

/** Looks the frequencies up, once a minute. */
export async function frequenciesOf(search: Connection, table: string): Promise<Frequencies> {
  const memory = known.get(search) ?? new Map<string, { value: Frequencies; until: number }>()
  known.set(search, memory)
  const remembered = memory.get(table)
  if (remembered && remembered.until > Date.now()) return remembered.value
  const [row] = await search.query<{ rows: number; grams: number[] | null; shares: number[] | null }>(
    sql`select greatest(c.reltuples, 0)::float8 as rows, s.most_common_elems::text::int4[] as grams,
               s.most_common_elem_freqs::float8[] as shares
        from pg_class c left join pg_stats s
          on s.schemaname = current_schema() and s.tablename = c.relname and s.attname = 'search_grams'
        where c.oid = ${raw(literal(`"${table.replaceAll('"', '""')}"`).parts.join(''))}::regclass`,
  )
  const value = frequencies(row?.rows ?? 0, row?.grams ?? [], row?.shares ?? [])
  memory.set(table, { value, until: Date.now() + rememberedMilliseconds })
  return value
}

function frequencies(rows: number, grams: readonly number[], shares: readonly number[]): Frequencies {
  const byGram = new Map(grams.map((gram, at) => [gram, shares[at] ?? unknownShare]))
  // Behind the shares of the elements stand three more numbers: least, most, and the share of empty lists.
  const least = grams.length > 0 ? Math.min(...shares.slice(0, grams.length), unknownShare) : unknownShare
  const shareOf = (gram: number) => byGram.get(gram) ?? least
  return {
    rows,
    rarest(given) {
      const unknown = given.filter((gram) => !byGram.has(gram))
      return unknown.length > 0 ? unknown : given.toSorted((a, b) => shareOf(a) - shareOf(b)).slice(0, 1)
    },
    known: (words) => words.flat().every((gram) => byGram.has(gram)),
    with(words) {
      // The grams of one word go together, those of two words do not.
      const found = words.map((word) => Math.min(1, ...word.map(shareOf)))
      return rows * found.reduce((product, share) => product * share, 1)
    },
  }
}
