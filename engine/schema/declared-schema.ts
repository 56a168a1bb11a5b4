import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { noticedObjects } from '../system/system-objects.ts'
import { databaseName, quoted } from './database-name.ts'
import { declaredConstraints } from './declared-constraints.ts'
import { declaredIndexes } from './declared-indexes.ts'
import { facesOf, ownFields } from './faces.ts'
import type { SchemaShape, TableShape } from './schema-shape.ts'
import { isMatched } from '../match/match-keys.ts'
import { matchColumns, searchColumns } from './search-columns.ts'

/** The tables that the objects of a model need, one for each base object. */
export function declaredSchema(model: ResolvedModel): SchemaShape {
  const bases = [...model.objects.values()].filter((object) => !object.isRole)
  return new Map(bases.map((base) => [base.table, declaredTable(model, base)]))
}

export function declaredTable(model: ResolvedModel, base: ResolvedObject): TableShape {
  return {
    columns: new Map(columns(model, base)),
    constraints: new Map(declaredConstraints(model, base)),
    indexes: new Map(declaredIndexes(model, base)),
    triggers: new Map([...noticeTriggers(base), ...wayTriggers(base)]),
  }
}

/** What a field's column is declared as, or null where nothing is stored in the record's own table. */
export function columnDefinition(field: ResolvedField, owner: ResolvedObject): string | null {
  const type = field.column === null ? null : field.type.column(field.field)
  if (type === null) return null
  const isVia = owner.declaration.owned?.via === field.name
  // Every text sorts as people expect and compares with every other, whatever the server's own locale.
  return `${type}${type === 'text' ? ' collate kontor_order' : ''}${isVia ? ' not null' : ''}`
}

function columns(model: ResolvedModel, base: ResolvedObject): [string, string][] {
  const own = facesOf(model, base).flatMap((face) => [
    ...(face.roleColumn ? [[face.roleColumn, 'boolean not null default false'] as [string, string]] : []),
    ...ownFields(face).flatMap((field): [string, string][] => {
      const definition = columnDefinition(field, face)
      return definition && field.column ? [[field.column, definition]] : []
    }),
  ])
  return [
    ['id', 'uuid not null'],
    ...own,
    ...(base.declaration.owned ? [['position', 'integer not null default 0'] as [string, string]] : []),
    ['created_at', 'timestamp with time zone not null default now()'],
    ['created_by', 'uuid'],
    ['updated_at', 'timestamp with time zone not null default now()'],
    ['updated_by', 'uuid'],
    ['version', 'integer not null default 1'],
    ...(base.searched ? Object.entries(searchColumns) : []),
    ...(isMatched(base) ? Object.entries(matchColumns) : []),
  ].map(([name, definition]) => [name as string, canonicalType(definition as string)])
}

/** Tables of which processes remember what they read tell of each change, made in whatever way. */
function noticeTriggers(base: ResolvedObject): [string, string][] {
  const channel = noticedObjects[base.name]
  if (!channel) return []
  const name = databaseName(base.table, 'notice')
  const events = `after insert or delete or update on ${quoted(base.table)}`
  return [
    [
      name,
      `create trigger ${quoted(name)} ${events} for each statement execute function kontor_notice('${channel}')`,
    ],
  ]
}

/** Links and sessions of a user end with what they were given for, whoever changes that, in whatever way. */
function wayTriggers(base: ResolvedObject): [string, string][] {
  if (base.name !== 'user' || !['email', 'active'].every((name) => base.fields.has(name))) return []
  const name = databaseName(base.table, 'ways')
  const changed = 'old.email is distinct from new.email or old.active is distinct from new.active'
  return [
    [
      name,
      `create trigger ${quoted(name)} after update on ${quoted(base.table)} for each row when (${changed}) ` +
        'execute function kontor_close_ways()',
    ],
  ]
}

/** PostgreSQL reads a column back under the full name of its type. */
function canonicalType(definition: string): string {
  return definition.replace(/^timestamptz\b/, 'timestamp with time zone')
}
