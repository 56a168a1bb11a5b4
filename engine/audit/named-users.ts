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
  return mayName(reader, 'user', alias)
}

/** The same of a record of any object: a post, say, or a group of users. */
export function mayName(reader: Reader, name: string, alias: string): Sql {
  const object = objectNamed(reader, name)
  const sight = sightOf(reader, object)
  if (!sight || sight.field(object.title) === undefined) return raw('false')
  if (sight.rows === true && sight.field(object.title) === true) return raw('true')
  const guard = recordScope(reader, object, alias).guard(object.title) ?? raw('true')
  return filled(sql`(${join([readableRows(reader, object, alias), guard], ' and ')})`, reader)
}
