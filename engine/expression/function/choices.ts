import type { Call, Scalar } from '#model'
import { join, raw, sql, type Sql } from '../../database/sql.ts'
import { compiled, failureOf, filled, three, workType, type Compiled, type Size } from '../compiled.ts'
import type { Frame } from '../frame.ts'
import { beside, value, type Implementation } from './given.ts'

/** Conditions, choices and comparisons. */
export const choices: Readonly<Record<string, Implementation>> = {
  IF: ({ args, type }, frame) => {
    const [holds, ...results] = args.map((one) => value(one, frame))
    if (!holds) throw new Error('IF has a condition.')
    return chosen(
      type as Scalar,
      results,
      holds.canFail,
      results.length < 2,
      ([then, otherwise = nothing], failed) =>
        holds.canFail
          ? sql`(case ${holds.sql} when 1 then ${then ?? nothing} when -1 then ${failed} else ${otherwise} end)`
          : sql`(case when ${holds.sql} then ${then ?? nothing} else ${otherwise} end)`,
    )
  },
  IFS: ({ args, type }, frame) => {
    const all = args.map((one) => value(one, frame))
    const results = all.filter((_, at) => at % 2 === 1)
    return chosen(type as Scalar, results, true, false, (pieces, failed) =>
      pieces.reduceRight<Sql>((rest, piece, at) => {
        const holds = all[at * 2] as Compiled
        if (!holds.canFail) return sql`(case when ${holds.sql} then ${piece} else ${rest} end)`
        return sql`(case ${holds.sql} when 1 then ${piece} when -1 then ${failed} else ${rest} end)`
      }, failed),
    )
  },
  SWITCH: (call, frame) => switched(call, frame),
  IFERROR: ({ args, type }, frame) => {
    const [of, otherwise] = [value(args[0], frame), value(args[1], frame)]
    if (!of.canFail) return of
    const canBeEmpty = of.canBeEmpty || otherwise.canBeEmpty
    const size = larger([of.size, otherwise.size])
    const fallback = beside(otherwise, true)
    // Where the value is never empty, no function is needed; a call would cost more than the formula itself.
    const piece = of.canBeEmpty
      ? sql`kontor_if_failed(${of.sql}, ${fallback})`
      : sql`coalesce(nullif(${of.sql}, ${failureOf(of.type)}), ${fallback})`
    if (otherwise.canFail) return compiled(piece, type, { canFail: true, canBeEmpty, size })
    const sure = type.kind === 'boolean' ? sql`(${piece} = 1)` : piece
    return compiled(sure, type, { canBeEmpty, size })
  },
  NOT: ({ args, type }, frame) => {
    const of = value(args[0], frame)
    if (!of.canFail) return compiled(sql`(not ${filled(of)})`, type)
    return compiled(sql`(case ${of.sql} when 1 then 0 when -1 then -1 else 1 end)::smallint`, type, {
      canFail: true,
    })
  },
  ISBLANK: ({ args, type }, frame) => compiled(sql`(${value(args[0], frame).sql} is null)`, type),
  '=': comparison('=', [0]),
  '<>': comparison('<>', [-1, 1, 3]),
  '<': comparison('<', [-1]),
  '<=': comparison('<=', [-1, 0]),
  '>': comparison('>', [1]),
  '>=': comparison('>=', [0, 1]),
}

const nothing = raw('null')

/** One of several results: of one form, and as large as the largest. */
function chosen(
  type: Scalar,
  results: readonly Compiled[],
  mayFail: boolean,
  mayBeEmpty: boolean,
  build: (pieces: readonly Sql[], failed: Sql) => Sql,
): Compiled {
  const canFail = mayFail || results.some((one) => one.canFail)
  const canBeEmpty = mayBeEmpty || results.some((one) => one.canBeEmpty)
  const piece = build(
    results.map((one) => beside(one, canFail)),
    failureOf(type),
  )
  return compiled(piece, type, { canFail, canBeEmpty, size: larger(results.map((one) => one.size)) })
}

function larger(sizes: readonly Size[]): Size {
  return {
    whole: Math.max(1, ...sizes.map((one) => one.whole)),
    decimals: Math.max(0, ...sizes.map((one) => one.decimals)),
  }
}

function switched({ args, type }: Call, frame: Frame): Compiled {
  const [first, ...rest] = args
  const of = value(first, frame)
  const matches = rest.filter((_, at) => at % 2 === 0 && at + 1 < rest.length).map((one) => value(one, frame))
  const results = rest.filter((_, at) => at % 2 === 1).map((one) => value(one, frame))
  const otherwise = rest.length % 2 === 1 ? value(rest[rest.length - 1], frame) : undefined
  const all = otherwise ? [...results, otherwise] : results
  const work = raw(workType(of.type, true))
  const values = join(matches.map((one) => wanted(one)))
  const place = sql`kontor_position(${wanted(of)}::${work}, array[${values}]::${work}[])`
  return chosen(type as Scalar, all, true, false, (pieces, failed) => {
    const cases = join(
      results.map((_, at) => sql`when ${raw(String(at + 1))} then ${pieces[at] ?? nothing}`),
      ' ',
    )
    return sql`(case ${place} ${cases} when -1 then ${failed} else ${otherwise ? (pieces[results.length] ?? nothing) : failed} end)`
  })
}

/** As equality compares it. */
function wanted(one: Compiled): Sql {
  const piece = filled(one)
  return one.type.kind === 'boolean' ? three({ ...one, sql: piece }) : piece
}

/** `signs` are the answers of kontor_compare for which it holds. */
function comparison(operator: string, signs: readonly number[]): Implementation {
  return ({ args, type }, frame) => {
    const [left, right] = [value(args[0], frame), value(args[1], frame)]
    if (!left.canFail && !right.canFail) return compiled(plain(operator, left, right), type)
    const compare = sql`kontor_compare(${wanted(left)}, ${wanted(right)})`
    const holds = join(
      signs.map((one) => sql`when ${raw(String(one))} then 1`),
      ' ',
    )
    return compiled(sql`(case ${compare} ${holds} when 2 then -1 else 0 end)::smallint`, type, {
      canFail: true,
    })
  }
}

function plain(operator: string, left: Compiled, right: Compiled): Sql {
  const isText = left.type.kind === 'text'
  const [one, other] = [left, right].map((side) =>
    isText ? sql`kontor_letters(${filled(side)}) collate "C"` : filled(side),
  )
  const piece = sql`${one ?? nothing} ${raw(operator)} ${other ?? nothing}`
  const canBeUnknown =
    !['text', 'number', 'boolean'].includes(left.type.kind) && (left.canBeEmpty || right.canBeEmpty)
  if (!canBeUnknown) return sql`(${piece})`
  if (operator === '=') return sql`(${one ?? nothing} is not distinct from ${other ?? nothing})`
  if (operator === '<>') return sql`(${one ?? nothing} is distinct from ${other ?? nothing})`
  if (operator === '<' || operator === '>') return sql`coalesce(${piece}, false)`
  return sql`coalesce(${piece}, ${one ?? nothing} is null and ${other ?? nothing} is null)`
}
