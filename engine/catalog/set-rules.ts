import { isDeepStrictEqual } from 'node:util'
import { labelOf, parseFormula, parseWhere, type RuleDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, Problem } from '../errors.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { objectOf } from './add-field.ts'
import { faultOfRule } from './added-rules.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { knownRules } from './known-rules.ts'
import { faultOfSight, scopeOf } from './wholly-seen.ts'

const mostRules = 200
const actionName = /^[a-z][A-Za-z]{0,60}$/

/**
 * Replaces what administrators ask of the records of an object or role, as far as the actor is told of it:
 * what names fields that they do not see stays. Records that are there already stay as they are. Where
 * partners would be asked for less than before, that has to be confirmed (409 `unconfirmed`): whoever
 * replaces what is obligatory may not have thought of it.
 */
export async function setRules(
  parts: CatalogParts,
  actor: Actor,
  objectName: string,
  given: unknown,
  confirmed: readonly string[],
): Promise<void> {
  await write(parts, actor, objectName, ({ known, unseen, object }) => {
    const rules = listOf('rules', given).map((one: unknown, at) => readRule(one, `rules.${at}`))
    const left = known.filter((one) => 'ask' in one && !rules.some((rule) => isSame(one, rule)))
    const objection =
      left.length > 0 && !confirmed.includes(asksLess) ? { objection: unconfirmed(object, left) } : {}
    const at = [...unseen.map(() => 'rules'), ...rules.map((_, place) => `rules.${place}`)]
    return { rules: [...unseen, ...rules], at, ...objection }
  })
}

/**
 * Adds some rules and takes others away, each named as it reads; all else stays. Adding what is there already
 * changes nothing. Throws a 422 for a rule to be taken away that is not there.
 */
export async function changeRules(
  parts: CatalogParts,
  actor: Actor,
  objectName: string,
  { add = [], remove = [], ...stray }: { readonly add?: unknown; readonly remove?: unknown },
): Promise<void> {
  await write(parts, actor, objectName, ({ before, known }) => {
    const [unknown] = Object.keys(stray)
    if (unknown !== undefined)
      throw faulty(unknown, said('Give the rules to “add”, those to “remove”, or both, as lists.'))
    const [adding, leaving] = [listOf('add', add), listOf('remove', remove)]
    const gone = leaving.map((one: unknown, at) => readRule(one, `remove.${at}`))
    const missing = gone.findIndex((rule) => !known.some((one) => isSame(one, rule)))
    if (missing >= 0) throw faulty(`remove.${missing}`, said('There is no such rule. Read the rules anew.'))
    const kept = before.filter((one) => !gone.some((rule) => isSame(one, rule)))
    const added = adding
      .map((one: unknown, at) => ({ rule: readRule(one, `add.${at}`), at: `add.${at}` }))
      .filter(
        ({ rule }, at, all) =>
          ![...kept, ...all.slice(0, at).map((one) => one.rule)].some((one) => isSame(one, rule)),
      )
    return {
      rules: [...kept, ...added.map(({ rule }) => rule)],
      at: [...kept.map((_, at) => `rules.${at}`), ...added.map(({ at }) => at)],
    }
  })
}

/** What is asked so far: what the actor is told of it, and what names fields that they do not see. */
type Asked = {
  readonly object: ResolvedObject
  readonly before: readonly RuleDeclaration[]
  readonly known: readonly RuleDeclaration[]
  readonly unseen: readonly RuleDeclaration[]
}

type Next = {
  readonly rules: readonly RuleDeclaration[]
  /** Where each stands in what was sent. */
  readonly at: readonly string[]
  /** What has to be confirmed, once nothing is wrong with them. */
  readonly objection?: Problem
}

async function write(
  parts: CatalogParts,
  actor: Actor,
  objectName: string,
  next: (asked: Asked) => Next,
): Promise<void> {
  const set = async (change: CatalogChange): Promise<void> => {
    const object = objectOf(change.before, objectName)
    // Read within the change: two who add a rule at once do not take away each other's.
    const [row] = await change.tx.query<{ rules: readonly RuleDeclaration[] }>(
      sql`select rules from catalog_rule where object = ${objectName}`,
    )
    const before = row?.rules ?? []
    const known = knownRules(change.before, actor, object, before)
    const unseen = before.filter((rule) => !known.includes(rule))
    const { rules, at, objection } = next({ object, before, known, unseen })
    if (rules.length > mostRules) throw notList('rules')
    const faults = rules.flatMap((rule, place) => {
      const isKept = before.some((one) => isSame(one, rule))
      const fault = isKept
        ? null
        : (faultOfRule(change.before, object, rule, actor.language) ??
          unseenIn(change.before, actor, object, rule))
      return fault === null ? [] : [{ field: at[place] ?? 'rules', code: 'rule', message: fault }]
    })
    if (faults.length > 0) throw fieldErrors(faults)
    if (objection) throw objection
    await change.tx.query(
      sql`insert into catalog_rule (object, rules) values (${objectName}, ${JSON.stringify(rules)}::json)
          on conflict (object) do update set rules = excluded.rules`,
    )
    await change.audit({
      action: 'setRules',
      object: objectName,
      before: { rules: before },
      after: { rules },
    })
  }
  await changeCatalog(parts, actor, set, 'obligatory')
}

