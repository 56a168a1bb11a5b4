import { id, sql, type Sql } from '../database/sql.ts'
import { objectNamed, type Reader } from './reader.ts'

/**
 * How much of currency `to` one of `from` is worth on a day, by the last rate up to that day: as it is
 * stated, the
 * other way round, or by way of a currency in which both are stated. Null where no rate tells.
 */
export function exchangeRate(reader: Reader, from: Sql, to: Sql, day: Sql): Sql {
  const table = objectNamed(reader, 'exchangeRate')
  const column = (name: string) => id('r', table.fields.get(name)?.column ?? name)
  const stated = (
    base: string,
    currency: string,
  ) => sql`select ${column('rate')} as rate from ${id(table.table)} r
    where ${column('base')} = ${id(...base.split('.'))} and ${column('currency')} = ${id(...currency.split('.'))}
      and ${column('day')} <= asked.day order by ${column('day')} desc limit 1`
  const bases = sql`select distinct ${column('base')} as code from ${id(table.table)} r`
  return sql`(select coalesce(
      (${stated('asked.source', 'asked.target')}),
      kontor_divide(1, (${stated('asked.target', 'asked.source')})),
      (select kontor_divide(t.rate, f.rate) from (${bases}) base, lateral (${stated('base.code', 'asked.target')}) t,
         lateral (${stated('base.code', 'asked.source')}) f order by base.code limit 1)
    ) from (select (${from})::text as source, (${to})::text as target, (${day})::date as day offset 0) asked)`
}
