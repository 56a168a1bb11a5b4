import type { Condition } from '#model'
import type { Actor } from '../access/actor.ts'
import type { AnyAction } from '../actions/action.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { conditionRows, rowsFor } from '../records/write/row-rights.ts'

/** A criterion in force, with the object and the action that it names. */
export type Criterion = {
  readonly id: string
  readonly name: string
  readonly where: Condition
  readonly input: Readonly<Record<string, unknown>>
  readonly automatic: boolean
  /** Who last changed it, and so switched it on. */
  readonly by: string | null
  readonly face: ResolvedObject
  readonly action: AnyAction
}

type Row = {
  readonly id: string
  readonly name: string
  readonly object: string
  readonly where: Condition
  readonly action: string
  readonly input: Record<string, unknown> | null
  readonly automatic: boolean | null
  readonly by: string | null
}

/** Those in force; one whose object or action is gone proposes nothing. */
export async function criteriaInForce(
  connection: Connection,
  model: ResolvedModel,
  actions: ActionRegistry,
): Promise<Criterion[]> {
  const rows = await connection.query<Row>(
    sql`select id, name, object, "where", action, input, automatic, coalesce(updated_by, created_by) as by
        from criterion where active order by name, id`,
  )
  return rows.flatMap(({ object, action, input, automatic, ...rest }) => {
    const face = model.objects.get(object) ?? model.byPath.get(object)
    const found = face && actions.of(face).find(({ name }) => name === action)
    return face && found
      ? [{ ...rest, face, action: found, input: input ?? {}, automatic: automatic === true }]
      : []
  })
}

/** The rows that a criterion is about: its condition holds, and the action could be done now. */
export function matching(
  reader: { readonly model: ResolvedModel; readonly actor: Actor },
  { face, where, action }: Criterion,
  alias: string,
): Sql | null {
  const asking = { ...reader, authority: 'action' } as const
  try {
    const own = conditionRows(asking as never, face, where, alias)
    const ready = action.when
      ? conditionRows(asking as never, face, action.when as Condition, alias)
      : raw('true')
    return sql`(${own} and ${ready})`
  } catch (error) {
    // A field that the condition names may be gone; then it matches nothing until somebody mends it.
    if (error instanceof Problem || (error as Error).name === 'WhereError') return null
    throw error
  }
}

/** The rows that the actor may see and do the action with. */
export function decidable(
  reader: { readonly model: ResolvedModel; readonly actor: Actor },
  { face, action }: Criterion,
  alias: string,
): Sql {
  const asking = { ...reader, authority: 'actor' } as const
  return sql`${rowsFor(asking, face, 'read', alias)} and ${rowsFor(asking, face, action.name, alias)}`
}
