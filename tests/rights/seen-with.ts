import type { Oracle } from './oracle.ts'
import type { Item, Person, SeenWith } from './shapes.ts'

/** Whether they see, by all of their rights, what stands in the fields that the record is seen with. */
export function isWithWhatItNames(oracle: Oracle, by: Person, face: string, item: Item): boolean {
  const person = { ...by, scope: null }
  return oracle.face(face).fields.every(({ name, to = '', seenWith, required }) => {
    if (!seenWith || seesEvery(oracle, person, facesToSee(to, seenWith))) return true
    const named = item.values[name] ?? null
    if (named === null) return required !== true
    const told = seenWith.as === undefined ? null : String(item.values[seenWith.as])
    if (told !== null && seesEvery(oracle, person, [told])) return true
    const target = oracle.item(String(named))
    const some = told === null ? withRoles(oracle, to) : [told]
    return target !== undefined && some.some((one) => oracle.readable(person, one, target))
  })
}

/** Whether they need not be asked what a record of the face is seen with, since they see it all. */
export function isFree(oracle: Oracle, by: Person, face: string): boolean {
  const person = { ...by, scope: null }
  return oracle
    .face(face)
    .fields.every(({ to = '', seenWith }) => !seenWith || seesEvery(oracle, person, facesToSee(to, seenWith)))
}

function seesEvery(oracle: Oracle, person: Person, faces: readonly string[]): boolean {
  return faces.every(
    (face) =>
      oracle.giving(person, face, 'read').some(({ rows }) => rows === null) && isFree(oracle, person, face),
  )
}

/** An object with the roles that its records play; a role alone. */
function withRoles({ world }: Oracle, face: string): readonly string[] {
  return world.faces.filter(({ name, base }) => name === face || base === face).map(({ name }) => name)
}

function facesToSee(to: string, { faces = [to] }: SeenWith): readonly string[] {
  return faces
}

/** Whether they see the field that a copy was taken from, of the record that it is seen with. */
export function isShownThere(oracle: Oracle, by: Person, face: string, item: Item, field: string): boolean {
  const person = { ...by, scope: null }
  const { copyOf } = oracle.face(face).fields.find(({ name }) => name === field) ?? {}
  if (copyOf === undefined) return true
  const target = oracle.item(String(item.values['party']))
  const role = String(item.values['role'])
  const isKnown = oracle.world.faces.some(({ name }) => name === role)
  return isKnown && target !== undefined && oracle.sees(person, role, target, copyOf)
}

/** Whether they see it of every record that they may read there. */
export function isThereThroughout(oracle: Oracle, by: Person, face: string, field: string): boolean {
  const person = { ...by, scope: null }
  const { fields } = oracle.face(face)
  const { copyOf } = fields.find(({ name }) => name === field) ?? {}
  const faces = fields.flatMap(({ seenWith }) => seenWith?.faces ?? [])
  if (copyOf === undefined) return true
  return faces
    .filter((one) => oracle.world.faces.some(({ name }) => name === one))
    .every((one) => oracle.isShownThroughout(person, one, copyOf))
}
