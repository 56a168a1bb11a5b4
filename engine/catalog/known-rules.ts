import { FormulaError, parseFormula, parseWhere, WhereError, type RuleDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import { sightOf } from '../query/sight.ts'
import { typeScope } from '../query/type-scope.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'

/**
 * Of what administrators ask of records, that which names no field that the actor does not see: a rule tells
 * of a field even where its value is hidden. Administrators are told all of it.
 */
export function knownRules(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  rules: readonly RuleDeclaration[],
): readonly RuleDeclaration[] {
  if (actor.access.administrator) return rules
  const reader = { model, actor, authority: 'actor' } as const
  const scope = typeScope(reader, object)
  const fits = (rule: RuleDeclaration): boolean => {
    const names = [
      ...('require' in rule ? [rule.require] : 'ask' in rule ? [rule.ask] : [rule.at ?? []].flat()),
      ...('once' in rule ? rule.once : []),
    ]
    if (names.some((name) => sightOf(reader, object)?.field(String(name)) === undefined)) return false
    if ('must' in rule) parseFormula(rule.must, scope)
    else parseWhere(('once' in rule ? rule.while : rule.when) ?? {}, scope)
    if (!('having' in rule) || rule.having === undefined) return true
    const field = object.fields.get(String(names[0]))
    const type = field?.type.valueType(field.field)
    const lines = type?.kind === 'lines' ? model.objects.get(type.of) : undefined
    if (!lines) return false
    parseWhere(rule.having, typeScope(reader, lines))
    return true
  }
  return rules.filter((rule) => {
    try {
      return fits(rule)
    } catch (error) {
      if (error instanceof FormulaError || error instanceof WhereError) return false
      throw error
    }
  })
}
