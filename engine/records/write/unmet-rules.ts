import { parseWhere, type Condition, type RuleDeclaration } from '#model'
import { describeCondition } from '../../actions/describe-condition.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql } from '../../database/sql.ts'
import type { FieldError } from '../../errors.ts'
import { factKindLabel } from '../../facts/fact-words.ts'
import { isProved } from '../../facts/is-proved.ts'
import { compileCondition } from '../../expression/index.ts'
import { filled } from '../../query/placeholder.ts'
import { unlimited } from '../../query/reader.ts'
import { recordScope } from '../../query/record-scope.ts'
import { typeScope } from '../../query/type-scope.ts'
import { called } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import { baseOf } from '../stored.ts'
import type { Door } from './door.ts'
import { ruleOfResult, type FarRule } from './rule-test.ts'

type Asked = Extract<RuleDeclaration, { require: string }>
type Unmet = { readonly before: string; readonly error: FieldError }

/**
 * What a record lacks for each of these actions, by one statement: rules that are asked only before an action
 * is done. What the actor may not see is not named.
 */
export async function unmetRules(
  door: Door,
  object: ResolvedObject,
  record: string,
  actions: readonly string[],
): Promise<Unmet[]> {
  const faces = [...new Set([baseOf(door.model, object), object])]
  const rules = faces.flatMap((face) =>
    face.rules.flatMap((rule) => {
      if (!('require' in rule) || rule.before === undefined || !actions.includes(rule.before)) return []
      const test = testOf(door, face, rule)
      return test ? [{ before: rule.before, test, face }] : []
    }),
  )
  if (rules.length === 0) return []
  const [row] = await door.tx.query<Record<string, boolean>>(
    sql`select ${join(rules.map(({ test }, at) => sql`(${test.holds('t')}) is true as ${id(`r${at}`)}`))}
        from ${id(object.table)} t where t.id = ${record}`,
  )
  return rules.flatMap(({ before, test, face }, at) =>
    row?.[`r${at}`] === true ? [] : [{ before, error: told(door, face, test) }],
  )
}

function told(door: Door, face: ResolvedObject, { at, code, message }: FarRule): FieldError {
  const { access } = door.actor
  if (access.administrator || access.object(face.name)?.see(at) !== undefined)
    return { field: at, code, message }
  return { field: '', code, message: said('Something that you may not see is still missing.') }
}

function testOf(door: Door, face: ResolvedObject, rule: Asked): FarRule | null {
  if (rule.proved !== undefined) return proofRule(door, face, rule, rule.proved)
  if (rule.having === undefined) return ruleOfResult(door, face, rule)
  return lineRule(door, face, rule, rule.having)
}

/** That a fact proves the value that stands there now, or one of the lines. */
function proofRule(door: Door, face: ResolvedObject, rule: Asked, kind: string): FarRule | null {
  const field = face.fields.get(String(rule.require))
  if (!field) return null
  const reader = unlimited(door)
  const when = parseWhere(rule.when ?? {}, typeScope(reader, face))
  const { language } = door.actor
  return {
    code: 'notProved',
    at: field.name,
    warning: false,
    fields: [field],
    message: said('{label}: not proved yet ({by}).', {
      label: called(field.field),
      by: factKindLabel(door.model, kind, language),
    }),
    holds(alias) {
      const is = compileCondition(when, recordScope(reader, face, alias))
      return filled(sql`${isProved(kind, alias)} or (${is}) is not true`, door)
    },
  }
}

/** That a collection holds a record of a kind, such as a licence among the papers. */
function lineRule(door: Door, face: ResolvedObject, rule: Asked, having: Condition): FarRule | null {
  const field = face.fields.get(String(rule.require))
  const kind = field?.type.valueType(field.field)
  const lines = kind?.kind === 'lines' ? door.model.objects.get(kind.of) : undefined
  if (!field || !lines) return null
  const reader = unlimited(door)
  const when = parseWhere(rule.when ?? {}, typeScope(reader, face))
  const which = parseWhere(having, typeScope(reader, lines))
  return {
    code: 'required',
    at: field.name,
    warning: false,
    fields: [field],
    message: said('{label}: one is needed where {condition}.', {
      label: called(field.field),
      condition: describeCondition(lines, having, door.actor.language),
    }),
    holds(alias) {
      const scope = recordScope(reader, face, alias)
      const rows = scope.others(field.name)
      return filled(
        sql`exists (select from ${rows.from} where ${rows.on} and ${compileCondition(which, rows.scope)})
            or (${compileCondition(when, scope)}) is not true`,
        door,
      )
    },
  }
}
