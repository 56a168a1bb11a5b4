import { choiceLabelOf, labelOf } from '#model'
import { id, join, raw, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { rowsFor } from '../records/write/row-rights.ts'
import { said } from '../said/said.ts'
import type { AboutChange, Told } from './impact-source.ts'

/** The other roles that the record plays, each with a state of its own that stays: intake goes on there. */
export async function otherRoles({ door, face, record }: AboutChange): Promise<readonly Told[]> {
  const base = door.model.objects.get(face.base)
  const name = base?.declaration.states?.field
  if (!base || name === undefined) return []
  const reader = { model: door.model, actor: door.actor, authority: 'actor' } as const
  const others = base.roles.flatMap((role) => {
    const other = door.model.objects.get(role)
    const isTold = other && other !== face && sightOf(reader, other)?.field(name) !== undefined
    return isTold && other.roleColumn !== null && other.fields.has(name) ? [other] : []
  })
  if (others.length === 0) return []
  const columns = others.map((other, at) => {
    const scope = recordScope(reader, other, 't')
    const seen = sql`${id('t', other.roleColumn ?? '')} and ${rowsFor({ ...door, authority: 'actor' }, other, 'read', 't')}
      and ${scope.guard(name) ?? raw('true')}`
    return filled(sql`case when ${seen} then ${scope.column(name).sql} end as ${id(`state${at}`)}`, door)
  })
  const [row] = await door.tx.query<Record<string, string | null>>(
    sql`select ${join(columns)} from ${id(base.table)} t where t.id = ${record.id}::uuid`,
  )
  return others.flatMap((other, at): Told[] => {
    const state = row?.[`state${at}`] ?? null
    const field = other.fields.get(name)?.field
    if (state === null || !field) return []
    return [
      {
        key: `role.${other.name}`,
        label: said('{role}: {state}', {
          role: (language) => labelOf(other.declaration, language),
          state: (language) => choiceLabelOf(field, state, language),
        }),
        count: 1,
        becomes: said('Each role has a status of its own: this one stays and goes on.'),
      },
    ]
  })
}
