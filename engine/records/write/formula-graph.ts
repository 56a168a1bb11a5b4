import { dependencies } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { formulaTree } from '../../query/formula-tree.ts'
import { targetOf } from './references.ts'

/** A stored formula, with the face through which its names are read. */
export type StoredFormula = { readonly face: ResolvedObject; readonly field: ResolvedField }

/** One step of a path of a formula, or of a condition of rights, from its record towards what it reads. */
export type Step = {
  readonly from: ResolvedObject
  readonly field: ResolvedField
  readonly to: ResolvedObject
}

/** A formula that reads `field` of `object` at the end of `steps` (none: of its own record). */
export type Reading = {
  readonly formula: StoredFormula
  readonly steps: readonly Step[]
  readonly object: string
  readonly field: string
}

/** Which stored formulas read what, and the order in which those of one record are computed. */
export type FormulaGraph = {
  /** Stored formulas of a table, such that one comes after those it reads. */
  ofTable(base: string): readonly StoredFormula[]
  /** Those of a table with these names, and those that read one of them of their own record, in order. */
  withReaders(base: string, names: readonly string[]): readonly StoredFormula[]
  /** Formulas of other records that read something of this table. */
  readersOf(base: string): readonly Reading[]
  /** The names of the fields of its own record that a formula reads. */
  ownReadings(formula: StoredFormula): readonly string[]
}

const graphs = new WeakMap<ResolvedModel, FormulaGraph>()

/** The graph of a model, made once for each version of it. */
export function formulaGraph(model: ResolvedModel): FormulaGraph {
  const known = graphs.get(model)
  if (known) return known
  const formulas = [...model.objects.values()].flatMap((face) =>
    [...face.fields.values()]
      .filter((field) => field.owner === face.name && field.field.type === 'formula' && field.column !== null)
      .map((field): StoredFormula => ({ face, field })),
  )
  const readings = formulas.flatMap((formula) => readingsOf(model, formula))
  const byTable = groupBy(formulas, (formula) => formula.face.base)
  const readers = groupBy(
    readings.filter((reading) => reading.steps.length > 0),
    (reading) => reading.object,
  )
  const made: FormulaGraph = {
    ofTable: (base) => inOrder(byTable.get(base) ?? [], readings),
    withReaders(base, names) {
      const taken = new Set(names)
      return made.ofTable(base).filter((formula) => {
        const { name } = formula.field
        if (!taken.has(name) && !made.ownReadings(formula).some((one) => taken.has(one))) return false
        taken.add(name)
        return true
      })
    },
    readersOf: (base) => readers.get(base) ?? [],
    ownReadings: (formula) =>
      readings
        .filter((reading) => reading.formula === formula && reading.steps.length === 0)
        .map((reading) => reading.field),
  }
  graphs.set(model, made)
  return made
}

/**
 * Every field that a formula reads, at each step of each path: a reference on the way matters like its end.
 */
function readingsOf(model: ResolvedModel, formula: StoredFormula): Reading[] {
  const readings: Reading[] = []
  for (const path of dependencies(formulaTree(model, formula.face, formula.field))) {
    let object: ResolvedObject = formula.face
    const steps: Step[] = []
    for (const name of path) {
      const field = object.fields.get(name)
      if (!field) break
      readings.push({ formula, steps: [...steps], object: object.base, field: name })
      const to = stepTarget(model, field)
      if (!to) break
      const via = viaOf(field)
      steps.push({ from: object, field, to })
      // A line that is moved to another parent changes both parents.
      if (via !== null) readings.push({ formula, steps: [...steps], object: to.base, field: via })
      object = to
    }
  }
  return readings
}

export function stepTarget(model: ResolvedModel, field: ResolvedField): ResolvedObject | undefined {
  const type = field.type.valueType(field.field)
  const name = type.kind === 'lines' ? type.of : targetOf(field)
  return name === null ? undefined : model.objects.get(name)
}

export function viaOf(field: ResolvedField): string | null {
  const type = field.type.valueType(field.field)
  return type.kind === 'lines' ? type.via : null
}

/**
 * Formulas of one table so that each comes after those it reads of its own record. The catalog keeps out
 * rings.
 */
function inOrder(formulas: readonly StoredFormula[], readings: readonly Reading[]): StoredFormula[] {
  const ordered: StoredFormula[] = []
  const visit = (formula: StoredFormula): void => {
    if (ordered.includes(formula)) return
    for (const reading of readings) {
      if (reading.formula !== formula || reading.steps.length > 0) continue
      const before = formulas.find((one) => one !== formula && one.field.name === reading.field)
      if (before && !ordered.includes(before)) visit(before)
    }
    if (!ordered.includes(formula)) ordered.push(formula)
  }
  formulas.forEach(visit)
  return ordered
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
