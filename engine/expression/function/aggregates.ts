import { inRow, commonSource, type Call, type Each, type Expression, type Scalar } from '#model'
import { join, raw, sql, type Sql } from '../../database/sql.ts'
import { compiled, failureOf, filled, sized, three, workType, type Compiled } from '../compiled.ts'
import { nextAlias, sourceOf, type Frame } from '../frame.ts'
import { value, type Implementation } from './given.ts'
import { listOf, rowsOf } from './rows.ts'
import { meetsFixed } from './meets-fixed.ts'

/** Functions of many values; empty ones are skipped. */
export const aggregates: Readonly<Record<string, Implementation>> = {
  SUM: ({ args }, frame) => {
    const parts = args.map((one) => (one.is === 'each' ? total(one, frame) : value(one, frame)))
    const size = {
      whole: Math.max(...parts.map((one) => one.size.whole)) + String(parts.length).length,
      decimals: Math.max(...parts.map((one) => one.size.decimals)),
    }
    return sized(
      sql`(${join(parts.map(filled), ' + ')})`,
      size,
      parts.some((one) => one.canFail),
    )
  },
  AVERAGE: ({ args, type }, frame) => {
    const lists = join(
      args.map((one) => listOf(one, frame, 'numeric')),
      ' || ',
    )
    return compiled(sql`kontor_average(${lists})`, type, { canFail: true })
  },
  COUNT: ({ args, type }, frame) => {
    const counts = args.map((one) => (one.is === 'each' ? counted(one, frame) : presence(value(one, frame))))
    return compiled(sql`(${join(counts, ' + ')})`, type, { size: { whole: 20, decimals: 0 } })
  },
  MIN: (call, frame) => extreme(call, frame, 'least', 'min'),
  MAX: (call, frame) => extreme(call, frame, 'greatest', 'max'),
  AND: (call, frame) => combined(call, frame, 'and', 'every'),
  OR: (call, frame) => combined(call, frame, 'or', 'some'),
  CONCAT: ({ args, type }, frame) => {
    const lists = join(
      args.map((one) => listOf(one, frame, 'text')),
      ' || ',
    )
    return compiled(sql`kontor_concat(${lists})`, type, { canFail: true })
  },
  SUMIF: ({ args }, frame) => met(args, args[2] ?? args[0], frame),
  COUNTIF: ({ args }, frame) => met(args, undefined, frame),
}

function total(each: Each, frame: Frame): Compiled {
  const { value: of, source } = rowsOf(each, frame)
  const size = { ...of.size, whole: of.size.whole + 19 }
  return sized(
    sql`(select coalesce(sum(${of.sql}), 0) from ${source.from} where ${source.on})`,
    size,
    of.canFail,
  )
}

function counted(each: Each, frame: Frame): Sql {
  const { value: of, source } = rowsOf(each, frame)
  const piece = of.canFail ? sql`nullif(${of.sql}, ${failureOf(of.type)})` : of.sql
  return sql`(select count(${piece})::numeric from ${source.from} where ${source.on})`
}

function presence(of: Compiled): Sql {
  const piece = of.canFail ? sql`nullif(${of.sql}, ${failureOf(of.type)})` : of.sql
  return sql`(${piece} is not null)::integer::numeric`
}

/** The smallest or largest: least() and min() pass over what is empty, but do not know errors. */
function extreme(call: Call, frame: Frame, among: 'least' | 'greatest', aggregate: 'min' | 'max'): Compiled {
  const type = call.type as Scalar
  const parts = call.args.map((one) =>
    one.is === 'each' ? extremeOf(one, frame, aggregate) : value(one, frame),
  )
  const canFail = parts.some((one) => one.canFail)
  const all = join(parts.map((one) => one.sql))
  const size = {
    whole: Math.max(...parts.map((one) => one.size.whole)),
    decimals: Math.max(...parts.map((one) => one.size.decimals)),
  }
  const piece =
    parts.length === 1
      ? all
      : canFail
        ? sql`kontor_${raw(among)}(array[${all}]::${raw(workType(type, false))}[])`
        : sql`${raw(among)}(${all})`
  const found = compiled(piece, type, { canFail, canBeEmpty: true, size })
  return type.kind === 'number' ? compiled(filled(found), type, { canFail, size }) : found
}

function extremeOf(each: Each, frame: Frame, aggregate: 'min' | 'max'): Compiled {
  const { value: of, source } = rowsOf(each, frame)
  const alias = raw(nextAlias(frame))
  const failed = failureOf(of.type)
  const found = sql`${raw(aggregate)}(${alias}.value)`
  const answer = of.canFail
    ? sql`case when bool_or(${alias}.value = ${failed}) then ${failed} else ${found} end`
    : found
  const rows = sql`select ${of.sql} as value from ${source.from} where ${source.on}`
  return { ...of, sql: sql`(select ${answer} from (${rows}) ${alias})`, canBeEmpty: true }
}

function combined(call: Call, frame: Frame, operator: 'and' | 'or', all: 'every' | 'some'): Compiled {
  const aggregate = raw(operator === 'and' ? 'bool_and' : 'bool_or')
  const parts = call.args.map((one) => (one.is === 'each' ? rowsOf(one, frame) : value(one, frame)))
  if (parts.some((one) => ('source' in one ? one.value : one).canFail)) {
    const lists = join(
      call.args.map((one) => listOf(one, frame, 'smallint')),
      ' || ',
    )
    return compiled(sql`kontor_${raw(all)}(${lists})`, call.type, { canFail: true })
  }
  const pieces = parts.map((one) => {
    if (!('source' in one)) return filled(one)
    const { value: of, source } = one
    return sql`(select coalesce(${aggregate}(${filled(of)}), ${raw(String(operator === 'and'))})
      from ${source.from} where ${source.on})`
  })
  return compiled(sql`(${join(pieces, ` ${operator} `)})`, call.type)
}

/** The sum of the amounts (else the count) of the rows whose value meets the criterion. */
function met(args: readonly Expression[], amounts: Expression | undefined, frame: Frame): Compiled {
  const [list, criterion] = args
  if (list?.is !== 'each' || !criterion) throw new Error('A list and a criterion are wanted.')
  const many = amounts ? [list, amounts] : [list]
  const nowhere = { position: 0, length: 0 }
  const source = sourceOf(commonSource(many.map((expression) => ({ expression, place: nowhere }))), frame)
  const within = (expression: Expression) => frame.compiler.value(inRow(expression), source.frame)
  const of = within(list)
  const amount = amounts ? within(amounts) : undefined
  const size = amount ? { ...amount.size, whole: amount.size.whole + 19 } : { whole: 20, decimals: 0 }
  const rows = sql`from ${source.from} where ${source.on}`
  const counted = amount ? amount.sql : raw('1::numeric')
  const fixed = criterion.is === 'literal' ? meetsFixed(of, String(criterion.value)) : undefined
  if (fixed)
    return sized(
      sql`(select coalesce(sum(${counted}), 0) ${rows} and (${fixed}))`,
      size,
      amount?.canFail ?? false,
    )
  const tested = of.type.kind === 'boolean' ? three(of) : of.sql
  const meets = sql`kontor_meets(${tested}, ${filled(within(criterion))})`
  const picked = sql`case ${meets} when 1 then ${counted} when -1 then 'NaN'::numeric end`
  return sized(sql`(select coalesce(sum(${picked}), 0) ${rows})`, size, true)
}
