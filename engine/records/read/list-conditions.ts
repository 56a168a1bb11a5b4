import type { Actor } from '../../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { join, type Sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { conditionOn } from '../../query/condition.ts'
import type { Reader } from '../../query/reader.ts'
import { readableRows, rowsOf } from '../../query/record-scope.ts'
import { matchesSearch } from '../../search/search-records.ts'
import { manyCalled } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import type { ListQuery } from './list-query.ts'
import { withWhereProblems } from './read-problem.ts'

export type Acting = Reader & { readonly actor: Actor }

/** The reader of an actor's own request. */
export function actingReader(model: ResolvedModel, actor: Actor): Acting {
  return { model, actor, authority: 'actor' }
}

/** What the rows of a list have to fulfil beside the reader's rights. */
export type Conditions = { readonly where: Sql | null; readonly search: Sql | null }

export function conditionsOf(
  reader: Acting,
  object: ResolvedObject,
  query: Pick<ListQuery, 'where' | 'search' | 'purpose'>,
): Conditions {
  const { where, search } = query
  const asked =
    where === undefined
      ? []
      : [withWhereProblems(reader.actor.language, () => conditionOn(reader, object, where, 't'))]
  const all = [...asked, ...rowsForPurpose(reader, object, query)]
  return {
    where: all.length === 0 ? null : join(all, ' and '),
    search: isSearch(query) ? matchesSearch(reader, object, search ?? '') : null,
  }
}

/** What is asked for to be printed is held to the right to print, as a file is to that to export. */
function rowsForPurpose(
  reader: Acting,
  object: ResolvedObject,
  { purpose }: Pick<ListQuery, 'purpose'>,
): Sql[] {
  if (purpose === undefined) return []
  const rows = reader.actor.access.object(object.name)?.rows(purpose)
  if (rows === undefined) {
    const what = manyCalled(object.declaration)
    throw new Problem(
      403,
      'forbidden',
      said('You may not print {what}. Ask an administrator for the right.', { what }),
    )
  }
  return rows === true ? [] : [rowsOf(reader, object, 't', rows)]
}

export function isSearch({ search }: Pick<ListQuery, 'search'>): boolean {
  return search !== undefined && search.trim() !== ''
}

/** Everything that the rows `t` of a list fulfil. */
export function rowConditions(reader: Acting, object: ResolvedObject, { where, search }: Conditions): Sql[] {
  return [readableRows(reader, object, 't'), where, search].filter((piece) => piece !== null)
}
