import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { jsonSelect, type JsonSelect } from '../../query/json-form.ts'
import { oncePerPolicy, type Reader } from '../../query/reader.ts'
import { recordScope } from '../../query/record-scope.ts'

/** The rows of a page as JSON, how many they are, and the cursor to go on from. */
export type PageText = { readonly items: string; readonly count: number; readonly next: string | null }

/** The JSON form of the rows of `p`, which may be read: made once for everyone with the same rights. */
export function rowsJson(
  reader: Reader,
  object: ResolvedObject,
  fields: readonly ResolvedField[],
): JsonSelect {
  const key = `json ${object.name} ${fields.map((field) => field.name).join()}`
  return oncePerPolicy(reader, key, () => jsonSelect(recordScope(reader, object, 'p'), fields))
}
