import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { forgetMoves } from '../merge/moved.ts'
import { roleKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { comeBack } from './come-back.ts'
import { kept, type Stayed } from './kept.ts'
import { faceInput } from './restorable.ts'
import type { FaceOperation } from './write-back.ts'

/** What the log says of a record that went. */
type Gone = {
  readonly id: string
  readonly record: string
  readonly before: Record<string, unknown> | null
}

/**
 * Brings back records that a change deleted, each whole or not at all, with roles of others that it ended,
 * and says of what stays away why. What somebody brought back meanwhile is there. Gives how many came back.
 */
export async function undoDeletion(
  door: Door,
  base: ResolvedObject,
  gone: readonly Gone[],
  roles: readonly FaceOperation[],
  stays: Stayed[],
): Promise<number> {
  const back = await broughtBack(door, gone)
  for (const record of back)
    stays.push(await kept(door, base, { record, reason: said('It was brought back already.') }))
  const entries = gone.filter(({ record }) => !back.has(record))
  const came = await comeBack(
    door,
    [...entries.flatMap((entry) => stepsOf(door.model, base, entry)), ...roles],
    stays,
  )
  await forgetMoves(door.tx, [...came])
  return came.size
}

/** A record comes back in the first of its roles, then takes on the others with what each held. */
function stepsOf(model: ResolvedModel, base: ResolvedObject, { record: id, before }: Gone): FaceOperation[] {
  const values = before ?? {}
  const [first = base, ...others] = facesPlayed(model, base, values)
  return [
    { face: first, operation: { kind: 'create', id, values: faceInput(first, values) } },
    ...others.map((face): FaceOperation => ({
      face,
      operation: { kind: 'adopt', id, values: faceInput(face, values, face.name) },
    })),
  ]
}

/** What came back after it went, by another change than this undo and the one that it takes back. */
async function broughtBack({ tx, options }: Door, gone: readonly Gone[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ record: string }>(
    sql`select distinct back.record
        from unnest(${gone.map(({ record }) => record)}::uuid[], ${gone.map(({ id }) => id)}::bigint[]) as went(record, id)
        join audit_entry back on back.record = went.record and back.id > went.id and back.action = 'create'
          and back.change is distinct from ${options.change ?? null}::uuid
          and back.change is distinct from (select change from audit_entry where id = went.id)`,
  )
  return new Set(rows.map(({ record }) => record))
}

/** The roles that what was stored of a record says it played. */
export function facesPlayed(model: ResolvedModel, base: ResolvedObject, values: Record<string, unknown>) {
  return base.roles
    .filter((role) => values[roleKey(role)] === true)
    .flatMap((role) => model.objects.get(role) ?? [])
}
