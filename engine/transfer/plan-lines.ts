import type { ResolvedField } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import type { Line } from '../records/write/draft.ts'
import { loadLines, ownedLines } from '../records/write/lines.ts'
import type { PlannedRow, RowPlan } from './plan-rows.ts'

type Given = Record<string, unknown>

/**
 * Ties the lines of rows that change records to the lines that are there: columns of single fields change the
 * main line and leave the others; a column of whole lines keeps those that say the same.
 */
export async function linesOntoExisting(
  door: Door,
  plan: RowPlan,
  rows: readonly PlannedRow[],
): Promise<void> {
  const known = rows.flatMap((row) =>
    row.operation && row.operation.kind !== 'create' ? [row.operation] : [],
  )
  if (known.length === 0) return
  const collections = new Map(
    plan.reader.columns.flatMap(({ target }) => {
      const field = target.lines ?? (ownedLines(door.model, target.field) ? target.field : null)
      return field ? [[field, target.lines !== null] as const] : []
    }),
  )
  for (const [field, single] of collections) {
    const owned = ownedLines(door.model, field)
    if (!owned) continue
    const concerned = known.filter((operation) => Array.isArray(operation.values[field.name]))
    const before = await loadLines(
      door.tx,
      door.model,
      owned,
      concerned.map((operation) => operation.id),
    )
    for (const operation of concerned) {
      const lines = before.get(operation.id) ?? []
      const given = operation.values[field.name] as Given[]
      const fills = operation.kind === 'update' && operation.fills === true
      operation.values[field.name] = single
        ? ontoMain(lines, given[0] ?? {}, fills)
        : [...(fills ? unmatched(lines, given) : []), ...matched(lines, given)]
    }
  }
}

function ontoMain(lines: readonly Line[], given: Given, fills: boolean): Given[] {
  const at = Math.max(
    0,
    lines.findIndex((line) =>
      [...line.values].some(([field, value]) => field.name === 'main' && value === true),
    ),
  )
  if (lines.length === 0) return [given]
  return lines.map((line, index) => {
    if (index !== at) return { id: line.id }
    return { ...(fills ? notHeldBy(line, given) : given), id: line.id }
  })
}

/** What the line does not say yet. */
function notHeldBy(line: Line, given: Given): Given {
  const held = new Set([...line.values].filter(([, value]) => value !== null).map(([field]) => field.name))
  return Object.fromEntries(Object.entries(given).filter(([name]) => !held.has(name)))
}

/** Lines that are there, and none of those given says the same. */
function unmatched(lines: readonly Line[], given: readonly Given[]): Given[] {
  const again = new Set(matched(lines, given).map((one) => one['id']))
  return lines.filter(({ id }) => !again.has(id)).map(({ id }) => ({ id }))
}

function matched(lines: readonly Line[], given: readonly Given[]): Given[] {
  const open = new Set(lines)
  return given.map((one) => {
    const same = [...open].find((line) => saysTheSame(line, one))
    if (!same) return one
    open.delete(same)
    return { ...one, id: same.id }
  })
}

function saysTheSame(line: Line, given: Given): boolean {
  const filled = [...line.values].filter(([, value]) => value !== null && value !== false)
  const yesNo = new Set(
    [...line.values.keys()].filter(({ field }) => field.type === 'yesNo').map(({ name }) => name),
  )
  const said = Object.keys(given).filter((name) => {
    const value = given[name]
    // A city may be called “false”; only what is yes or no says nothing by it.
    return value !== null && value !== false && !(value === 'false' && yesNo.has(name))
  })
  return (
    filled.length === said.length &&
    filled.every(([field, value]) => plain(field, value) === plain(field, given[field.name]))
  )
}

function plain(field: ResolvedField, value: unknown): string {
  const parsed = value === null || value === undefined ? { value } : field.type.parse(value, field.field)
  return JSON.stringify('value' in parsed ? parsed.value : value) ?? ''
}
