import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { mostSharing } from '../match/is-rare.ts'
import { keepPairs } from './keep-pairs.ts'
import type { BlocksTask } from './pair-reckoning.ts'
import type { Reckoner } from './pair-threads.ts'
import type { SearchParts } from './search-job.ts'

/** What more records share is looked at by their other keys alone. */
const mostInBlock = 1_000
/** So many pairs at most, which takes minutes; of a base with more the largest blocks are left out. */
const mostCompared = 620_000_000
const blocksAtOnce = 200
/** So many places in blocks go into one task. */
const placesAtOnce = 2_000
/** Work that waits in threads; more would only fill the memory. */
const mostOpen = 4
/** Who is a little less alike than what is shown is kept, for when the rules become looser. */
const below = 0.15

/** Pairs less alike than this are not kept. */
export function leastKept({ rules }: SearchParts): number {
  return Math.max(0.3, rules.shown - below)
}

type Sums = { compared: number; pairs: number }
type Block = { readonly key: number; readonly rows: readonly number[] }

/**
 * Compares all records that were gathered and share a key: the blocks stream out of the database in the order
 * of their keys and are compared in threads, with a bounded amount of either in memory. Gives also which keys
 * very many share, and how many do.
 */
export async function compareBlocks(
  parts: SearchParts,
  tx: Transaction,
  reckoner: Reckoner,
  progress: (part: number) => Promise<void>,
): Promise<Sums & { readonly sharing: ReadonlyMap<number, number> }> {
  await tx.query(sql`set local work_mem = '128MB'`)
  const sharing = await sharingOf(tx)
  const most = largestBlock(sharing)
  const skipped = shared([...sharing].flatMap(([key, count]) => (count > most ? [key] : [])))
  const sums: Sums = { compared: 0, pairs: 0 }
  const open: Promise<void>[] = []
  let turn = 0
  for await (const blocks of portions(tx, most)) {
    const task = { ...(await told(parts, tx, sharing, blocks)), skipped }
    open.push(compared(parts, reckoner, turn++, task, sums))
    // What fails is met when its turn comes.
    open.at(-1)?.catch(() => {})
    while (open.length > mostOpen) await open.shift()
    // Keys are spread evenly over all numbers of 32 bits, and come in their order.
    await progress((Number(blocks.at(-1)?.key ?? 0) + 2 ** 31) / 2 ** 32)
  }
  await Promise.all(open)
  return { ...sums, sharing }
}

/** How many share a key, where those are many. */
async function sharingOf(tx: Transaction): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ key: number; count: string }>(
    sql`select key, count(*) from match_key group by key having count(*) > ${mostSharing}`,
  )
  return new Map(rows.map(({ key, count }) => [key, Number(count)]))
}

/** Up to how many may share a key that is looked at. */
function largestBlock(sharing: ReadonlyMap<number, number>): number {
  let left = mostCompared
  for (const count of [...sharing.values()].sort((one, other) => one - other)) {
    left -= (count * (count - 1)) / 2
    if (left < 0) return Math.min(mostInBlock, count - 1)
  }
  return mostInBlock
}

/** In one memory for all threads. */
function shared(numbers: readonly number[]): Int32Array {
  const all = new Int32Array(new SharedArrayBuffer(numbers.length * Int32Array.BYTES_PER_ELEMENT))
  all.set(numbers)
  return all.sort()
}

async function* portions(tx: Transaction, most: number): AsyncGenerator<readonly Block[]> {
  const blocks = tx.batches<Block>(
    sql`select key, array_agg(n) as rows from match_key
        group by key having count(*) between 2 and ${most} order by key`,
    blocksAtOnce,
  )
  let portion: Block[] = []
  let places = 0
  for await (const batch of blocks) {
    for (const block of batch) {
      portion.push(block)
      places += block.rows.length
      if (places < placesAtOnce) continue
      yield portion
      portion = []
      places = 0
    }
  }
  if (portion.length > 0) yield portion
}

type Told = Omit<BlocksTask, 'skipped'> & { readonly ids: readonly string[] }

async function told(
  parts: SearchParts,
  tx: Transaction,
  sharing: ReadonlyMap<number, number>,
  blocks: readonly Block[],
): Promise<Told> {
  const numbers = [...new Set(blocks.flatMap(({ rows }) => rows))]
  const rows = await tx.query<Gathered>(
    sql`select n, id, keys, named, there, form from match_form where n = any(${numbers}::int4[])`,
    { name: 'gathered forms' },
  )
  const places = new Map(rows.map(({ n }, at) => [n, at]))
  return {
    does: 'blocks',
    ids: rows.map((row) => row.id),
    forms: rows.map(({ form }) => form).join('\n'),
    keys: rows.map(({ keys }) => keys).join('\n'),
    named: rows.map(({ named }) => sharing.get(named ?? 0) ?? 0),
    there: rows.map(({ there }) => sharing.get(there ?? 0) ?? 0),
    blocks: blocks.map((block) => ({
      key: block.key,
      places: block.rows.flatMap((row) => places.get(row) ?? []),
    })),
    rules: parts.rules,
    least: leastKept(parts),
  }
}

type Gathered = {
  readonly n: number
  readonly id: string
  readonly keys: string
  readonly named: number | null
  readonly there: number | null
  readonly form: string
}

async function compared(
  { database, base }: SearchParts,
  reckoner: Reckoner,
  turn: number,
  { ids, ...task }: Told & Pick<BlocksTask, 'skipped'>,
  sums: Sums,
): Promise<void> {
  const { found = [], compared: all = 0 } = await reckoner.ask(turn, task)
  sums.compared += all
  sums.pairs += found.length
  if (found.length > 0) await database.transaction((tx) => keepPairs(tx, base, ids, found))
}
