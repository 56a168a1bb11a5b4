import { wordSpellings, words } from '#text'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { objectNamed, type Reader } from '../query/reader.ts'
import { shows } from '../query/shows.ts'
import { sightOf } from '../query/sight.ts'
import { facesOf } from '../schema/faces.ts'

/** A field by whose name records are found, and the face on which it is seen. */
type Name = { readonly field: ResolvedField; readonly face: ResolvedObject }

/** The names of an object that its reader sees on every record of it, and those that some may hide. */
export function namesOf(
  reader: Reader,
  object: ResolvedObject,
): { seen: readonly Name[]; hidden: readonly Name[] } {
  const names = facesOf(reader.model, objectNamed(reader, object.base)).flatMap((face) =>
    [...face.fields.values()].flatMap((field): Name[] => {
      if (field.field.searched !== 'name' || field.owner !== face.name || field.column === null) return []
      const isOwn = [object.base, object.name].includes(field.owner)
      return [{ field, face: isOwn ? object : face }]
    }),
  )
  const isSeen = ({ field, face }: Name): boolean => {
    const sight = sightOf(reader, face)
    // A record of this object may play another role, and not be among those that are read in it.
    return sight?.field(field.name) === true && (face === object || sight.rows === true)
  }
  return { seen: names.filter(isSeen), hidden: names.filter((name) => !isSeen(name)) }
}

/**
 * By what results are ordered where some names are hidden from the reader, for the order of the key would
 * tell of these, and so would a page that goes on from it; null where they see all that stand in the key.
 */
export function orderOfSeenNames(reader: Reader, object: ResolvedObject): Sql | null {
  const { seen, hidden } = namesOf(reader, object)
  if (hidden.length === 0 || seen.length === 0) return null
  const columns = seen.map(({ field }) => id('t', field.column ?? ''))
  // Never empty, not even without a name: the empty key is that of what comes by its id.
  return sql`(lower(concat_ws(' ', '', ${join(columns)}) collate "und-x-icu") collate "C")`
}

/** As many words as are searched for. */
const mostWords = 8

/**
 * The key by which records are searched holds every name that they have. Where the reader may not see all of
 * these, a record is found by the key only where it has no name that is hidden from them, or where what was
 * typed stands in a name that they see; null where there is nothing to be asked.
 */
export function namesWithinSight(reader: Reader, object: ResolvedObject, typed: string): Sql | null {
  const { seen, hidden } = namesOf(reader, object)
  if (hidden.length === 0 || seen.length === 0) return null
  const column = ({ field }: Name): Sql => id('t', field.column ?? '')
  const open = hidden.map(
    (name) => sql`(${column(name)} is null or (${shows(reader, name.face, 't', name.field.name)}) is true)`,
  )
  // In whichever letters it was typed, as the key has them.
  const stands = words(typed)
    .latin.slice(0, mostWords)
    .map((word) => {
      const pattern = wordSpellings(word)
      const isIn = (name: Name) => sql`lower(${column(name)} collate "und-x-icu") ~ ${pattern}::text`
      return sql`(${join(seen.map(isIn), ' or ')})`
    })
  if (stands.length === 0) return join(open, ' and ')
  return sql`((${join(open, ' and ')}) or (${join(stands, ' and ')}))`
}
