import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { words } from '../said/sayer.ts'
import { facesOf } from '../schema/faces.ts'
import type { Stayed } from './kept.ts'

/** Why what an entry says of a retired field does not go back. Its name is known to few by now. */
export const staysRetired = said(
  'A field of it was retired since and keeps what it holds. Bring that field back, then undo once more.',
)

const staysWithObject = said('Its object was retired since. Bring that back, then undo once more.')

/** What stays because its object was retired, of which administrators alone are told. */
export function staysRetiredWith(
  { actor }: Pick<Door, 'actor'>,
  object: string,
  records: readonly string[],
): Stayed[] {
  const told = actor.access.administrator ? staysWithObject : said('The record is gone.')
  return records.map((record) => {
    const what = { object, record, field: null }
    return {
      ...what,
      ...{ reason: staysWithObject, names: null },
      told: { ...what, reason: words(told, actor.language) },
    }
  })
}

/** Whether an entry tells of a field that is none of those that are present; a role comes back with all. */
export function namesRetired(
  present: ReadonlySet<string>,
  { action, after }: { readonly action: string; readonly after: Readonly<Record<string, unknown>> | null },
): boolean {
  if (action.startsWith('leave:')) return false
  return Object.keys(after ?? {}).some((key) => !present.has(key))
}

/** The keys under which the log tells of the fields that records of the object have today, in all roles. */
export function presentKeys(model: ResolvedModel, base: ResolvedObject): ReadonlySet<string> {
  const own = facesOf(model, base).flatMap((face) =>
    [...face.fields.values()].map((field) => storedKey(face, field)),
  )
  return new Set([...own, ...base.roles.map(roleKey)])
}

/** The fields of the object that hold lines of which fields were retired, by their keys in the log. */
export function retiredInLines(model: ResolvedModel, base: ResolvedObject) {
  return facesOf(model, base).flatMap((face) =>
    [...face.fields.values()].flatMap((field) => {
      const owned = field.owner === face.name ? ownedLines(model, field) : null
      const names = (owned?.object.retired ?? []).map(({ name }) => name)
      return owned && names.length > 0
        ? [{ key: storedKey(face, field), table: owned.object.table, names }]
        : []
    }),
  )
}
