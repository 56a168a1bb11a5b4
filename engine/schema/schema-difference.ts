import { quoted } from './database-name.ts'
import { sameDefinition, type SchemaShape, type TableShape } from './schema-shape.ts'

/**
 * The statements that make one schema look like another, in an order in which they can be run: tables,
 * columns, what is gone, then keys and indexes. Tables that the wanted shape does not know are left
 * alone.
 */
export function schemaDifference(present: SchemaShape, wanted: SchemaShape): string[] {
  const created: string[] = []
  const columns: string[] = []
  const dropped: string[] = []
  const constraints: string[] = []
  const indexes: string[] = []
  const triggers: string[] = []
  for (const [name, table] of wanted) {
    const was = present.get(name)
    if (was) columns.push(...columnChanges(name, was, table))
    else created.push(createTable(name, table))
    dropped.push(...gone(name, was, table))
    for (const [key, definition] of table.constraints) {
      if (sameDefinition(was?.constraints.get(key), definition)) continue
      // A primary key is part of creating its table.
      if (!was && definition.startsWith('primary key')) continue
      constraints.push(`alter table ${quoted(name)} add constraint ${quoted(key)} ${definition}`)
    }
    for (const [key, definition] of table.indexes) {
      if (!sameDefinition(was?.indexes.get(key), definition)) indexes.push(definition)
    }
    for (const [key, definition] of table.triggers) {
      if (!sameDefinition(was?.triggers.get(key), definition)) triggers.push(definition)
    }
  }
  return [...dropped, ...created, ...columns, ...constraints, ...indexes, ...triggers]
}

export function createTable(name: string, table: TableShape): string {
  const lines = [...table.columns].map(([column, definition]) => `  ${quoted(column)} ${definition}`)
  const primary = [...table.constraints].filter(([, definition]) => definition.startsWith('primary key'))
  for (const [key, definition] of primary) lines.push(`  constraint ${quoted(key)} ${definition}`)
  return `create table ${quoted(name)} (\n${lines.join(',\n')}\n)`
}

function columnChanges(name: string, was: TableShape, table: TableShape): string[] {
  const changes: string[] = []
  for (const [column, definition] of table.columns) {
    const present = was.columns.get(column)
    if (present === undefined) {
      changes.push(`alter table ${quoted(name)} add column ${quoted(column)} ${definition}`)
    } else if (!sameDefinition(present, definition)) {
      changes.push(...retyped(name, column, present, definition))
    }
  }
  return changes
}

function retyped(name: string, column: string, present: string, definition: string): string[] {
  const alter = `alter table ${quoted(name)} alter column ${quoted(column)}`
  const [was, is] = [parts(present), parts(definition)]
  const changes: string[] = []
  if (was.type !== is.type)
    changes.push(`${alter} type ${is.type} using ${quoted(column)}::${bareType(is.type)}`)
  if (was.initial !== is.initial) {
    changes.push(is.initial === '' ? `${alter} drop default` : `${alter} set default ${is.initial}`)
  }
  if (was.notNull !== is.notNull) changes.push(`${alter} ${is.notNull ? 'set' : 'drop'} not null`)
  return changes
}

function parts(definition: string): { type: string; notNull: boolean; initial: string } {
  const found = /^(.*?)( not null)?(?: default (.*))?$/i.exec(definition)
  return { type: found?.[1] ?? definition, notNull: Boolean(found?.[2]), initial: found?.[3] ?? '' }
}

function bareType(type: string): string {
  return type.replace(/ collate .*$/i, '')
}

/**
 * What the wanted table no longer has. A person who reads the migration decides first where its values
 * move.
 */
function gone(name: string, was: TableShape | undefined, table: TableShape): string[] {
  if (!was) return []
  const lost = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
    [...before].filter(([key, definition]) => !sameDefinition(after.get(key), definition)).map(([key]) => key)
  return [
    ...lost(was.indexes, table.indexes).map((key) => `drop index ${quoted(key)}`),
    ...lost(was.constraints, table.constraints).map(
      (key) => `alter table ${quoted(name)} drop constraint ${quoted(key)}`,
    ),
    ...lost(was.triggers, table.triggers).map((key) => `drop trigger ${quoted(key)} on ${quoted(name)}`),
    ...[...was.columns.keys()]
      .filter((column) => !table.columns.has(column))
      .map((column) => `alter table ${quoted(name)} drop column ${quoted(column)}`),
  ]
}
