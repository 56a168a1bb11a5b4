import { dependencies, FormulaError, isVolatile, parseFormula, type Expression } from '#model'
import { typeScope } from '../query/type-scope.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { targetName } from './target-name.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { saidOf } from '../said/said-of.ts'

/** What a formula comes to be in its model: its tree, or why it has none. */
type Known = {
  readonly face: ResolvedObject
  readonly field: ResolvedField
  readonly tree: Expression | FormulaError
}

export type FormulaFault = { readonly object: string; readonly field: string; readonly message: Sentence }

export type Settled = { readonly model: ResolvedModel; readonly faults: readonly FormulaFault[] }

/**
 * Finds the formulas that change by themselves as time goes on, directly or through others that they
 * read: these are worked out on reading and have no column. Tells those that name what is not there, or
 * that go round in a ring; what users added of these is left out, with what rests on it.
 */
export function settleFormulas(model: ResolvedModel): Settled {
  const formulas = formulasOf(model)
  if (formulas.size === 0) return { model, faults: [] }
  const faults = new Map<string, Sentence>()
  const reads = new Map([...formulas].map(([key, known]) => [key, readingsOf(model, known, formulas)]))
  for (const [key, { tree }] of formulas) if (tree instanceof FormulaError) faults.set(key, saidOf(tree))
  for (const ring of rings(reads))
    for (const key of ring)
      faults.set(key, said('It goes round in a ring: {ring}.', { ring: ring.join(' → ') }))
  const spread = reaching(reads, (key) => faults.has(key))
  const changing = reaching(reads, (key) => {
    const tree = formulas.get(key)?.tree
    return tree !== undefined && !(tree instanceof FormulaError) && isVolatile(tree)
  })
  const left = new Set([...spread].filter((key) => formulas.get(key)?.field.custom))
  for (const key of spread)
    if (!faults.has(key)) faults.set(key, said('It reads a formula that is not right.'))
  return {
    model: changing.size + left.size === 0 ? model : amended(model, changing, left),
    faults: [...faults].map(([key, message]) => {
      const [object = '', field = ''] = key.split('.')
      return { object, field, message }
    }),
  }
}

function formulasOf(model: ResolvedModel): Map<string, Known> {
  const found = new Map<string, Known>()
  for (const face of model.objects.values()) {
    for (const field of face.fields.values()) {
      if (field.owner !== face.name || field.field.type !== 'formula') continue
      found.set(keyOf(field), { face, field, tree: treeOf(model, face, field) })
    }
  }
  return found
}

function treeOf(model: ResolvedModel, face: ResolvedObject, field: ResolvedField): Expression | FormulaError {
  try {
    return parseFormula(String(field.field['formula']), typeScope({ model, authority: 'action' }, face))
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
}

function keyOf({ owner, name }: ResolvedField): string {
  return `${owner}.${name}`
}

/** The formulas that a formula reads on the way along each of its paths. */
function readingsOf(
  model: ResolvedModel,
  { face, tree }: Known,
  formulas: ReadonlyMap<string, Known>,
): readonly string[] {
  if (tree instanceof FormulaError) return []
  const found = new Set<string>()
  for (const path of dependencies(tree)) {
    let object: ResolvedObject | undefined = face
    for (const name of path) {
      const field: ResolvedField | undefined = object?.fields.get(name)
      if (!field) break
      if (formulas.has(keyOf(field))) found.add(keyOf(field))
      const target: string | null = targetName(field)
      object = target === null ? undefined : model.objects.get(target)
    }
  }
  return [...found]
}

/** All that are so themselves, and all that read one of these. */
function reaching(
  reads: ReadonlyMap<string, readonly string[]>,
  isSo: (key: string) => boolean,
): Set<string> {
  const found = new Set([...reads.keys()].filter(isSo))
  for (let grew = true; grew;) {
    grew = false
    for (const [key, read] of reads) {
      if (found.has(key) || !read.some((one) => found.has(one))) continue
      found.add(key)
      grew = true
    }
  }
  return found
}

/** Formulas that come back to themselves, each ring once, from its first member on. */
function rings(reads: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>()
  const found: string[][] = []
  const visit = (key: string, way: readonly string[]): void => {
    const at = way.indexOf(key)
    if (at >= 0) return void found.push([...way.slice(at), key])
    if (done.has(key)) return
    for (const next of reads.get(key) ?? []) visit(next, [...way, key])
    done.add(key)
  }
  for (const key of reads.keys()) visit(key, [])
  return found
}

function amended(
  model: ResolvedModel,
  changing: ReadonlySet<string>,
  left: ReadonlySet<string>,
): ResolvedModel {
  const objects = new Map(
    [...model.objects].map(([name, object]): [string, ResolvedObject] => {
      const fields = [...object.fields]
        .filter(([, field]) => !left.has(keyOf(field)))
        .map(([key, field]): [string, ResolvedField] => [
          key,
          changing.has(keyOf(field)) ? { ...field, column: null } : field,
        ])
      return [name, { ...object, fields: new Map(fields), card: withoutFields(object, left) }]
    }),
  )
  return {
    version: model.version,
    objects,
    byPath: new Map([...objects.values()].map((object) => [object.path, object])),
  }
}

function withoutFields(object: ResolvedObject, left: ReadonlySet<string>): ResolvedObject['card'] {
  const isLeft = (name: string): boolean => {
    const field = object.fields.get(name)
    return field !== undefined && left.has(keyOf(field))
  }
  if (![...object.fields.keys()].some(isLeft)) return object.card
  return object.card.map((section) => ({
    ...section,
    fields: section.fields.filter((name) => !isLeft(String(name))),
  }))
}
