import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'

/** The faces of a base object: itself and its roles, all of one table. */
export function facesOf(model: ResolvedModel, base: ResolvedObject): readonly ResolvedObject[] {
  return [base, ...base.roles.flatMap((role) => model.objects.get(role) ?? [])]
}

/** The stored fields of a face that are its own. */
export function ownFields(face: ResolvedObject): readonly ResolvedField[] {
  return [...face.fields.values()].filter(
    (field) => field.owner === face.name && !field.system && field.column,
  )
}