/** A rule answers everybody who writes, over every record: it may only ask what its author sees there. */
function unseenIn(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  rule: RuleDeclaration,
): Sentence | null {
  if (actor.access.administrator) return null
  if (knownRules(model, actor, object, [rule]).length === 0)
    return said('It names what you do not see. Leave it out, or ask an administrator.')
  const when = 'must' in rule || 'once' in rule ? {} : (rule.when ?? {})
  const asked =
    'must' in rule
      ? parseFormula(rule.must, scopeOf(model, actor, object))
      : parseWhere(when, scopeOf(model, actor, object))
  return faultOfSight(model, actor, object, asked)
}

const asksLess = 'catalog.asksLess'

function unconfirmed(object: ResolvedObject, left: readonly RuleDeclaration[]): Problem {
  const names = [...new Set(left.flatMap((rule) => ('ask' in rule ? [String(rule.ask)] : [])))]
  const message = said(
    'Partners would not be asked for {fields} any more. Send those rules too, or confirm that they go.',
    {
      fields: (language) =>
        names
          .map((name) => object.fields.get(name)?.field)
          .map((field, at) => `“${field ? labelOf(field, language) : names[at]}”`)
          .join(', '),
    },
  )
  return new Problem(409, 'unconfirmed', message, { warnings: [{ code: asksLess, message }] })
}

/** Whether two rules say the same, in whichever order their parts stand. */
function isSame(one: RuleDeclaration, other: RuleDeclaration): boolean {
  return isDeepStrictEqual(plain(one), plain(other))
}

function plain(rule: RuleDeclaration): unknown {
  return JSON.parse(JSON.stringify(rule))
}

/** Each is compared with each, so there may not be many of them. */
function listOf(field: string, given: unknown): readonly unknown[] {
  if (!Array.isArray(given) || given.length > mostRules) throw notList(field)
  return given
}

function notList(field: string) {
  return faulty(field, said('Give at most {most} rules, as a list.', { most: mostRules }))
}

function readRule(given: unknown, place: string): RuleDeclaration {
  const {
    require,
    when,
    must,
    at: where,
    refusal,
    warning,
    having,
    proved,
    before,
    ask,
    shown,
    ...stray
  } = (given ?? {}) as Record<string, unknown>
  const [unknown] = Object.keys(stray)
  if (unknown !== undefined)
    throw faulty(place, said('A rule has no "{key}". Leave it out.', { key: unknown.slice(0, 60) }))
  if (typeof ask === 'string' && require === undefined && must === undefined)
    return {
      ask,
      ...(when === undefined || when === null ? {} : { when }),
      ...(having === undefined || having === null ? {} : { having }),
      ...(shown === true ? { shown: true as const } : {}),
    } as RuleDeclaration
  if (typeof require === 'string' && must === undefined) {
    if (before !== undefined && (typeof before !== 'string' || !actionName.test(before)))
      throw faulty(place, said('Name the action that it is asked before, such as "approve".'))
    return {
      require,
      ...(when === undefined || when === null ? {} : { when }),
      ...(having === undefined || having === null ? {} : { having }),
      ...(proved === undefined || proved === null ? {} : { proved }),
      ...(before === undefined ? {} : { before }),
    } as RuleDeclaration
  }
  if (
    typeof must !== 'string' ||
    typeof refusal !== 'string' ||
    refusal.trim() === '' ||
    refusal.length > 500
  ) {
    throw faulty(
      place,
      said(
        'Give { require, when } for an obligatory field, { ask, when } for one that partners are asked for, or { must, refusal } for a formula that has to be true.',
      ),
    )
  }
  return {
    must,
    refusal: refusal.trim(),
    ...(typeof where === 'string' ? { at: where } : {}),
    ...(warning === true ? { warning: true as const } : {}),
  }
}

function faulty(field: string, message: Sentence) {
  return fieldErrors([{ field, code: 'rule', message }])
}
