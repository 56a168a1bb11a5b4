import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { matchRecordOf } from '../match/match-keys.ts'

/** Of rows those that tell who they are, and what they tell, as lines of JSON. */
export function toldOf(
  model: ResolvedModel,
  base: ResolvedObject,
  rows: readonly Record<string, unknown>[],
): { readonly own: readonly Record<string, unknown>[]; readonly records: string } {
  const own: Record<string, unknown>[] = []
  const lines: string[] = []
  for (const row of rows) {
    const record = matchRecordOf(model, base, row)
    if (!record) continue
    own.push(row)
    lines.push(JSON.stringify(record))
  }
  return { own, records: lines.join('\n') }
}
