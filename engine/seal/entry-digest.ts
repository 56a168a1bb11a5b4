import { id, raw, sql, type Sql } from '../database/sql.ts'

/**
 * The salted digest of an entry of the log, in SQL: SHA-256 of the salt and of the entry as a JSON array, as
 * decisions/0013-audit-chain.md sets down. The transaction's number is not part of it: another server counts
 * its transactions anew.
 */
export function entryDigest(entry: string, salt: Sql): Sql {
  const of = (column: string) => id(entry, column)
  return sql`sha256(uuid_send(${salt}) || convert_to(jsonb_build_array(
    ${of('id')}, ${of('change')}, ${microseconds(of('at'))}, ${of('actor')}, ${of('source')}, ${of('request')},
    ${of('object')}, ${of('record')}, ${of('action')}, ${of('before')}, ${of('after')}, ${of('reason')},
    ${of('confirmed')})::text, 'UTF8'))`
}

/** The digest of many digests: in groups of 4096 ids, so that no text grows with their number. */
export function digestOfGroups(): Sql {
  return sql`sha256(coalesce(string_agg(digest, ''::bytea order by part), ''::bytea))`
}

/** Digests by groups, from rows of `entry` and `digest`; further columns divide the groups. */
export function groups(from: string, by: readonly string[] = []): Sql {
  const columns = by.map((column) => `${column}, `).join('')
  return raw(
    `select ${columns}entry / 4096 as part, sha256(string_agg(digest, ''::bytea order by entry)) as digest,
            count(*) as entries, max(entry) as last_entry from ${from} group by ${columns}entry / 4096`,
  )
}

/** What chains a seal to the one before: the hash of which a copy is kept outside. */
export function sealHash(before: Sql, seal: string): Sql {
  const of = (column: string) => id(seal, column)
  return sql`sha256(${before} || ${of('digest')} || convert_to(jsonb_build_array(
    ${of('number')}, ${of('position')}, ${of('entries')}, ${of('last_entry')}, ${of('until')}::text,
    ${of('cluster')}::text, ${microseconds(of('sealed_at'))})::text, 'UTF8'))`
}

/** What stands before the first seal. */
export const beginning = sql`decode(repeat('00', 32), 'hex')`

/** The number of this server's store: another one counts its transactions anew. */
export const thisCluster = sql`(select system_identifier from pg_control_system())`

function microseconds(instant: Sql): Sql {
  return sql`(extract(epoch from ${instant}) * 1000000)::bigint`
}
