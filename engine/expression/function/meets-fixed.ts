import { asKind, readCriterion, sameLetters, type CriterionOperator } from '#model'
import { raw, sql, type Sql } from '../../database/sql.ts'
import { workType, type Compiled } from '../compiled.ts'

/**
 * Whether a value meets a criterion that stands in the formula, as a plain comparison; undefined where only
 * kontor_meets can tell, which costs a hundred times more.
 */
export function meetsFixed(of: Compiled, criterion: string): Sql | undefined {
  const { operator, wanted } = readCriterion(criterion)
  const isEquality = operator === '=' || operator === '<>'
  if (of.canFail || (of.type.kind === 'text' && isEquality && /[*?~]/.test(wanted))) return undefined
  if (wanted === '' && isEquality) return negatedUnlessEqual(operator, isBlank(of))
  if (of.type.kind === 'text')
    return compared(operator, sql`kontor_letters(${of.sql})`, sameLetters(wanted), 'text')
  const bound = asKind(wanted, of.type.kind)
  if (bound === null) return raw(operator === '<>' ? 'true' : 'false')
  return compared(operator, of.sql, String(bound), workType(of.type, false))
}

function compared(operator: CriterionOperator, value: Sql, bound: string, type: string): Sql {
  if (operator === '=' || operator === '<>') {
    return negatedUnlessEqual(operator, sql`${value} = ${bound}::${raw(type)}`)
  }
  const order = type === 'text' ? raw(' collate "C"') : raw('')
  return sql`${value}${order} ${raw(operator)} ${bound}::${raw(type)}${order}`
}

/** What is empty, and so unknown, meets every criterion that it should not be something. */
function negatedUnlessEqual(operator: CriterionOperator, isEqual: Sql): Sql {
  return operator === '<>' ? sql`(${isEqual}) is not true` : isEqual
}

function isBlank(of: Compiled): Sql {
  return of.type.kind === 'text' ? sql`coalesce(${of.sql}, '') = ''` : sql`${of.sql} is null`
}
