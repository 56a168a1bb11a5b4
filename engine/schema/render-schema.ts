import { quoted } from './database-name.ts'
import type { SchemaShape } from './schema-shape.ts'
import { createTable } from './schema-difference.ts'

/**
 * A whole schema as text, in an order that does not depend on how it came about: for people, and to
 * compare.
 */
export function renderSchema(shape: SchemaShape): string {
  const names = [...shape.keys()].sort()
  const tables = names.flatMap((name) => {
    const table = shape.get(name)
    return table ? [createTable(name, table)] : []
  })
  const rest = names.flatMap((name) => {
    const table = shape.get(name)
    if (!table) return []
    const keys = [...table.constraints]
      .filter(([, definition]) => !definition.startsWith('primary key'))
      .sort(byName)
      .map(([key, definition]) => `alter table ${quoted(name)} add constraint ${quoted(key)} ${definition}`)
    return [...keys, ...values(table.indexes), ...values(table.triggers)]
  })
  return [...tables, ...rest].map((statement) => `${statement};\n`).join('\n')
}

function values(definitions: ReadonlyMap<string, string>): string[] {
  return [...definitions].sort(byName).map(([, definition]) => definition)
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1
}
