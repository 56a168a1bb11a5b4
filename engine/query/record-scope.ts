import { createHash } from 'node:crypto'
import { choicesOf, type ColumnType, type Expression, type ValueType } from '#model'
import { knownChoices, seenBy } from '../catalog/field-choices.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { compileCondition, type SqlColumn, type SqlRows, type SqlScope } from '../expression/index.ts'
import type { Rows } from '../access/actor.ts'
import { exchangeRate } from './exchange-rate.ts'
import { computedThen, computedValue } from './computed-value.ts'
import { ownedBy } from './owned-by.ts'
import { namesFieldsOn, withKnownNames } from './known-names.ts'
import { placeholder } from './placeholder.ts'
import { isLater, lastTable, lately, tableOf } from './past.ts'
import { objectNamed, ofToday, unlimited, type Reader } from './reader.ts'
import { sightOf, sightOfLines, type Sight } from './sight.ts'
import { roleNamed, targetName } from './type-scope.ts'

/**
 * The row that `alias` stands for in a statement, as the reader may see it: here rights become SQL. Values of
 * the reader stay placeholders, to be `filled` before the statement runs.
 */
export function recordScope(reader: Reader, object: ResolvedObject, alias: string): RecordScope {
  const sight = sightOf(reader, object)
  if (!sight) throw new Error(`${object.name} may not be read, so nothing can be asked of it.`)
  return new RecordScope(reader, object, alias, sight)
}

/** Which rows of `alias` the reader may see. */
export function readableRows(reader: Reader, object: ResolvedObject, alias: string): Sql {
  const sight = sightOf(reader, object)
  return sight ? rowsOf(reader, object, alias, sight.rows) : raw('false')
}

/** Rows that play the role of the face and fulfil the condition. */
export function rowsOf(reader: Reader, object: ResolvedObject, alias: string, rows: Rows): Sql {
  const face = object.roleColumn === null ? null : id(alias, object.roleColumn)
  if (rows === true) return face ?? raw('true')
  const condition = rightOn(reader, object, alias, rows)
  return face ? sql`${face} and (${condition})` : sql`(${condition})`
}

/** What rights ask of the rows, whether or not they play the role of the face: some may have played it. */
export function rightsOnRows(reader: Reader, object: ResolvedObject, alias: string): Sql {
  const rows = sightOf(reader, object)?.rows
  if (rows === undefined) return raw('false')
  return rows === true ? raw('true') : sql`(${rightOn(reader, object, alias, rows)})`
}

/** A condition of rights: of the row itself, or of its last state where the row is one of the past. */
function rightOn(reader: Reader, object: ResolvedObject, alias: string, right: Expression): Sql {
  const today = recordScope(ofToday(reader), object, alias)
  if (!reader.past || reader.past.unchanged === alias) return compileCondition(right, today)
  return lately(object, alias, (row) => compileCondition(right, today.lastOf(row)))
}

export class RecordScope implements SqlScope {
  readonly reader: Reader
  readonly object: ResolvedObject
  readonly alias: string
  readonly timeZone = placeholder('timeZone')
  readonly now: Sql
  readonly #sight: Sight
  #children = 0
  #isLast = false

  constructor(reader: Reader, object: ResolvedObject, alias: string, sight: Sight) {
    this.reader = reader
    this.object = object
    this.alias = alias
    this.#sight = sight
    this.now = reader.past ? sql`${reader.past.instant}::timestamptz` : placeholder('now')
  }

  /**
   * The same of a row in its last state: one that is gone is as it went, in its roles and with its lines,
   * and so is what it referred to.
   */
  lastOf(alias: string): RecordScope {
    const scope = new RecordScope(this.reader, this.object, alias, this.#sight)
    scope.#isLast = true
    return scope
  }

  /** The rows of an object as they stand behind this one: as they stand, or as they stood last. */
  #tableOf(object: ResolvedObject): Sql {
    return this.#isLast ? id(lastTable(object.table)) : tableOf(this.reader, object)
  }

