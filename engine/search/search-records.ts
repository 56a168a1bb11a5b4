import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import type { JsonSelect } from '../query/json-form.ts'
import type { Reader } from '../query/reader.ts'
import { readableRows } from '../query/record-scope.ts'
import { amongFew } from './among-few.ts'
import { anyTier, rankOfTier, widestTier, withGrams } from './any-tier.ts'
import { bounded, fetchTier, type Reckoning, type SearchConnections } from './fetch-tier.ts'
import { byId, fetchWithinSight } from './fetch-within-sight.ts'
import type { Found, SearchSource, Wanted } from './found.ts'
import { frequenciesOf } from './frequencies.ts'
import { namesWithinSight } from './names-within-sight.ts'
import { searchTiers, type Tier } from './search-tiers.ts'
import { visibleRows } from './visible.ts'

export type SearchOptions = {
  readonly typed: string
  /** Further conditions on the row `t`. */
  readonly conditions?: readonly Sql[]
  readonly limit: number
  readonly after?: Found | null
  /** What is shown of a record in the end, as columns of its row `p`. */
  readonly shown: JsonSelect
  /** Over which brief questions go, with others of the same moment. */
  readonly brief?: Connection
}

/**
 * The records that fit what was typed, best first: number or tax number, start of the name, start of a word,
 * inside;
 * then by name as it is spelled in Latin letters (numbers by their digits), then by id. Only records and
 * fields that
 * the reader may see count.
 */
export async function searchRecords(
  database: Pick<Database, 'query' | 'search'>,
  reader: Reader & { readonly actor: Actor },
  object: ResolvedObject,
  { typed, conditions = [], limit, after = null, shown, brief = database }: SearchOptions,
): Promise<readonly Found[]> {
  const tiers = searchTiers(reader, object, typed)
  if (tiers.length === 0) return []
  const readable = readableRows(reader, object, 't')
  const known = foundByWhatIsSeen(reader, object, typed, tiers)
  const rows = [
    ...(readable.parts.join('') === 'true' ? [] : [readable]),
    ...conditions,
    ...(known === null ? [] : [known]),
  ]
  const source: SearchSource = {
    table: object.table,
    from: id(object.table),
    rows: rows.map((piece) => filled(piece, reader)),
    shown,
  }
  const { search } = database
  const filling = (connection: Connection): Connection => ({
    query: (piece, options) => connection.query(filled(piece, reader), options),
  })
  const asking = { search: filling(search), plain: filling(brief) }
  const [visible, frequencies] = await Promise.all([
    visibleRows(search, source),
    frequenciesOf(search, object.table),
  ])
  const wanted: Wanted = { tiers, limit, after }
  // What came by its id goes on so, however few may be seen by now.
  const among = visible.few && after?.key !== byId ? amongFew : amongMany
  return among(asking, source, wanted, {
    frequencies,
    visibleRows: visible.rows,
    namesInOrder: visible.namesInOrder,
  })
}

/** Whether a record matches what was typed in any tier, as a condition on `t`, for lists in another order. */
export function matchesSearch(reader: Reader, object: ResolvedObject, typed: string): Sql {
  const tiers = searchTiers(reader, object, typed)
  if (tiers.length === 0) return raw('false')
  const known = foundByWhatIsSeen(reader, object, typed, tiers)
  return known === null ? anyTier(tiers) : sql`(${anyTier(tiers)} and ${known})`
}

/** That what is hidden does not decide whether a record is found; null where nothing has to be asked. */
function foundByWhatIsSeen(
  reader: Reader,
  object: ResolvedObject,
  typed: string,
  tiers: readonly Tier[],
): Sql | null {
  const names = namesWithinSight(reader, object, typed)
  if (names === null) return null
  const numbers = tiers.flatMap(({ kind, match }) => (kind === 'number' ? [sql`(${match}) is true`] : []))
  return sql`(${join([...numbers, names], ' or ')})`
}

/** Up to so many matches of all tiers of names are fetched together, by the statistics and at most. */
const gatheredRows = 3_000

async function amongMany(
  connections: SearchConnections,
  source: SearchSource,
  { tiers, limit, after }: Wanted,
  reckoning: Reckoning,
): Promise<Found[]> {
  const found: Found[] = []
  const widest = widestTier(tiers)
  let together = widest >= 0 && reckoning.frequencies.with(tiers[widest]?.words ?? []) <= gatheredRows
  for (let at = after?.tier ?? 0; at < tiers.length && found.length < limit; at++) {
    const position = after && after.tier === at ? after : null
    // An index gives names that start so in order: where they fill the page, nothing else is looked at.
    if (together && isGathered(tiers[at]) && at <= widest && position?.key !== byId) {
      together = false
      const all = await gather(
        connections.search,
        source,
        { tiers, limit: limit - found.length, after: position },
        at,
      )
      if (all) {
        found.push(...all)
        at = widest
        continue
      }
    }
    const stretch = { tiers, tier: at, after: position, limit: limit - found.length }
    found.push(
      ...(isWithinSight(tiers[at])
        ? await fetchWithinSight(connections.search, source, stretch, reckoning)
        : await fetchTier(connections, source, stretch, reckoning)),
    )
  }
  return found.slice(0, limit)
}

function isGathered(tier: Tier | undefined): boolean {
  return tier !== undefined && tier.kind !== 'number' && !tier.ordered
}

/** Whether the index of names is in no order that its reader may be told. */
function isWithinSight(tier: Tier | undefined): boolean {
  return tier !== undefined && tier.kind !== 'number' && !tier.walked
}

/**
 * What matches in the tiers of names from one on, in order; null where too much would have to be looked at.
 */
function gather(
  search: Connection,
  source: SearchSource,
  { tiers, limit, after }: Wanted,
  from: number,
): Promise<Found[] | null> {
  const widest = tiers[widestTier(tiers)] as Tier
  const earlier = tiers.slice(0, from).map(({ match }) => sql`(${match}) is not true`)
  const own = join([withGrams(widest), ...earlier], ' and ')
  return bounded(search, source, {
    own,
    tier: rankOfTier(tiers),
    key: widest.key,
    most: gatheredRows,
    after,
    limit,
  })
}
