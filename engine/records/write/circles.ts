import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, sql, type Sql } from '../../database/sql.ts'
import { called } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import type { Draft } from './draft.ts'

/** A reference by which nobody may come back to where they began, and how that is asked of the result. */
export type Circle = {
  readonly field: ResolvedField
  readonly isFree: (alias: string) => Sql
  readonly concerns: (draft: Draft) => boolean
  readonly mark: (draft: Draft) => void
}

/** The references of an object that make a tree or a chain: a parent, who pays. */
export function circlesOf(object: ResolvedObject): Circle[] {
  return [...object.fields.values()].flatMap((field) => {
    const { column } = field
    const isTree = object.declaration.tree === field.name || field.field['acyclic'] === true
    return isTree && column !== null ? [circle(object, field, column)] : []
  })
}

function circle(object: ResolvedObject, field: ResolvedField, column: string): Circle {
  const table = id(object.table)
  return {
    field,
    // What goes in a circle already is walked once: `union` keeps no row twice.
    isFree: (alias) => sql`not exists (
      with recursive above(id) as (
        select ${id(alias, column)} union select p.${id(column)} from ${table} p join above a on p.id = a.id)
      select from above where above.id = ${id(alias)}.id)`,
    concerns: (draft) => (draft.values.get(field) ?? null) !== null,
    mark: (draft) => {
      if (draft.errors.some((known) => known.field === field.name)) return
      draft.errors.push({
        field: field.name,
        code: 'circle',
        message: said('{field}: this would lead back to the record itself. Choose another.', {
          field: called(field.field),
        }),
      })
    },
  }
}
