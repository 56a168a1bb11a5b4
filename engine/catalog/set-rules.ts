import type { RuleDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { objectOf } from './add-field.ts'
import { faultOfRule } from './added-rules.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

const mostRules = 200
const actionName = /^[a-z][A-Za-z]{0,60}$/

/**
 * Replaces what administrators ask of the records of an object or role. Records that are there already
 * stay as they are.
 */
export async function setRules(
  parts: CatalogParts,
  actor: Actor,
  objectName: string,
  given: unknown,
): Promise<void> {
  const set = async (change: CatalogChange): Promise<void> => {
    const object = objectOf(change.before, objectName)
    if (!Array.isArray(given) || given.length > mostRules) {
      throw faulty('rules', said('Give at most {most} rules, as a list.', { most: mostRules }))
    }
    const rules = given.map((one: unknown, at) => readRule(one, at))
    const faults = rules.flatMap((rule, at) => {
      const fault = faultOfRule(change.before, object, rule, actor.language)
      return fault === null ? [] : [{ field: `rules.${at}`, code: 'rule', message: fault }]
    })
    if (faults.length > 0) throw fieldErrors(faults)
    const before = parts.live.rows().rules.find((one) => one.object === objectName)?.rules ?? []
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

function readRule(given: unknown, at: number): RuleDeclaration {
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
    throw faulty(`rules.${at}`, said('A rule has no "{key}". Leave it out.', { key: unknown.slice(0, 60) }))
  if (typeof ask === 'string' && require === undefined && must === undefined)
    return {
      ask,
      ...(when === undefined || when === null ? {} : { when }),
      ...(having === undefined || having === null ? {} : { having }),
      ...(shown === true ? { shown: true as const } : {}),
    } as RuleDeclaration
  if (typeof require === 'string' && must === undefined) {
    if (before !== undefined && (typeof before !== 'string' || !actionName.test(before)))
      throw faulty(`rules.${at}`, said('Name the action that it is asked before, such as "approve".'))
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
      `rules.${at}`,
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
