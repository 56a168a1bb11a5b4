import { fulfils, parseWhere } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import { id, sql } from '../database/sql.ts'
import type { AboutChange, Told } from '../dealings/impact-source.ts'
import { typeScope } from '../query/type-scope.ts'
import { surroundings, viewOf } from '../records/write/rule-test.ts'
import { said } from '../said/said.ts'
import { criteriaInForce, decidable, mayDecide, type Criterion } from './criteria.ts'

/**
 * What criteria propose of a record, open or put off, to whoever may decide it: it leaves the review list
 * where the action could not be done in the new state, and stays there otherwise.
 */
export async function proposalsOn(about: AboutChange, actions: ActionRegistry): Promise<readonly Told[]> {
  const { door, face, record } = about
  const stays: Criterion[] = []
  const leaves: Criterion[] = []
  for (const criterion of await criteriaInForce(door.tx, door.model, actions)) {
    if (criterion.face.base !== face.base || !mayDecide(door, criterion)) continue
    const rows = await door.tx.query(
      sql`select from proposal p join ${id(criterion.face.table)} t on t.id = p.record
          where p.criterion = ${criterion.id}::uuid and p.record = ${record.id}::uuid
            and p.state in ('open', 'snoozed') and ${decidable(door, criterion, 't')}`,
    )
    if (rows.length > 0) (couldStill(about, criterion) ? stays : leaves).push(criterion)
  }
  return [
    ...told('proposals.leave', leaves, said('Leaves the review list: what is proposed no longer fits.')),
    ...told('proposals.stay', stays, said('Stays in the review list until somebody decides.')),
  ]
}

/** Whether the proposed action could be done once the record is in the new state. */
function couldStill({ door, face, record, state }: AboutChange, { face: of, action }: Criterion): boolean {
  const field = door.model.objects.get(face.base)?.declaration.states?.field
  if (of !== face || !action.when || field === undefined) return true
  const when = parseWhere(action.when as object, typeScope({ model: door.model, authority: 'action' }, face))
  const view = viewOf((name) => (name === field ? state : (record[name] ?? null)))
  return fulfils(when, view, surroundings(door))
}

function told(key: string, criteria: readonly Criterion[], becomes: Told['becomes']): Told[] {
  if (criteria.length === 0) return []
  const examples = criteria.slice(0, 3).map(({ id: criterion, name }) => ({ id: criterion, title: name }))
  return [{ key, label: said('Proposals of criteria'), count: criteria.length, examples, becomes }]
}
