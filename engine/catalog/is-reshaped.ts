import type { ResolvedField, ResolvedModel } from './resolved-model.ts'

/** Whether the table, or what is stored in it, has to change with the declaration. */
export function isReshaped(
  was: ResolvedField,
  now: ResolvedField,
  before: ResolvedModel,
  after: ResolvedModel,
): boolean {
  const marks = ({ field }: ResolvedField) =>
    JSON.stringify([
      // How a value is searched goes by its kind, also where the column stays.
      field.searched === undefined ? null : field.type,
      field.unique,
      field.indexed,
      field.searched,
      field['formula'],
      field['pattern'],
    ])
  if (was.column !== now.column || was.type.column(was.field) !== now.type.column(now.field)) return true
  const searched = (model: ResolvedModel) => model.objects.get(was.owner)?.searched
  return marks(was) !== marks(now) || searched(before) !== searched(after)
}
