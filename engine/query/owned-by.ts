import type { ResolvedObject } from '../catalog/resolved-model.ts'

/** Whether records of the object are owned lines through this reference, rather than mere back references. */
export function ownedBy(object: ResolvedObject, via: string): boolean {
  return object.declaration.owned?.via === via
}
