import type { Each, Expression, ExpressionType, Source } from './expression.ts'
import { readNumber } from './exact-number.ts'
import { instantMicroseconds, instantText } from './exact-instant.ts'
import type { RecordView, Surroundings } from './record-view.ts'
import type { Value } from './result.ts'

/** Where a part of an expression is evaluated: a record or a row of a source, and what is around it. */
export type Place = {
  readonly record: RecordView
  readonly members: ReadonlyMap<string, unknown> | null
  readonly outer: Place | null
  readonly surroundings: Surroundings
  readonly work: { left: number }
  /** Evaluates any expression here; held by the place so that no part needs to know all others. */
  readonly evaluate: (expression: Expression, place: Place) => Value
}

/** The formula needs more work than it was allowed. */
export class TooMuchWork extends Error {}

export function valueOf(expression: Expression, place: Place): Value {
  return place.evaluate(expression, place)
}

/** The values of a list, one for each of its rows. */
export function valuesOf(expression: Each, place: Place): readonly Value[] {
  return placesOf(expression.over, place).map((row) => valueOf(expression.value, row))
}

/** The rows of a source, each as the place in which its fields are named. */
export function placesOf(source: Source, place: Place): readonly Place[] {
  if (source.kind === 'rows') {
    return rowsAt(source.path, place.record).map((record) => ({
      ...place,
      record,
      members: null,
      outer: place,
    }))
  }
  const lists = source.paths.map((path): [string, readonly unknown[]] => {
    const list = fieldAt(path, place)
    return [path.join('.'), Array.isArray(list) ? list : []]
  })
  const length = Math.max(0, ...lists.map(([, list]) => list.length))
  return Array.from({ length }, (_, at) => {
    const members = new Map(lists.map(([name, list]): [string, unknown] => [name, list[at] ?? null]))
    return { ...place, members, outer: place }
  })
}

/** The raw value at the end of a path. */
export function fieldAt(path: readonly string[], place: Place): unknown {
  const name = path.join('.')
  if (place.members?.has(name)) return place.members.get(name)
  let record: RecordView | undefined = place.record
  for (const step of path.slice(0, -1)) record = record?.rows(step)[0]
  return record?.value(path[path.length - 1] ?? '') ?? null
}

export function variableAt(name: string, place: Place): string | null | readonly string[] {
  const { variables } = place.surroundings
  return Object.hasOwn(variables, name) ? (variables[name] ?? null) : null
}

/** Counts the work done, so that no formula runs for ever. */
export function spend(place: Place, steps: number): void {
  place.work.left -= steps
  if (place.work.left < 0) throw new TooMuchWork('The formula needs too much work.')
}

function rowsAt(path: readonly string[], record: RecordView): readonly RecordView[] {
  return path.reduce<readonly RecordView[]>((rows, step) => rows.flatMap((row) => row.rows(step)), [record])
}

/** A value from JSON as its type says; what does not fit its type is empty. */
export function read(raw: unknown, type: ExpressionType): Value {
  if (raw === null || raw === undefined) return null
  switch (type.kind) {
    case 'number':
      return readNumber(raw) ?? null
    case 'boolean':
      return typeof raw === 'boolean' ? raw : null
    case 'instant': {
      const microseconds = typeof raw === 'string' ? instantMicroseconds(raw) : undefined
      return microseconds === undefined ? null : instantText(microseconds)
    }
    case 'reference':
      return referenceId(raw)
    case 'opaque':
      return typeof raw === 'string' ? raw : 'set'
    case 'list':
      throw new Error('A list stands where one value was expected.')
    default:
      return typeof raw === 'string' ? raw : null
  }
}

export function referenceId(raw: unknown): string | null {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : raw
  return typeof id === 'string' ? id : null
}
