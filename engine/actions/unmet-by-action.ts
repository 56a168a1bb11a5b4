import { labelOf, type Condition } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id as name, join, sql } from '../database/sql.ts'
import { notFound, spoken } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { seesCondition } from '../query/sees-condition.ts'
import { conditionRows, rowsFor } from '../records/write/row-rights.ts'
import { unmetRules } from '../records/write/unmet-rules.ts'
import type { AnyAction } from './action.ts'
import { actionTx } from './tx.ts'

export type Unmet = {
  readonly items: readonly {
    readonly action: string
    readonly label: string
    /** Whether the one who asks may do it. */
    readonly may: boolean
    readonly missing: readonly { readonly field: string; readonly message: string }[]
  }[]
}

/**
 * What is missing before each action that can be done with a record as it stands; 404 where it is unseen. An
 * action that whoever asks may not do is told of where they see by what it can be done: it would tell them of
 * a status that they do not see.
 */
export async function unmetByAction(
  door: Door,
  object: ResolvedObject,
  record: string,
  actions: readonly AnyAction[],
): Promise<Unmet> {
  const within: Door = { ...door, authority: 'action' }
  const asked = actions.flatMap((action, at) => [
    sql`${action.when ? conditionRows(within, object, action.when as Condition, 't') : sql`true`} as ${name(`ready${at}`)}`,
    sql`${rowsFor(door, object, action.name, 't')} as ${name(`may${at}`)}`,
    sql`${action.when ? seesCondition(door, object, action.when as Condition, 't') : sql`true`} as ${name(`known${at}`)}`,
  ])
  const [row] = await door.tx.query<Record<string, boolean>>(
    sql`select ${join([sql`${rowsFor(door, object, 'read', 't')} as seen`, ...asked])}
        from ${name(object.table)} t where t.id = ${record}`,
  )
  if (!row?.['seen']) throw notFound()
  const ready = actions.flatMap((action, at) =>
    row[`ready${at}`] === true && (row[`may${at}`] === true || row[`known${at}`] === true)
      ? [{ action, may: row[`may${at}`] === true }]
      : [],
  )
  const tx = actionTx(within)
  const steps = await Promise.all(
    ready.map(async ({ action }) => [
      action.name,
      ...((await action.passes?.({ tx, record: await tx.get(action.on, record) })) ?? []),
    ]),
  )
  const unmet = await unmetRules(door, object, record, [...new Set(steps.flat())])
  return {
    items: ready.map(({ action, may }, at) => ({
      action: action.name,
      label: labelOf(action, door.actor.language).replace('…', ''),
      may,
      missing: spoken(
        unmet.filter(({ before }) => steps[at]?.includes(before)).map(({ error }) => error),
        door.actor.language,
      ).map(({ field, message }) => ({ field, message })),
    })),
  }
}
