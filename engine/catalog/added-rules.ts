import {
  expressionText,
  FormulaError,
  parseFormula,
  parseWhere,
  WhereError,
  type Language,
  type RuleDeclaration,
} from '#model'
import { provedOf } from '../facts/asked-of.ts'
import { isAskable, isPaperAsked, mayBeShown } from '../outside/askable.ts'
import { typeScope } from '../query/type-scope.ts'
import type { AddedRules } from './catalog-rows.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import type { Settled } from './settle-formulas.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

/**
 * Adds what administrators ask of records to what is declared. A rule that fits the model no longer asks
 * for nothing.
 */
export function withAddedRules(settled: Settled, added: readonly AddedRules[]): Settled {
  const found = new Map(added.map(({ object, rules }) => [object, rules]))
  if (found.size === 0) return settled
  const { model } = settled
  const objects = new Map(
    [...model.objects].map(([name, object]): [string, ResolvedObject] => {
      const rules = found.get(name)?.filter((rule) => faultOfRule(model, object, rule) === null) ?? []
      return [name, rules.length === 0 ? object : { ...object, rules: [...object.rules, ...rules] }]
    }),
  )
  const byPath = new Map([...objects.values()].map((object) => [object.path, object]))
  return { ...settled, model: { version: model.version, objects, byPath } }
}

/** A collection is asked for a record of a kind only before an action: before that, there may be none. */
function faultOfLines(
  model: ResolvedModel,
  object: ResolvedObject,
  field: ResolvedField | undefined,
  { require, when, having, before }: Extract<RuleDeclaration, { require: string }>,
): Sentence | null {
  const type = field?.type.valueType(field.field)
  const lines = type?.kind === 'lines' ? model.objects.get(type.of) : undefined
  if (!lines || before === undefined)
    return said('There is no field "{name}" that people fill in.', { name: String(require) })
  parseWhere(when ?? {}, typeScope({ model, authority: 'action' }, object))
  parseWhere(having ?? {}, typeScope({ model, authority: 'action' }, lines))
  return null
}

/** Proof is asked for only before an action: before that, nobody can have given it. */
function faultOfProof(
  model: ResolvedModel,
  object: ResolvedObject,
  { require, when, proved, before }: Extract<RuleDeclaration, { require: string }>,
): Sentence | null {
  const known = provedOf(model, object).find(({ kind }) => kind === proved)
  if (known?.field !== require || before === undefined)
    return said('No fact of the kind “{kind}” proves this field before an action.', {
      kind: String(proved).slice(0, 60),
    })
  parseWhere(when ?? {}, typeScope({ model, authority: 'action' }, object))
  return null
}

/** Outside, people are asked only for what they can write down without seeing any record of ours. */
function faultOfAsking(
  model: ResolvedModel,
  object: ResolvedObject,
  { ask, when, having, shown }: Extract<RuleDeclaration, { ask: string }>,
): Sentence | null {
  const field = object.fields.get(String(ask))
  const isPaper = having !== undefined
  const kind = (having as { kind?: unknown } | undefined)?.kind
  if (!field || (isPaper ? !isPaperAsked(model, field, kind) : !isAskable(model, field)))
    return said('Nobody outside can be asked for “{name}”.', {
      name: field ? called(field.field) : String(ask).slice(0, 60),
    })
  if (shown === true && (isPaper || !mayBeShown(model, field)))
    return said('What we hold of “{name}” is shown to nobody outside.', { name: called(field.field) })
  parseWhere(when ?? {}, typeScope({ model, authority: 'action' }, object))
  return null
}

/** Why a rule does not fit the model, or null. */
export function faultOfRule(
  model: ResolvedModel,
  object: ResolvedObject,
  rule: RuleDeclaration,
  language: Language = 'en',
): Sentence | null {
  const scope = typeScope({ model, authority: 'action' }, object)
  try {
    if ('require' in rule) {
      const field = object.fields.get(String(rule.require))
      if (rule.having !== undefined) return faultOfLines(model, object, field, rule)
      if (rule.proved !== undefined) return faultOfProof(model, object, rule)
      if (!field || field.system || field.field.how === 'derived')
        return said('There is no field "{name}" that people fill in.', { name: String(rule.require) })
      parseWhere(rule.when ?? {}, scope)
      return null
    }
    if ('ask' in rule) return faultOfAsking(model, object, rule)
    if (rule.at !== undefined && !object.fields.has(String(rule.at)))
      return said('There is no field "{name}".', { name: String(rule.at) })
    if ('once' in rule) {
      parseWhere(rule.while ?? {}, scope)
      const unknown = rule.once.find((name) => (object.fields.get(name)?.column ?? null) === null)
      return unknown === undefined ? null : said('There is no field "{name}".', { name: unknown })
    }
    const tree = parseFormula(rule.must, scope)
    return tree.type.kind === 'boolean' ? null : said('The formula has to say yes or no.')
  } catch (error) {
    if (error instanceof FormulaError || error instanceof WhereError)
      return expressionText(error.said, language)
    throw error
  }
}