  #alike(scope: RecordScope): RecordScope {
    return this.#isLast ? scope.lastOf(scope.alias) : scope
  }

  column(name: string): SqlColumn {
    if (name === 'id') return { sql: id(this.alias, 'id'), type: 'uuid' }
    const role = roleNamed(this.reader, this.object, name)
    if (role)
      return { sql: sql`(case when ${this.rows(name).on} then ${id(this.alias, 'id')} end)`, type: 'uuid' }
    const { sql: value, type } = this.#bare(name)
    const field = this.field(name)
    const seen = this.#ofKnownNames(field, this.#ofKnownFields(field, this.#ofVisibleTargets(field, value)))
    return { sql: this.#guarded(name, seen), type }
  }

  rows(name: string): SqlRows {
    const role = roleNamed(this.reader, this.object, name)
    if (role) return this.#sameRow(role)
    const field = this.field(name)
    const type = field.type.valueType(field.field)
    if (type.kind === 'lines') return this.#lines(name, type)
    if (isRoleFace(field) && this.reader.authority === 'action')
      return this.#sameRow(objectNamed(this.reader, name))
    return this.#named(field)
  }

  /** The records that a reference or a list of references names. */
  #named(field: ResolvedField): SqlRows & { readonly from: Sql } {
    const { name } = field
    const type = field.type.valueType(field.field)
    const target = targetName(field)
    if (target === null) throw new Error(`${this.object.name}.${name} leads to no records.`)
    const object = objectNamed(this.reader, target)
    const alias = this.#childAlias()
    const from = sql`${this.#tableOf(object)} ${id(alias)}`
    const own = this.#guarded(name, this.#bare(name).sql)
    const on = type.kind === 'list' ? sql`${id(alias, 'id')} = any(${own})` : sql`${id(alias, 'id')} = ${own}`
    const scope = this.#alike(recordScope(this.reader, object, alias))
    const order = type.kind === 'list' ? { order: sql`array_position(${own}, ${id(alias, 'id')})` } : {}
    return { from, on: sql`${on} and ${readableRows(this.reader, object, alias)}`, scope, ...order }
  }

  /** The row itself, looked at in a role of it. */
  #sameRow(role: ResolvedObject): SqlRows {
    const on = readableRows(this.reader, role, this.alias)
    return { from: null, on, scope: this.#alike(recordScope(this.reader, role, this.alias)) }
  }

  /** The rows behind a field that is no mere other look at the same row. */
  others(name: string): SqlRows & { readonly from: Sql; readonly scope: RecordScope } {
    const field = this.object.fields.get(name)
    const { from, ...rows } = field && isRoleFace(field) ? this.#named(this.field(name)) : this.rows(name)
    if (!from) throw new Error(`${name} leads to no other record.`)
    return { ...rows, from, scope: rows.scope as RecordScope }
  }

  under(name: string, ancestor: Sql): Sql {
    const target = name === 'id' ? this.object : objectNamed(this.reader, targetName(this.field(name)) ?? '')
    const parent = target.fields.get(target.declaration.tree ?? '')?.column
    if (!parent) throw new Error(`${target.name} is not a tree.`)
    const alias = this.#childAlias()
    const table = this.#tableOf(target)
    const shown = recordScope(this.reader, target, 'n').guard(target.declaration.tree ?? '') ?? raw('true')
    return sql`${this.column(name).sql} in (
      with recursive ${id(alias)}(id) as (
        select n.id from ${table} n where n.id = ${ancestor} and ${readableRows(this.reader, target, 'n')}
        union select n.id from ${table} n join ${id(alias)} on n.${id(parent)} = ${id(alias)}.id and ${shown}
      ) select id from ${id(alias)})`
  }

  variable(name: string): Sql {
    const { past } = this.reader
    return past && name === '$today' ? sql`${past.today}::date` : placeholder(name)
  }

  rate(from: Sql, to: Sql, day: Sql): Sql {
    return exchangeRate(this.reader, from, to, day)
  }

  /** A field that may be seen on some records at least; others are a mistake in code. */
  field(name: string): ResolvedField {
    const field = this.object.fields.get(name)
    if (!field || this.#sight.field(name) === undefined) {
      throw new Error(`${this.object.name}.${name} may not be read here.`)
    }
    return field
  }

  /** True where the row shows the field, or null where every row does. */
  guard(name: string): Sql | null {
    const seen = this.#sight.field(name)
    if (seen === true) return null
    if (seen === undefined) return raw('false')
    return rightOn(this.reader, this.object, this.alias, seen)
  }

  #guarded(name: string, value: Sql): Sql {
    const guard = this.guard(name)
    return guard ? sql`(case when ${guard} then ${value} end)` : value
  }

  #bare(name: string): SqlColumn {
    const field = this.field(name)
    const type = field.type.column(field.field) ?? columnTypeOf(field.type.valueType(field.field))
    const { past } = this.reader
    // What a field was filled with when it came is not in the log, and was not there.
    if (past && isLater(past, field)) return { sql: sql`null::${raw(type)}`, type }
    // The log holds no values of formulas: of the past they are worked out, as they were declared then.
    const isOfThen = past !== undefined && field.field.type === 'formula'
    if (field.column !== null && !isOfThen) return { sql: id(this.alias, field.column), type }
    if (field.system && name === 'roles') return { sql: this.#roles(), type: 'text[]' }
    if (isRoleFace(field)) return { sql: this.#inRole(name), type: 'uuid' }
    const everything = this.#alike(recordScope(unlimited(this.reader), this.object, this.alias))
    if (!past) return { sql: computedValue(everything, field), type }
    return { sql: computedThen(everything, past, field) ?? sql`null::${raw(type)}`, type }
  }

  /** The record's own id where it plays the role. */
  #inRole(role: string): Sql {
    const column = objectNamed(this.reader, role).roleColumn ?? ''
    return sql`(case when ${id(this.alias, column)} then ${id(this.alias, 'id')} end)`
  }

  /** The roles that a record plays, of those that the reader knows. */
  #roles(): Sql {
    const roles = this.object.roles
      .map((name) => objectNamed(this.reader, name))
      .filter((role) => sightOf(this.reader, role))
      .map(
        (role) =>
          sql`case when ${readableRows(this.reader, role, this.alias)} then ${literal(role.name)} end`,
      )
    if (roles.length === 0) return raw('null::text[]')
    return sql`nullif(array_remove(array[${join(roles)}]::text[], null), '{}')`
  }

  /** Of fields that a value names those that the reader knows; of others only administrators hear. */
  #ofKnownFields({ field }: ResolvedField, value: Sql): Sql {
    const { model, actor, authority } = this.reader
    if (field['fieldsOf'] === undefined || authority === 'action' || actor.access.administrator) return value
    const known = choicesOf(knownChoices(model, field, seenBy(actor))).map((one) => one.value)
    if (known.length === 0) return raw('null::text[]')
    return sql`nullif(array(select v.name from unnest(${value}) with ordinality v(name, at)
      where v.name = any(array[${join(known.map((name) => literal(name)))}]::text[]) order by v.at), '{}')`
  }

  /** What a value names of the fields of an object that the row names beside it. */
  #ofKnownNames(field: ResolvedField, value: Sql): Sql {
    const beside = namesFieldsOn(field)
    return beside === null ? value : withKnownNames(this.reader, field, value, this.#bare(beside).sql)
  }

  /** A reference to a record that one may not see is as empty. */
  #ofVisibleTargets(field: ResolvedField, value: Sql): Sql {
    const target = targetName(field)
    // A file is seen with the field that holds it.
    if (target === null || target === 'file' || this.reader.authority === 'action') return value
    const object = this.reader.model.objects.get(target)
    const sight = object && sightOf(this.reader, object)
    const title = sight?.field(object?.title ?? '')
    const isList = field.type.valueType(field.field).kind === 'list'
    if (!object || !sight || title === undefined) return raw(isList ? 'null::uuid[]' : 'null::uuid')
    if (sight.rows === true && title === true) return value
    const alias = this.#childAlias()
    const scope = recordScope(this.reader, object, alias)
    const seen = join(
      [readableRows(this.reader, object, alias), scope.guard(object.title) ?? raw('true')],
      ' and ',
    )
    const one = id(alias, 'id')
    const from = sql`from ${tableOf(this.reader, object)} ${id(alias)}`
    return isList
      ? sql`(select array_agg(${one} order by array_position(${value}, ${one})) ${from} where ${one} = any(${value}) and ${seen})`
      : sql`(select ${one} ${from} where ${one} = ${value} and ${seen})`
  }

  #lines(name: string, type: Extract<ValueType, { kind: 'lines' }>): SqlRows {
    const object = objectNamed(this.reader, type.of)
    const owned = ownedBy(object, type.via)
    const alias = this.#childAlias()
    const via = object.fields.get(type.via)?.column
    if (!via) throw new Error(`${type.of}.${type.via} has no column.`)
    const from = sql`${this.#tableOf(object)} ${id(alias)}`
    // Of records that one may not see, or not by whom they are tied, none leads back.
    if (!owned && sightOf(this.reader, object)?.field(type.via) === undefined)
      return { from, on: raw('false'), scope: recordScope(unlimited(this.reader), object, alias) }
    const scope = this.#alike(
      owned
        ? new RecordScope(this.reader, object, alias, sightOfLines())
        : recordScope(this.reader, object, alias),
    )
    const conditions = [
      sql`${id(alias, via)} = ${id(this.alias, 'id')}`,
      this.guard(name),
      owned ? null : readableRows(this.reader, object, alias),
      owned ? null : scope.guard(type.via),
    ].filter((piece) => piece !== null)
    const order = owned ? sql`${id(alias, 'position')}, ${id(alias, 'id')}` : id(alias, 'id')
    return { from, on: join(conditions, ' and '), scope, order }
  }

  /** Unique among the rows around it, and the same whenever the same thing is asked. */
  #childAlias(): string {
    this.#children += 1
    const alias = `${this.alias}${this.#children}_`
    // PostgreSQL would cut a longer name, and two cut names may be the same.
    return alias.length <= 60 ? alias : `r${createHash('sha256').update(alias).digest('hex').slice(0, 24)}_`
  }
}

/** Whether the field stands for the record itself, as it is in one of its roles. */
function isRoleFace({ field }: ResolvedField): boolean {
  return field['roleFace'] === true
}

const columnTypes = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  day: 'date',
  instant: 'timestamptz',
  reference: 'uuid',
} as const satisfies Record<string, ColumnType>

/** The column type of a value that is worked out on reading. */
function columnTypeOf(type: ValueType): ColumnType {
  if (type.kind === 'list') return type.of === 'text' ? 'text[]' : 'uuid[]'
  return type.kind === 'lines' || type.kind === 'opaque' ? 'jsonb' : columnTypes[type.kind]
}
