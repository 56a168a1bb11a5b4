import { fieldTypeOf, type Field, type ObjectDeclaration } from '#model'
import { fieldErrors } from '../errors.ts'
import { called, manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'

/** Why a field of an object cannot hold lines, or null where it can. */
type Hindrance = 'unowned' | 'ofOthers' | 'otherVia'

/** `base`: the object whose table holds the records, also where the field is one of a role. */
function hindrance(lines: ObjectDeclaration | undefined, base: string, field: Lines): Hindrance | null {
  if (!lines?.owned) return 'unowned'
  if (lines.owned.by !== base) return 'ofOthers'
  return String(lines.owned.via) === field.via ? null : 'otherVia'
}

type Lines = { readonly of: string; readonly via: string }

/** The lines that a field says to hold, or null where it holds none. */
function linesIn(field: Field): Lines | null {
  const value = field['owned'] === true ? fieldTypeOf(field).valueType(field) : null
  return value?.kind === 'lines' ? value : null
}

/**
 * Throws a 422 where what is asked for would hold lines that cannot be its own: nothing would keep what is
 * written into it.
 */
export function refuseOwned(model: ResolvedModel, object: ResolvedObject, name: string, field: Field): void {
  const asked = linesIn(field)
  const lines = asked && model.objects.get(asked.of)
  if (!asked || !lines) return
  const why = hindrance(lines.declaration, object.base, asked)
  const plural = manyCalled(lines.declaration)
  if (why === 'otherVia') {
    const via = lines.fields.get(String(lines.declaration.owned?.via))
    const message = said('Of {plural} each is saved with what its field “{via}” names. Choose that field.', {
      plural,
      via: via ? called(via.field) : '',
    })
    throw fieldErrors([{ field: 'via', code: 'owned', message }])
  }
  if (why !== null)
    throw fieldErrors([{ field: 'owned', code: 'owned', message: notOwn(model, object, lines) }])
  refuseHeldTwice(model, object, name, field)
}

/** Throws a 422 where another field holds these lines: each of the two would write those of the other. */
export function refuseHeldTwice(
  model: ResolvedModel,
  object: ResolvedObject,
  name: string,
  field: Field,
): void {
  const asked = linesIn(field)
  const lines = asked && model.objects.get(asked.of)
  if (!asked || !lines || hindrance(lines.declaration, object.base, asked)) return
  const holder = holderOf(model, asked.of, object.name, name)
  if (!holder) return
  const message = said('The field “{field}” saves {plural} already. Use it, or switch this off.', {
    field: called(holder),
    plural: manyCalled(lines.declaration),
  })
  throw fieldErrors([{ field: 'owned', code: 'taken', message }])
}

function notOwn(model: ResolvedModel, object: ResolvedObject, lines: ResolvedObject) {
  const by = lines.declaration.owned?.by
  const owner = by === undefined ? undefined : model.objects.get(String(by))
  const plural = manyCalled(lines.declaration)
  if (owner)
    return said('Of {plural} each belongs to one of {owners} and is saved with that. Switch this off.', {
      plural,
      owners: manyCalled(owner.declaration),
    })
  return said(
    'Of {plural} each stands by itself, so none is saved with another record. Switch this off, or take an object made with ownedBy: "{owner}".',
    { plural, owner: object.base },
  )
}

/** The field that holds these lines already. */
function holderOf(model: ResolvedModel, of: string, object: string, name: string): Field | null {
  for (const face of model.objects.values())
    for (const other of face.fields.values())
      if (linesIn(other.field)?.of === of && (other.owner !== object || other.name !== name))
        return other.field
  return null
}

/** What is wrong with the lines that the fields of an object hold, for whoever declared them in code. */
export function faultsOfOwned(model: ResolvedModel, object: ResolvedObject): string[] {
  return [...object.fields.values()].flatMap(({ name, field, owner }) => {
    const held = owner === object.name ? linesIn(field) : null
    if (!held) return []
    const why = hindrance(model.objects.get(held.of)?.declaration, object.base, held)
    if (why) return [`${object.name}.${name} holds ${held.of} as lines, which are ${faults[why]}.`]
    const other = holderOf(model, held.of, owner, name)
    return other ? [`${object.name}.${name} holds ${held.of} as lines, which another field holds too.`] : []
  })
}

const faults: Readonly<Record<Hindrance, string>> = {
  unowned: 'not owned',
  ofOthers: 'owned by another object',
  otherVia: 'owned by another field of theirs',
}

/** A field as it was declared, at home in an object or a role of one. */
export type Declared = { field: Field; readonly custom: boolean }
type Home = { readonly declaration: ObjectDeclaration; readonly own: ReadonlyMap<string, Declared> }

/**
 * Lets fields that people added, before it was refused, only look at lines which they cannot hold: nothing
 * can be written into them, so nothing that is written is lost.
 */
export function lookOnlyBack(homes: ReadonlyMap<string, Home>): void {
  const all = [...homes.values()].flatMap(({ declaration, own }) =>
    [...own.values()].map((one) => ({ one, base: String(declaration.of ?? declaration.name) })),
  )
  const held = new Set<string>()
  for (const { one, base } of [
    ...all.filter(({ one }) => !one.custom),
    ...all.filter(({ one }) => one.custom),
  ]) {
    const lines = linesIn(one.field)
    if (!lines) continue
    const isOwn = hindrance(homes.get(lines.of)?.declaration, base, lines) === null && !held.has(lines.of)
    if (isOwn) held.add(lines.of)
    else if (one.custom) one.field = lookingBack(one.field)
  }
}

function lookingBack(field: Field): Field {
  const { owned: _owned, default: _default, ...rest } = field as Field & Record<string, unknown>
  return { ...rest, how: 'derived' } as unknown as Field
}
