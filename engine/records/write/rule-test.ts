import { createHash } from 'node:crypto'
import {
  children,
  dependencies,
  fulfils,
  labelOf,
  parseFormula,
  parseWhere,
  type Expression,
  type Labels,
  type RecordView,
  type RuleDeclaration,
  type Surroundings,
} from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import { compileCondition } from '../../expression/index.ts'
import { filled } from '../../query/placeholder.ts'
import { unlimited } from '../../query/reader.ts'
import { recordScope } from '../../query/record-scope.ts'
import { typeScope } from '../../query/type-scope.ts'
import type { Door } from './door.ts'
import { rowsFor } from './row-rights.ts'
import { fieldFault } from './field-fault.ts'
import { ownedLines } from './lines.ts'
import type { Sentence } from '../../said/sayer.ts'

/** A rule made ready: what it says when it is broken, and the fields of its own record that it looks at. */
export type RuleTest = {
  readonly code: string
  readonly message: Sentence
  readonly at: string
  readonly warning: boolean
  readonly fields: readonly ResolvedField[]
}

/** A rule over the record's own values, decided without asking the database. */
export type SimpleRule = RuleTest & {
  readonly isBroken: (value: (field: ResolvedField) => unknown) => boolean
}

/** A rule that looks through references or into lines; asked of the record as it stands written. */
/** `together`: ids of what is written at once, in their order. */
export type FarRule = RuleTest & {
  readonly holds: (alias: string, together?: readonly string[]) => Sql
}

/** A rule that is decided by the record's own values, or null where it looks further. */
export function simpleRule(door: Door, face: ResolvedObject, rule: RuleDeclaration): SimpleRule | null {
  if ('ask' in rule) return null
  const scope = typeScope(unlimited(door), face)
  if ('require' in rule) {
    if (rule.before !== undefined) return null
    const field = face.fields.get(rule.require)
    const when = parseWhere(rule.when ?? {}, scope)
    if (!field || !isNear(when)) return null
    const test = requireTest(door, field, [field, ...fieldsOf(face, when)])
    return {
      ...test,
      isBroken: (value) => value(field) === null && fulfils(when, view(face, value), surroundings(door)),
    }
  }
  if ('once' in rule) return null
  const must = parseFormula(rule.must, scope)
  if (!isNear(must)) return null
  return {
    ...mustTest(door, face, rule, must),
    isBroken: (value) => !fulfils(must, view(face, value), surroundings(door)),
  }
}

/** Whether an expression looks at the record's own plain fields only. */
export function isNear(expression: Expression): boolean {
  if (expression.is === 'each' || expression.is === 'quantified') return false
  if (expression.is === 'field') return expression.path.length === 1
  if (expression.is === 'call' && (expression.name === 'isUnder' || expression.name === 'CONVERT'))
    return false
  return children(expression).every(isNear)
}

function view(face: ResolvedObject, value: (field: ResolvedField) => unknown): RecordView {
  return viewOf((name) => {
    const field = face.fields.get(name)
    return field ? value(field) : null
  })
}

/** A record of which only its own values are known, for conditions that look no further. */
export function viewOf(value: (name: string) => unknown): RecordView {
  return { value, rows: () => [] }
}

/** What conditions ask of the one who acts and of the moment. */
export function surroundings(door: Door): Surroundings {
  const { actor, today } = door
  return {
    variables: { ...actor.variables, $today: today },
    timeZone: actor.timeZone,
    now: new Date().toISOString(),
  }
}

/** The rules of a face that are asked of the record as it stands written. */
export function farRules(door: Door, face: ResolvedObject): FarRule[] {
  return face.rules.flatMap((rule) => {
    if ('ask' in rule || ('require' in rule && rule.before !== undefined)) return []
    if (simpleRule(door, face, rule)) return []
    return ruleOfResult(door, face, rule) ?? []
  })
}

