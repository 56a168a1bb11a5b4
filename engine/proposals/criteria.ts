import type { Condition } from '#model'
import type { Actor } from '../access/actor.ts'
import type { AnyAction } from '../actions/action.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { seesCondition } from '../query/sees-condition.ts'
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
    return sql`(${own} and ${readyRows(reader, face, action, alias)})`
  } catch (error) {
    // A field that the condition names may be gone; then it matches nothing until somebody mends it.
    if (error instanceof Problem || (error as Error).name === 'WhereError') return null
    throw error
  }
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

/**
 * The rows that the actor may see and do the action with now, and of which they see all that the criterion
 * looks at: that a partner is proposed tells what stands in those fields.
 */
export function decidable(reading: Reading, { face, action, where }: Criterion, alias: string): Sql {
  const reader = { ...reading, authority: 'actor' } as const
  const seen = seesCondition(reader, face, where, alias)
  // What was frozen by hand meanwhile waits for no decision; taken back, it does so again.
  const ready = readyRows({ model: reading.model, actor: reading.actor }, face, action, alias)
  return sql`${rowsFor(reader, face, 'read', alias)} and ${rowsFor(reader, face, action.name, alias)}
    and ${ready} and ${seen}`
}

function readyRows(reading: Reading, face: ResolvedObject, { when }: AnyAction, alias: string): Sql {
  const asking = { ...reading, authority: 'action' } as const
  return when ? conditionRows(asking as never, face, when as Condition, alias) : raw('true')
}

/** Who may do the action with no record at all, or may not know what it asks for, has nothing to decide. */
export function mayDecide({ model, actor }: Reading, { face, action, where }: Criterion): boolean {
  const access = actor.access.object(face.name)
  const may = access?.rows('read') !== undefined && access.rows(action.name) !== undefined
  return may && knowsCondition({ model, actor, authority: 'actor' }, face, where)
}
