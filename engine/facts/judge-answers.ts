import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { loadStored } from '../records/stored.ts'
import type { Asked, Subject } from './asked-of.ts'
import { differencesBetween } from './differences.ts'
import type { Answer } from './fact-source.ts'
import { askedNow, type FactPlace, type NewFact } from './write-facts.ts'

/** What a source said about a record, and what somebody decided of it. */
export type Judged = Subject & { readonly answer: Answer; readonly kept: readonly string[] }

export type Judgement = { readonly result: NewFact['result']; readonly differs: readonly string[] }

/** Holds what sources said against the records as they stand: a value may be right while another differs. */
export async function judgeAnswers(
  connection: Connection,
  model: ResolvedModel,
  place: FactPlace,
  judged: readonly Judged[],
): Promise<Judgement[]> {
  if (judged.length === 0) return []
  const ids = [...new Set(judged.map(({ record }) => record))]
  const stored = await loadStored(connection, model, place.object, ids, false)
  const asked = await askedNow(connection, model, place, ids)
  return judged.map(({ record, line, answer, kept }) => {
    const ours = { ...textsOf(stored.get(record)?.values ?? {}), ...asked.get(line) }
    const differs = differencesBetween(model, place.object, {
      field: place.proved.field,
      says: answer.says ?? {},
      ours,
      kept,
    }).map(({ field }) => field)
    const isOtherwise = answer.result === 'valid' && differs.length > 0
    return { result: isOtherwise ? 'contradicted' : answer.result, differs }
  })
}

function textsOf(values: Readonly<Record<string, unknown>>): Asked {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
}
