import type { Connection } from '../database/database.ts'
import { join, raw, sql, statement } from '../database/sql.ts'
import type { SearchSource } from './found.ts'

/** What PostgreSQL reckons of the rows that may be found. */
export type Visible = {
  readonly rows: number
  /** Whether looking at each of them is quick. */
  readonly few: boolean
  /** Whether an index gives the names of just these rows in order, as where one sees what one looks after. */
  readonly namesInOrder: boolean
}

/** What takes some ten milliseconds, in PostgreSQL's reckoning. */
const quickCost = 25_000
const fewRows = 15_000
const rememberedMilliseconds = 60_000
const mostRemembered = 1_000

const known = new WeakMap<Connection, Map<string, { value: Visible; until: number }>>()

/**
 * Estimates how much of the table a search may find (a salesperson's own customers, a small table); asked
 * once a minute.
 */
export async function visibleRows(search: Connection, source: SearchSource): Promise<Visible> {
  const seen = source.rows.length > 0 ? join(source.rows, ' and ') : raw('true')
  const piece = sql`explain (format json) select t.search_key from ${source.from} t where ${seen}`
  const { text, values } = statement(piece)
  const key = JSON.stringify([text, values])
  const memory = known.get(search) ?? new Map<string, { value: Visible; until: number }>()
  known.set(search, memory)
  const remembered = memory.get(key)
  if (remembered && remembered.until > Date.now()) return remembered.value
  const inOrder = sql`explain (format json) select t.search_key, t.id from ${source.from} t
    where ${seen} order by t.search_key, t.id limit ${raw(String(fewRows))}`
  const [plan, ordered] = await Promise.all([planOf(search, piece), planOf(search, inOrder)])
  const rows = plan['Plan Rows']
  const few = rows < fewRows && plan['Total Cost'] < quickCost
  const value = { rows, few, namesInOrder: ordered.Plans?.[0]?.['Node Type'] === 'Index Only Scan' }
  if (memory.size >= mostRemembered) memory.clear()
  memory.set(key, { value, until: Date.now() + rememberedMilliseconds })
  return value
}

type Plan = {
  readonly 'Node Type': string
  readonly 'Total Cost': number
  readonly 'Plan Rows': number
  readonly Plans?: readonly Plan[]
}

async function planOf(search: Connection, piece: Parameters<Connection['query']>[0]): Promise<Plan> {
  const [answer] = await search.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(piece)
  return answer?.['QUERY PLAN'][0].Plan ?? { 'Node Type': '', 'Total Cost': 0, 'Plan Rows': 0 }
}
