import { evaluate, isVolatile, jsonRecord } from '#model'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { formulaTree } from '../../query/formula-tree.ts'
import { baseOf } from '../stored.ts'
import { computeFormulas } from './dependants.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { formulaGraph, viaOf, type StoredFormula } from './formula-graph.ts'
import { ownedLines } from './lines.ts'

/**
 * Computes the stored formulas of records that were just written, one statement for all that need no other:
 * of new ones all that can come to something, of others those that read what was written.
 */
export async function recompute(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const base = baseOf(door.model, object)
  const graph = formulaGraph(door.model)
  if (graph.ofTable(base.name).length === 0) return
  const isNew = (draft: Draft) => draft.kind !== 'update'
  const fresh = drafts.filter(isNew).map(({ id }) => id)
  const known = drafts.filter((draft) => !isNew(draft))
  const filled = graph.ofTable(base.name).filter((formula) => !comesToNothing(door.model, formula))
  const created = drafts.every(({ kind }) => kind !== 'adopt') ? filled : graph.ofTable(base.name)
  if (created.length > 0) await computeFormulas(door, base, fresh, created)
  const touched = graph.withReaders(base.name, [...writtenFields(known)])
  if (touched.length > 0)
    await computeFormulas(
      door,
      base,
      known.map(({ id }) => id),
      touched,
    )
}

/** What drafts set, and what the engine keeps of every write. */
function writtenFields(drafts: readonly Draft[]): ReadonlySet<string> {
  const named = drafts.flatMap((draft) => [...draft.values.keys(), ...draft.lines.keys()])
  return new Set([...named.map(({ name }) => name), 'updatedAt', 'updatedBy', 'version'])
}

const nothings = new WeakMap<StoredFormula, boolean>()

/**
 * Whether a formula is empty of every new record: it reads only what names the record from elsewhere, of
 * which there is none yet, and comes to nothing without it.
 */
function comesToNothing(model: ResolvedModel, formula: StoredFormula): boolean {
  const known = nothings.get(formula)
  if (known !== undefined) return known
  const found = readsOnlyOthers(model, formula) && valueOfNothing(model, formula) === null
  nothings.set(formula, found)
  return found
}

function readsOnlyOthers(model: ResolvedModel, formula: StoredFormula): boolean {
  const own = formulaGraph(model).ownReadings(formula)
  return own.every((name) => {
    const field = formula.face.fields.get(name)
    return field !== undefined && viaOf(field) !== null && ownedLines(model, field) === null
  })
}

function valueOfNothing(model: ResolvedModel, { face, field }: StoredFormula) {
  const tree = formulaTree(model, face, field)
  if (isVolatile(tree)) return undefined
  const surroundings = { variables: {}, timeZone: 'UTC', now: '2000-01-01T00:00:00Z' }
  return evaluate(tree, jsonRecord({}), surroundings).value
}
