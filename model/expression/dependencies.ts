import { children, type Call, type Expression, type ExpressionType } from './expression.ts'

/**
 * The fields that an expression reads, each as the path from its record: through references and lines, down
 * to the field itself. Lines counted without looking at a field give the path of their ids.
 */
export function dependencies(expression: Expression): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>()
  collect(expression, { rows: [], outer: null }, (path) => paths.set(path.join('.'), path))
  return [...paths.values()]
}

/**
 * Whether the value is not the same at all times and for all readers: it asks for today or now, for who asks,
 * or for the day and hour that an instant is where the reader is.
 */
export function isVolatile(expression: Expression): boolean {
  return some(expression, (one) => {
    if (one.is === 'variable') return true
    if (one.is !== 'call') return false
    if (asksOfPlace(one)) return true
    return one.name === 'TODAY' || one.name === 'NOW' || (one.name === 'CONVERT' && one.args.length < 4)
  })
}

/** An instant becomes a day, or a text of one's own making, by the time zone of the reader. */
function asksOfPlace({ name, type, args }: Call): boolean {
  return ((name === 'as' && kindOf(type) === 'day') || name === 'TEXT') && args.some(isInstant)
}

function isInstant({ type }: Expression): boolean {
  return kindOf(type) === 'instant'
}

/** Of a list, the kind of its values. */
function kindOf(type: ExpressionType): string {
  return type.kind === 'list' ? type.of.kind : type.kind
}

/** Whether the value depends on exchange rates. */
export function usesRates(expression: Expression): boolean {
  return some(expression, (one) => one.is === 'call' && one.name === 'CONVERT')
}

type Around = { readonly rows: readonly string[]; readonly outer: Around | null }

function collect(expression: Expression, around: Around, add: (path: readonly string[]) => void): void {
  if (expression.is === 'field') return add([...around.rows, ...expression.path])
  if (expression.is === 'outer') return collect(expression.of, around.outer ?? around, add)
  const inner = 'over' in expression ? within(expression.over, around) : around
  if ('over' in expression && inner.rows !== around.rows) add([...inner.rows, 'id'])
  if ('over' in expression && expression.over.kind === 'lists') {
    for (const path of expression.over.paths) add([...around.rows, ...path])
  }
  for (const child of children(expression)) collect(child, inner, add)
}

function within(over: { readonly kind: string; readonly path?: readonly string[] }, around: Around): Around {
  return { rows: over.path ? [...around.rows, ...over.path] : around.rows, outer: around }
}

function some(expression: Expression, holds: (one: Expression) => boolean): boolean {
  return holds(expression) || children(expression).some((child) => some(child, holds))
}
