import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { databaseName, quoted } from './database-name.ts'
import { facesOf, ownFields } from './faces.ts'

/** The primary key and the foreign keys of a table. */
export function declaredConstraints(model: ResolvedModel, base: ResolvedObject): [string, string][] {
  const keys = facesOf(model, base).flatMap((face) =>
    ownFields(face).flatMap((field) => {
      const definition = foreignKey(model, field, face)
      return definition && field.column
        ? [[databaseName(base.table, field.column, 'fkey'), definition] as [string, string]]
        : []
    }),
  )
  return [[databaseName(base.table, 'pkey'), 'primary key (id)'], ...keys]
}

/**
 * The foreign key behind a reference, or null. Checked at the end of each statement, and at the end of the
 * transaction where that asks for it, as a restore does.
 */
export function foreignKey(model: ResolvedModel, field: ResolvedField, owner: ResolvedObject): string | null {
  const value = field.type.valueType(field.field)
  if (value.kind !== 'reference' || field.column === null) return null
  const target = model.objects.get(value.to)
  if (!target) return null
  const isVia = owner.declaration.owned?.via === field.name
  const onDelete = isVia ? 'cascade' : 'restrict'
  return (
    `foreign key (${quoted(field.column)}) references ${quoted(target.table)}(id) ` +
    `on delete ${onDelete} deferrable`
  )
}
