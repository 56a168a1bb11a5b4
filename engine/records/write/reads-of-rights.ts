import { dependencies, type Expression } from '#model'
import type { Access } from '../../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { formulaTree } from '../../query/formula-tree.ts'
import { viaOf, stepTarget, type Step } from './formula-graph.ts'

/** A condition of rights to records of `face` reads `field` of a record of `object` at the end of `steps`. */
export type ReadOfRights = {
  readonly face: ResolvedObject
  readonly steps: readonly Step[]
  readonly object: string
  readonly field: string
  /** It is looked through, at what it leads to. */
  readonly leads: boolean
}

/**
 * Every field of the object's table that a condition reads by which somebody sees or changes anything, of
 * whatever object: by references, lines, roles and formulas, for each step of a path opens as its end does.
 * `alone`: by what grants say by themselves, without what their records are seen with. Made once for each
 * policy.
 */
export function readsOfRights(
  model: ResolvedModel,
  access: Access,
  base: string,
  kind: 'own' | 'alone',
): readonly ReadOfRights[] {
  const known = byModel.get(model) ?? new Map<string, readonly ReadOfRights[]>()
  byModel.set(model, known)
  const key = `${kind} ${access.key}`
  if (known.size > mostKnown) known.clear()
  const all =
    known.get(key) ??
    [...model.objects.values()].flatMap((face) =>
      conditionsOn(access, face).flatMap((one) => readsBy(model, face, one)),
    )
  known.set(key, all)
  return all.filter((read) => read.object === base)
}

/** By the key of the rights; of those that have ends there are few. */
const byModel = new WeakMap<ResolvedModel, Map<string, readonly ReadOfRights[]>>()
const mostKnown = 200

/** The conditions of the face by which its records and their fields are seen and changed, each once. */
function conditionsOn(access: Access, face: ResolvedObject): readonly Expression[] {
  const rights = access.object(face.name)
  if (rights?.rows('read') === undefined) return []
  const fields = [...face.fields.keys()].flatMap((name) => [rights.see(name), rights.change(name)])
  const rows = new Set([rights.rows('read'), ...fields])
  return [...rows].filter((one) => one !== undefined && one !== true)
}

/** A path, told by whose its fields are too: two roles of a table have fields, and lists, of one name. */
export function pathOf(steps: readonly Pick<Step, 'field'>[]): string {
  return steps.map(({ field }) => `${field.owner}.${field.name}`).join(' ')
}

type Place = { readonly at: ResolvedObject; readonly steps: readonly Step[] }

function readsBy(model: ResolvedModel, face: ResolvedObject, condition: Expression): ReadOfRights[] {
  const reads: ReadOfRights[] = []
  const met = new Set<string>()
  const add = ({ at, steps }: Place, field: string, leads: boolean) =>
    reads.push({ face, steps, object: at.base, field, leads })
  const walk = (tree: Expression, from: Place): void => {
    for (const path of dependencies(tree)) {
      let place: Place | null = from
      for (const [nth, name] of path.entries()) {
        if (!place) break
        const field: ResolvedField | undefined = place.at.fields.get(name)
        if (field && field.field['roleFace'] !== true) add(place, name, nth + 1 < path.length)
        if (field?.field.type === 'formula') byFormula(field, place)
        place = next(place, name, field)
      }
    }
  }
  const byFormula = (field: ResolvedField, place: Place): void => {
    const key = pathOf([...place.steps, { field }])
    if (met.has(key)) return
    met.add(key)
    walk(formulaTree(model, place.at, field), place)
  }
  const next = (place: Place, name: string, field: ResolvedField | undefined): Place | null => {
    // The name of a role stands for another look at the same record.
    const role = !field || field.field['roleFace'] === true ? model.objects.get(name) : undefined
    if (role) return { ...place, at: role }
    const to = field && stepTarget(model, field)
    if (!field || !to || (field.column === null && viaOf(field) === null)) return null
    const there = { at: to, steps: [...place.steps, { from: place.at, field, to }] }
    const via = viaOf(field)
    // A line that comes, goes, or is moved to another parent changes what its parents are.
    if (via !== null) add(there, via, true)
    return there
  }
  walk(condition, { at: face, steps: [] })
  return reads
}
