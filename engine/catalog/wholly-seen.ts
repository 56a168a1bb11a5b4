import { dependencies, type Expression, type Setting, type TypeScope } from '#model'
import type { Actor } from '../access/actor.ts'
import { typeScope } from '../query/type-scope.ts'
import { said } from '../said/said.ts'
import { called } from '../said/called.ts'
import type { Sentence } from '../said/sayer.ts'
import { targetName } from './target-name.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'

/** Who writes a formula or a condition that others are answered by; administrators see all there is. */
export type Shaper = Actor | null

/**
 * Why somebody who is no administrator may not write this formula or condition: it is worked out over every
 * record, whoever looks, so it may only tell of what they see on every record there is. Null where they may.
 */
export function faultOfSight(
  model: ResolvedModel,
  shaper: Shaper,
  start: ResolvedObject,
  expression: Expression,
): Sentence | null {
  if (!shaper || shaper.access.administrator) return null
  for (const path of dependencies(expression)) {
    const unseen = unseenOn(model, shaper, start, path)
    if (unseen)
      return said(
        'You do not see {name} on every record, so no formula or condition of yours may tell of it. Ask an administrator.',
        { name: unseen },
      )
  }
  return null
}

/** What somebody who is no administrator does not see at all is as unknown to them as what is not there. */
export function scopeOf(model: ResolvedModel, shaper: Shaper, object: ResolvedObject): TypeScope {
  if (!shaper || shaper.access.administrator) return typeScope({ model, authority: 'action' }, object)
  return typeScope({ model, actor: shaper, authority: 'actor' }, object)
}

type Name = ReturnType<typeof called> | string

function unseenOn(
  model: ResolvedModel,
  shaper: NonNullable<Shaper>,
  start: ResolvedObject,
  path: readonly string[],
): Name | null {
  let object: ResolvedObject | undefined = start
  for (const name of path) {
    const field: ResolvedField | undefined = object?.fields.get(name)
    if (object && !isWhole(shaper, object, field)) return field ? called(field.field) : name
    const next = field ? (targetName(field) ?? '') : name
    object = model.objects.get(next)
    // How many lines there are, and which role is played, tells of records by itself.
    const tells = !field || field.type.valueType(field.field).kind === 'lines'
    if (object && tells && !isWhole(shaper, object, undefined)) return field ? called(field.field) : name
  }
  return null
}

/**
 * Whether somebody sees a field, or where none is named the records, of an object everywhere. Lines that a
 * record owns are seen with the field that holds them.
 */
export function isWhole(
  { access }: NonNullable<Shaper>,
  object: ResolvedObject,
  field: ResolvedField | undefined,
): boolean {
  if (access.administrator || object.declaration.owned) return true
  const own = access.object(object.name)
  if (own?.rows('read') !== true) return false
  return !field || field.system === true || own.see(field.name) === true
}

/** The same of a field of the record beside the one that is added, such as the one with its currency. */
export function faultOfSibling(
  shaper: Shaper,
  object: ResolvedObject,
  { type, help }: Setting,
  name: unknown,
): Sentence | null {
  const field = type === 'field' ? object.fields.get(String(name)) : undefined
  if (!field || !shaper || isWhole(shaper, object, field)) return null
  return said('Name a field that exists. {help}', { help })
}
