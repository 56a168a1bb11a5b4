import { sql, type Database } from '#engine'

/** What the clients were told is done, and what they may have done besides; kept outside of Kontor. */
export type Journal = {
  /** Names of customers whose making was acknowledged. */
  readonly created: Set<string>
  /** Names of customers whose making was acknowledged and then undone. */
  readonly undone: Set<string>
  /** How far the changes of one record are: sent, and of these acknowledged. */
  readonly changed: Map<string, { sent: number; acknowledged: number }>
  /** How often what was worked through to its end. */
  readonly counts: Map<string, number>
}

export function newJournal(): Journal {
  return { created: new Set(), undone: new Set(), changed: new Map(), counts: new Map() }
}

export function counted({ counts }: Journal, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** What the database holds against the journal, a sentence for each acknowledged write lost or doubled. */
export async function compare(journal: Journal, database: Database): Promise<string[]> {
  // What is acknowledged from here on may or may not be in what is read next.
  const created = [...journal.created]
  const undone = [...journal.undone]
  const changed = [...journal.changed].map(([id, { acknowledged }]) => ({ id, acknowledged }))
  const rows = await database.query<{ name: string; count: string }>(
    sql`select name, count(*) from party where name like 'Fault %' group by name`,
  )
  const found = new Map(rows.map(({ name, count }) => [name, Number(count)]))
  const findings = [
    ...[...found].filter(([, count]) => count > 1).map(([name, count]) => `${name} is there ${count} times.`),
    ...created.filter((name) => !found.has(name)).map((name) => `${name} was acknowledged and is lost.`),
    ...undone.filter((name) => found.has(name)).map((name) => `${name} was undone and is there.`),
  ]
  for (const { id, acknowledged } of changed) {
    const sent = () => journal.changed.get(id)?.sent ?? 0
    findings.push(...(await compareChanges(database, id, acknowledged, sent)))
  }
  return findings
}

/** A record whose city counts its changes; the log must hold each acknowledged one once. */
async function compareChanges(
  database: Database,
  id: string,
  acknowledged: number,
  sent: () => number,
): Promise<string[]> {
  const [row] = await database.query<{ city: string | null }>(sql`select city from party where id = ${id}`)
  const logged = await database.query<{ city: string; count: string }>(
    sql`select after->>'city' as city, count(*) from audit_entry
         where record = ${id} and action = 'update' and after ? 'city' group by 1`,
  )
  const now = Number(row?.city ?? 0)
  const doubled = logged.filter(({ count }) => Number(count) > 1)
  const known = new Set(logged.map(({ city }) => Number(city)))
  const lost = Array.from({ length: acknowledged }, (_, at) => at + 1).filter((one) => !known.has(one))
  return [
    ...(now < acknowledged || now > sent() ? [`${id} is at ${now}, acknowledged was ${acknowledged}.`] : []),
    ...doubled.map(({ city, count }) => `${id}: change ${city} is in the log ${count} times.`),
    ...lost.map((one) => `${id}: change ${one} was acknowledged and is not in the log.`),
  ]
}
