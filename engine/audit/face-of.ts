import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { roleKey } from '../records/stored.ts'

/** The face whose fields an entry names: a role where one of its own is among them, else the base. */
export function faceOf(model: ResolvedModel, base: ResolvedObject, keys: readonly string[]): ResolvedObject {
  const role = base.roles.find((one) => keys.some((key) => key.startsWith(roleKey(one))))
  return (role === undefined ? undefined : model.objects.get(role)) ?? base
}
