import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { facesOf } from '../schema/faces.ts'

/** The users who look after the record of `alias`, in whatever role it plays: an array of their ids. */
export function keepersOf(model: ResolvedModel, base: ResolvedObject, alias: string): Sql {
  const keepers = facesOf(model, base).flatMap((face) => {
    const { keeper } = face.declaration
    const column = keeper === undefined ? null : (face.fields.get(keeper)?.column ?? null)
    if (column === null) return []
    const plays = face.roleColumn === null ? sql`true` : id(alias, face.roleColumn)
    return [sql`case when ${plays} then ${id(alias, column)} end`]
  })
  return keepers.length === 0 ? sql`'{}'::uuid[]` : sql`array_remove(array[${join(keepers)}], null)`
}

/** Whether records of an object are looked after by somebody in particular. */
export function isKept(model: ResolvedModel, base: ResolvedObject): boolean {
  return facesOf(model, base).some(({ declaration }) => declaration.keeper !== undefined)
}
