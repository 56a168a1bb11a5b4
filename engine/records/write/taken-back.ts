import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { raw, sql } from '../../database/sql.ts'
import { calledOf } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import type { Door } from './door.ts'
import type { Draft, Question } from './draft.ts'
import { rowsSql } from './row-rights.ts'

/** An action that was done to a record: of which face, and its name. */
export type Act = {
  readonly face: string
  readonly action: string
  /** It was undone, and to take that back does it again, with nothing asked that the action asks. */
  readonly again?: boolean
}

/**
 * The actions that a change did to records, by record; of an undo those of the change that it goes back to.
 * A merge is none: it asks for rights of its own.
 */
export async function actsBehind(
  connection: Connection,
  change: string,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly Act[]>> {
  const rows = await connection.query<{ record: string } & Act>(
    // By the records first: the entries of a change of very many would be read once for each page of it.
    sql`with recursive behind(id, again) as (
        select ${change}::uuid, false
        union select c.undoes, not b.again from change c join behind b on c.id = b.id where c.undoes is not null
      ), acts as materialized (
        select record, change, regexp_match(action, '^do:([^.]+)[.](.+)$') as parts from audit_entry
        where record = any(${records}::uuid[]) and action ~ '^do:'
      ) select distinct record, parts[1] as face, parts[2] as action, b.again
        from acts join behind b on b.id = acts.change where parts[2] <> 'merge'`,
  )
  return Map.groupBy(rows, ({ record }) => record)
}

/** What only actions set of a record: nobody writes it by hand. */
export function isSetByActions({ field }: ResolvedField): boolean {
  return field.readOnly === true || field.afterwards === 'byActions'
}

/**
 * What an action set goes back by the right to that action, as of today and of the record as it would stand
 * again: who may not freeze any more does not thaw either, though they once froze it themselves.
 */
export function takenBackByRight(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  const actsOn = ({ id }: Draft) => door.takesBack?.get(id) ?? []
  const acts = new Map(drafts.flatMap(actsOn).map((act) => [`${act.face}.${act.action}`, act]))
  return [...acts.values()].flatMap(({ face: name, action }) => {
    const face = door.model.objects.get(name)
    const rows = door.actor.access.object(name)?.rows(action)
    const concerns = (draft: Draft) =>
      draft.kind === 'update' &&
      [...draft.given].some(isSetByActions) &&
      actsOn(draft).some((act) => act.face === name && act.action === action)
    if (rows === true || !drafts.some(concerns)) return []
    const holds = face && rows ? rowsSql(door, face, rows, 't') : raw('false')
    return [{ holds, concerns, mark: (draft) => setByAction(object, draft) }]
  })
}

function setByAction(object: ResolvedObject, draft: Draft): void {
  for (const field of [...draft.given].filter(isSetByActions))
    draft.errors.push({
      field: field.name,
      code: 'notAllowed',
      message: said(
        '{label} was set by an action that you may not do with this record any more. Ask an administrator.',
        { label: calledOf(field.field, object.name, draft.before?.values ?? {}) },
      ),
    })
}