/** A rule as a question to the record as it stands written. */
export function ruleOfResult(door: Door, face: ResolvedObject, rule: RuleDeclaration): FarRule | null {
  if ('ask' in rule) return null
  const scope = typeScope(unlimited(door), face)
  if ('require' in rule) {
    const field = face.fields.get(rule.require)
    if (!field) return null
    const when = parseWhere(rule.when ?? {}, scope)
    const fields = [field, ...fieldsOf(face, when)]
    const filledIn = (alias: string) => present(door.model, field, alias)
    return {
      ...requireTest(door, field, fields),
      holds: (alias) => sql`(${filledIn(alias)}) or (${asked(door, face, when, alias)}) is not true`,
    }
  }
  if ('once' in rule) return onceOnly(door, face, rule)
  const must = parseFormula(rule.must, scope)
  return { ...mustTest(door, face, rule, must), holds: (alias) => asked(door, face, must, alias) }
}

function mustTest(
  door: Door,
  face: ResolvedObject,
  rule: Extract<RuleDeclaration, { must: string }>,
  must: Expression,
): RuleTest {
  return {
    code: codeOf(face, rule.must),
    message: refusalOf(door, rule),
    at: rule.at ?? face.title,
    warning: rule.warning === true,
    fields: fieldsOf(face, must),
  }
}

function refusalOf(
  door: Door,
  { refusal: label, labels }: { readonly refusal: string; readonly labels?: Labels },
): Sentence {
  return labelOf({ label, ...(labels ? { labels } : {}) }, door.actor.language)
}

/**
 * Whether nobody else holds the same, among the records that the actor sees: of others it would tell that
 * they are there. References that follow a record which became another may meet; people tidy that up.
 */
function onceOnly(
  door: Door,
  face: ResolvedObject,
  rule: Extract<RuleDeclaration, { once: readonly string[] }>,
): FarRule | null {
  if (door.renames) return null
  const holds = parseWhere(rule.while ?? {}, typeScope(unlimited(door), face))
  const fields = rule.once.flatMap((name) => face.fields.get(name) ?? [])
  const same = (alias: string) =>
    fields.map(({ column }) => sql`${id('same', column ?? '')} = ${id(alias, column ?? '')}`)
  const seen = rowsFor({ ...door, authority: 'actor' }, face, 'read', 'same')
  return {
    code: codeOf(face, `once ${rule.once.join(' ')}`),
    ...{ message: refusalOf(door, rule), at: rule.at, warning: false },
    fields: [...fields, ...fieldsOf(face, holds)],
    // Of those that are written together the first stays, so that one of two rows of a file comes in.
    holds: (alias, together = []) => sql`(${asked(door, face, holds, alias)}) is not true or not exists (
      select from ${id(face.table)} same where ${join(same(alias), ' and ')} and ${id('same', 'id')} <> ${id(alias, 'id')}
        and coalesce(array_position(${[...together]}::uuid[], ${id('same', 'id')})
          < array_position(${[...together]}::uuid[], ${id(alias, 'id')}), true)
        and ${asked(door, face, holds, 'same')} and ${seen})`,
  }
}

/**
 * Each rule has a code of its own, so that whoever confirms one has not confirmed the others. It stays the
 * same while the rule asks the same, however its sentence is worded.
 */
function codeOf(face: ResolvedObject, must: string): string {
  const key = `${face.name} ${must}`
  const code = codes.get(key) ?? `rule.${createHash('sha256').update(key).digest('hex').slice(0, 8)}`
  if (codes.size > mostCodes) codes.clear()
  codes.set(key, code)
  return code
}

const codes = new Map<string, string>()
const mostCodes = 10_000

function requireTest(door: Door, field: ResolvedField, fields: readonly ResolvedField[]): RuleTest {
  const { message } = fieldFault('required', field, door.actor.language)
  return { code: 'required', message, at: field.name, warning: false, fields }
}

function asked(door: Door, face: ResolvedObject, condition: Expression, alias: string): Sql {
  const reader = unlimited(door)
  return filled(compileCondition(condition, recordScope(reader, face, alias)), door)
}

function present(model: ResolvedModel, field: ResolvedField, alias: string): Sql {
  const owned = ownedLines(model, field)
  if (owned)
    return sql`exists (select from ${id(owned.object.table)} l where ${id('l', owned.via)} = ${id(alias)}.id)`
  return field.column === null ? raw('true') : sql`${id(alias, field.column)} is not null`
}

function fieldsOf(face: ResolvedObject, expression: Expression): ResolvedField[] {
  return dependencies(expression).flatMap((path) => face.fields.get(path[0] ?? '') ?? [])
}
