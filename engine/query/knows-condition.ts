import { parseWhere, WhereError } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Reader } from './reader.ts'
import { typeScope } from './type-scope.ts'

/** Whether the reader may see every field that a condition names, and so may be told of it. */
export function knowsCondition(reader: Reader, object: ResolvedObject, where: unknown): boolean {
  try {
    parseWhere(where, typeScope(reader, object))
    return true
  } catch (error) {
    if (error instanceof WhereError) return false
    throw error
  }
}
