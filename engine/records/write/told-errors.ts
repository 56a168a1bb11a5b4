import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { FieldError } from '../../errors.ts'
import { sightOf } from '../../query/sight.ts'
import { said } from '../../said/said.ts'
import { words } from '../../said/sayer.ts'
import { facesOf } from '../../schema/faces.ts'
import { baseOf } from '../stored.ts'
import type { Door } from './door.ts'
import { fieldOf } from './draft.ts'

const isMissing = said('Something that you may not see is still missing.')
const keepsIt = said('A field that you may not see keeps it as it is.')

/**
 * What speaks against a write as its writer may be told of it. A rule looks at whatever its owner wanted,
 * also in a role that the writer does not see: of a field that they neither see nor set they hear no name.
 * What the owner says of a rule are the owner's own words.
 */
export function toldErrors(
  door: Door,
  object: ResolvedObject,
  errors: readonly FieldError[],
): readonly FieldError[] {
  // An undo tells of each field by itself why it stays.
  if (errors.length === 0 || door.restores || door.actor.access.administrator) return errors
  const told = errors.filter((error) => isTold(door, object, error))
  if (told.length === errors.length) return errors
  const unnamed = errors.filter((error) => !told.includes(error)).map(withoutName)
  // How many there are is nobody's to know either.
  const distinct = new Map(unnamed.map((error) => [words(error.message, door.actor.language), error]))
  return [...told, ...distinct.values()]
}

/** A name that is none was given by the writer. */
function isTold(door: Door, object: ResolvedObject, { field: place, code }: FieldError): boolean {
  const name = fieldOf(place)
  if (code === 'unknownField' || name === '') return true
  const { access } = door.actor
  const own = access.object(object.name)
  if (object.fields.has(name))
    return [own?.see(name), own?.change(name), own?.change(name, 'create')].some((rows) => rows !== undefined)
  const reader = { model: door.model, actor: door.actor, authority: 'actor' } as const
  const others = facesOf(door.model, baseOf(door.model, object)).filter(({ fields }) => fields.has(name))
  // That the record plays another role is known to who sees all that play it.
  return others.every((face) => sightOf(reader, face)?.rows === true && access.object(face.name)?.see(name))
}

function withoutName({ code, message }: FieldError): FieldError {
  const told = code === 'required' ? isMissing : code.startsWith('rule.') ? message : keepsIt
  return { field: '', code, message: told }
}
