import type { Call, Expression, Scalar } from '#model'
import type { Sql } from '../../database/sql.ts'
import { compiled, filled, three, type Compiled } from '../compiled.ts'
import type { Frame } from '../frame.ts'

/** How a function becomes SQL. */
export type Implementation = (call: Call, frame: Frame) => Compiled

/** A function of plain values, each with what empty counts as. An empty day makes it empty. */
export function strict(
  build: (args: readonly Sql[]) => Sql,
  { canFail = true }: { canFail?: boolean } = {},
): Implementation {
  return (call, frame) => {
    const values = call.args.map((one) => frame.compiler.value(one, frame))
    return compiled(build(values.map(filled)), call.type, {
      canFail: canFail || values.some((one) => one.canFail),
      canBeEmpty: values.some((one) => one.canBeEmpty && staysEmpty(one.type)),
    })
  }
}

export function value(expression: Expression | undefined, frame: Frame): Compiled {
  if (!expression) throw new Error('An argument is missing.')
  return frame.compiler.value(expression, frame)
}

/** Days and references have nothing that empty counts as. */
export function staysEmpty(type: Scalar): boolean {
  return type.kind !== 'number' && type.kind !== 'text' && type.kind !== 'boolean'
}

/** A value beside others that may be errors: conditions take the form that can say so. */
export function beside(one: Compiled, canFail: boolean): Sql {
  return one.type.kind === 'boolean' && canFail ? three(one) : one.sql
}
