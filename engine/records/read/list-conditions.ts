import type { Actor } from '../../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Sql } from '../../database/sql.ts'
import { conditionOn } from '../../query/condition.ts'
import type { Reader } from '../../query/reader.ts'
import { readableRows } from '../../query/record-scope.ts'
import { matchesSearch } from '../../search/search-records.ts'
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
  query: Pick<ListQuery, 'where' | 'search'>,
): Conditions {
  const { where, search } = query
  return {
    where:
      where === undefined
        ? null
        : withWhereProblems(reader.actor.language, () => conditionOn(reader, object, where, 't')),
    search: isSearch(query) ? matchesSearch(reader, object, search ?? '') : null,
  }
}

export function isSearch({ search }: Pick<ListQuery, 'search'>): boolean {
  return search !== undefined && search.trim() !== ''
}

/** Everything that the rows `t` of a list fulfil. */
export function rowConditions(reader: Acting, object: ResolvedObject, { where, search }: Conditions): Sql[] {
  return [readableRows(reader, object, 't'), where, search].filter((piece) => piece !== null)
}
