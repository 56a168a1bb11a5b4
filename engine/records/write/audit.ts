import type { Connection } from '../../database/database.ts'
import { sql, type Sql } from '../../database/sql.ts'
import { noticedObjects } from '../../system/system-objects.ts'
import type { Actor } from '../../access/actor.ts'
import type { Door, WriteOptions } from './door.ts'
import { writtenAt } from './written-at.ts'

/** What happened to one record: before and after hold only what changed, in stored form. */
export type AuditEntry = {
  readonly object: string
  readonly record: string
  readonly action: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** Writes down who changed what, when, from where and why; one statement for any number of records. */
export async function writeAudit(
  door: Pick<Door, 'tx' | 'actor' | 'options'>,
  change: string,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length > 0) await door.tx.query(auditing(door, change, entries), { name: 'audit' })
}

/**
 * The statement that writes it down, to run by itself or together with others. Whoever changes what processes
 * remember has it forgotten in this one by the time of the answer.
 */
export function auditing(
  { tx, actor, options }: Pick<Door, 'tx' | 'actor' | 'options'>,
  change: string,
  entries: readonly AuditEntry[],
): Sql {
  if (entries.some(({ object }) => Object.hasOwn(noticedObjects, object))) tx.expectNotice()
  return sql`insert into audit_entry
        (change, at, actor, source, request, object, record, action, before, after, reason, confirmed)
      select ${change}::uuid, ${writtenAt(options, 'clock_timestamp()')}, ${actor.user}::uuid, ${actor.source}, ${actor.request},
             e.entry->>'object', (e.entry->>'record')::uuid, e.entry->>'action', e.entry->'before',
             e.entry->'after', ${options.reason ?? null}::text, ${circumstances(actor, options)}::text[]
      from jsonb_array_elements(${JSON.stringify(entries.map(filled))}::jsonb) e(entry)`
}

/** Without what is null, which in the form of the column would be a JSON null. */
function filled({ before, after, ...entry }: AuditEntry): Partial<AuditEntry> {
  return { ...entry, ...(before && { before }), ...(after && { after }) }
}

/** The beginning of an address in the circumstances of an entry. */
export const fromAddress = 'from:'

/** The beginning of the change that is taken back, in the circumstances of an entry. */
export const undoesChange = 'undoes:'

/**
 * What was confirmed, for whom the actor stood in when they did it (`for:ID`), at which address they sat
 * (`from:ADDRESS`), of which work that goes on without them has none, and what is taken back (`undoes:ID`).
 */
export function circumstances(
  actor: Actor,
  { confirmed = [], undoes }: Pick<WriteOptions, 'confirmed' | 'undoes'>,
) {
  const all = [
    // Codes are given by whoever asks, and must not pass for what we say of them.
    ...confirmed.filter((code) => !/^(for|from|undoes):/.test(code)),
    ...(undoes === undefined ? [] : [`${undoesChange}${undoes}`]),
    ...(actor.standsInFor ?? []).map(({ user }) => `for:${user}`),
    ...(actor.address ? [`${fromAddress}${actor.address}`] : []),
  ]
  return all.length > 0 ? all : null
}

/** A change that groups many records, so that it can be listed, followed and undone as one. */
export type ChangeKind = 'bulk' | 'import' | 'undo' | 'action' | 'merge'

export async function openChange(
  tx: Connection,
  change: {
    id: string
    actor: string
    kind: ChangeKind
    label: string
    object: string | null
    undoes?: string
  },
): Promise<void> {
  await tx.query(
    sql`insert into change (id, at, actor, kind, label, object, undoes)
        values (${change.id}, clock_timestamp(), ${change.actor}, ${change.kind}, ${change.label},
                ${change.object}, ${change.undoes ?? null})`,
  )
}
