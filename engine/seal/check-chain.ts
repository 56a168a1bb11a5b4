import type { Database, Transaction } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { join, sql, type Sql } from '../database/sql.ts'
import { checkErasures } from './check-erasures.ts'
import { beginning, digestOfGroups, entryDigest, groups, sealHash, thisCluster } from './entry-digest.ts'
import { foundEntries } from './found-entries.ts'
import { checkTurns } from './turns.ts'

/**
 * Holds the whole log against its chain, and says each finding in a sentence that names where: entries that
 * were altered, removed or put in since they were sealed, and seals that do not follow from each other. Who
 * rewrites the log and the whole chain is found only by the heads that are kept outside (checkHeads).
 */
export function checkChain(database: Database): Promise<string[]> {
  return lookThrough(database, async (tx) => [
    ...(await altered(tx)),
    ...(await removed(tx)),
    ...(await insertedBehind(tx)),
    ...(await ahead(tx)),
    ...(await checkErasures(tx)),
    ...(await brokenSeals(tx)),
    ...(await checkTurns(tx)),
  ])
}

function altered(tx: Transaction): Promise<string[]> {
  const from = sql`audit_entry e join audit_sealed_entry s on s.entry = e.id
                   where s.salt is not null and s.digest <> ${entryDigest('e', sql`s.salt`)}`
  return foundEntries(tx, from, 'was altered after it was sealed')
}

async function removed(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ first: string; last: string; entries: string; seals: string[] }>(
    sql`select min(entry) as first, max(entry) as last, count(*) as entries, array_agg(distinct seal) as seals
        from (select s.entry, s.seal, s.entry - row_number() over (order by s.entry) as run
              from audit_sealed_entry s left join audit_entry e on e.id = s.entry where e.id is null) gone
        group by run order by 1 limit 1001`,
  )
  return listed(rows, ({ first, last, entries, seals }) => {
    const place = seals.length === 1 ? `seal ${seals[0]}` : `seals ${seals[0]} to ${seals.at(-1)}`
    return first === last
      ? `The entry ${first} of the log, sealed in ${place}, is gone.`
      : `${entries} entries of the log, ${first} to ${last}, sealed in ${place}, are gone.`
  })
}

/** Below the last seal's transaction everything was sealed; what is not was put in afterwards. */
function insertedBehind(tx: Transaction): Promise<string[]> {
  const from = sql`audit_entry e left join audit_sealed_entry s on s.entry = e.id
                   where s.entry is null and e.tx < ${sealedBelow}`
  return foundEntries(tx, from, 'was put in among sealed ones')
}

/** Such an entry would never be sealed. */
function ahead(tx: Transaction): Promise<string[]> {
  const from = sql`audit_entry e left join audit_sealed_entry s on s.entry = e.id
                   where s.entry is null and ${sealedBelow} is not null
                     and e.tx >= pg_snapshot_xmax(pg_current_snapshot())`
  return foundEntries(tx, from, 'names a transaction that has not been yet')
}

/** Null where the last seal is another server's, whose transactions are not those of this one. */
const sealedBelow = sql`(select case when cluster = ${thisCluster} then until end
                         from audit_seal order by number desc limit 1)`

type Seal = {
  readonly number: string
  readonly first: string
  readonly position: string
  readonly isThere: boolean
  readonly follows: boolean
  readonly before: string
  readonly covers: boolean
  readonly hashes: boolean
}

async function brokenSeals(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<Seal>(
    sql`with parts as (${groups('audit_sealed_entry', ['seal'])}),
        covered as (
          select seal, ${digestOfGroups()} as digest, sum(entries) as entries, max(last_entry) as last_entry
          from parts group by seal),
        chain as (
          select *, lag(number, 1, 0::bigint) over w as former, lag(position, 1, 0::bigint) over w as start,
                 lag(hash, 1, ${beginning}) over w as before
          from audit_seal window w as (order by number)),
        judged as (
          select coalesce(c.number, k.seal) as number, c.start + 1 as first, c.position, c.number is not null as "isThere",
                 c.number = c.former + 1 as follows, c.former as before,
                 (${join(sameAsCovered(), ' and ')}) is true as covers,
                 c.position = c.start + c.entries and c.hash = ${sealHash(sql`c.before`, 'c')} as hashes
          from chain c full join covered k on k.seal = c.number)
        select * from judged where not ("isThere" and follows and covers and hashes) order by number limit 1001`,
  )
  return listed(rows, brokenSeal)
}

function sameAsCovered(): Sql[] {
  return [sql`c.digest = k.digest`, sql`c.entries = k.entries`, sql`c.last_entry = k.last_entry`]
}

function brokenSeal({ number, first, position, isThere, follows, before, covers }: Seal): string {
  if (!isThere) return `The seal ${number} of the log is gone, but not the digests of its entries.`
  const place = `The seal ${number} of the log, which covers the positions ${first} to ${position},`
  if (!follows) return `${place} follows the seal ${before}: what was between them is gone.`
  if (!covers) return `${place} does not agree with the digests of its entries: they were changed afterwards.`
  return `${place} does not follow from the one before: it or an earlier one was changed afterwards.`
}

function listed<T>(rows: readonly T[], say: (row: T) => string): string[] {
  const sentences = rows.slice(0, 1_000).map(say)
  return rows.length > sentences.length ? [...sentences, 'There are more of the same kind.'] : sentences
}
