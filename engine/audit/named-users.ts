import { join, raw, sql, type Sql } from '../database/sql.ts'
import { objectNamed, type Reader } from '../query/reader.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'

/**
 * Whether the reader may be told who the user of `alias` is: by the same rights by which they may read of
 * users. Whoever may not, such as somebody of a partner's, learns that it happened, not who did it.
 */
export function mayNameUser(reader: Reader, alias: string): Sql {
  const user = objectNamed(reader, 'user')
  const sight = sightOf(reader, user)
  if (!sight || sight.field(user.title) === undefined) return raw('false')
  if (sight.rows === true && sight.field(user.title) === true) return raw('true')
  const guard = recordScope(reader, user, alias).guard(user.title) ?? raw('true')
  return filled(sql`(${join([readableRows(reader, user, alias), guard], ' and ')})`, reader)
}
