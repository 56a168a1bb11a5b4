import { dayType, instantType, numberType, textType, booleanType, type Scalar } from '../expression.ts'
import type { Kind } from './typed.ts'

/**
 * What a function takes and gives. `given` is each argument's kind; those after `least` may be left out, and
 * with `more` the last ones repeat. `special` functions are checked by a rule of their own.
 */
export type Signature = {
  readonly given: readonly Kind[]
  readonly least: number
  readonly gives: Scalar
  readonly more?: true
  readonly special?: 'choice' | 'aggregate' | 'criterion' | 'blank' | 'text' | 'workdays'
  /** How it is called, for hints. */
  readonly usage: string
}

/** The functions of the formula language, as in Excel. */
export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  special('choice', 'IF(condition, value, otherwise)', 2, 3),
  special('choice', 'IFS(condition, value, …)', 2),
  special('choice', 'SWITCH(value, match, result, …, otherwise)', 3),
  special('choice', 'IFERROR(value, otherwise)', 2, 2),
  special('aggregate', 'AND(condition, …)', 1, undefined, booleanType),
  special('aggregate', 'OR(condition, …)', 1, undefined, booleanType),
  plain('NOT(condition)', ['boolean'], booleanType),
  special('blank', 'ISBLANK(value)', 1, 1, booleanType),

  plain('ROUND(number, digits)', ['number', 'number'], numberType),
  plain('ROUNDUP(number, digits)', ['number', 'number'], numberType),
  plain('ROUNDDOWN(number, digits)', ['number', 'number'], numberType),
  plain('INT(number)', ['number'], numberType),
  plain('MOD(number, divisor)', ['number', 'number'], numberType),
  plain('ABS(number)', ['number'], numberType),
  plain('POWER(number, power)', ['number', 'number'], numberType),
  plain('SQRT(number)', ['number'], numberType),
  plain('CEILING(number, step)', ['number', 'number'], numberType, 1),
  plain('FLOOR(number, step)', ['number', 'number'], numberType, 1),
  special('aggregate', 'MIN(value, …)', 1),
  special('aggregate', 'MAX(value, …)', 1),
  special('aggregate', 'SUM(number, …)', 1),
  special('aggregate', 'AVERAGE(number, …)', 1),
  special('aggregate', 'COUNT(value, …)', 1),
  special('criterion', 'SUMIF(list, criterion, amounts)', 2, 3),
  special('criterion', 'COUNTIF(list, criterion)', 2, 2),

  plain('LEFT(text, length)', ['text', 'number'], textType, 1),
  plain('RIGHT(text, length)', ['text', 'number'], textType, 1),
  plain('MID(text, start, length)', ['text', 'number', 'number'], textType),
  plain('LEN(text)', ['text'], numberType),
  plain('TRIM(text)', ['text'], textType),
  plain('UPPER(text)', ['text'], textType),
  plain('LOWER(text)', ['text'], textType),
  special('aggregate', 'CONCAT(text, …)', 1, undefined, textType),
  plain('SUBSTITUTE(text, old, new, which)', ['text', 'text', 'text', 'number'], textType, 3),
  plain('FIND(part, text, start)', ['text', 'text', 'number'], numberType, 2),
  plain('SEARCH(part, text, start)', ['text', 'text', 'number'], numberType, 2),
  special('text', 'TEXT(value, "format")', 2, 2, textType),
  plain('VALUE(text)', ['text'], numberType),

  plain('DATE(year, month, day)', ['number', 'number', 'number'], dayType),
  plain('YEAR(day)', ['day'], numberType),
  plain('MONTH(day)', ['day'], numberType),
  plain('DAY(day)', ['day'], numberType),
  plain('EDATE(day, months)', ['day', 'number'], dayType),
  plain('EOMONTH(day, months)', ['day', 'number'], dayType),
  plain('WEEKDAY(day, kind)', ['day', 'number'], numberType, 1),
  special('workdays', 'NETWORKDAYS(from, until, holidays)', 2, 3),
  plain('TODAY()', [], dayType),
  plain('NOW()', [], instantType),
  plain('CONVERT(amount, from, to, day)', ['number', 'text', 'text', 'day'], numberType, 3),
])

export function mostOf(signature: Signature): number {
  return signature.more ? Infinity : signature.given.length
}

function plain(
  usage: string,
  given: readonly Kind[],
  gives: Scalar,
  least: number = given.length,
): [string, Signature] {
  return [nameOf(usage), { given, least, gives, usage }]
}

function special(
  kind: NonNullable<Signature['special']>,
  usage: string,
  least: number,
  most?: number,
  gives: Scalar = numberType,
): [string, Signature] {
  const given = Array.from({ length: most ?? least }, (): Kind => 'opaque')
  const common = { given, least, gives, special: kind, usage }
  return [nameOf(usage), most === undefined ? { ...common, more: true } : common]
}

function nameOf(usage: string): string {
  return usage.slice(0, usage.indexOf('('))
}
