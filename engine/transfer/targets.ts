import type { Field } from '#model'
import type { ImportField } from '#import'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { ownedLines } from '../records/write/lines.ts'

/**
 * Where the cells of a column may go: a field of the record, or a field of its owned lines
 * (`addresses.street`).
 */
export type Target = {
  readonly name: string
  readonly field: ResolvedField
  /** The collection, where the field is one of its lines'. */
  readonly lines: ResolvedField | null
}

const unwritable = new Set(['formula', 'file', 'image'])

/** What a file may be imported into, in the order of the declarations; only what the actor may set. */
export function targetsOf(model: ResolvedModel, object: ResolvedObject, actor: Actor): Target[] {
  const access = actor.access.object(object.name)
  const open = [...object.fields.values()].filter((field) => {
    const allowed =
      access?.change(field.name, 'create') !== undefined || access?.change(field.name) !== undefined
    return allowed && isWritable(field)
  })
  return open.flatMap((field) => {
    const owned = ownedLines(model, field)
    if (!owned)
      return field.type.valueType(field.field).kind === 'lines'
        ? []
        : [{ name: field.name, field, lines: null }]
    const via = owned.object.declaration.owned?.via
    const inner = [...owned.object.fields.values()].filter((one) => one.name !== via && isWritable(one))
    const whole: Target = { name: field.name, field, lines: null }
    return [
      whole,
      ...inner.map((one): Target => ({ name: `${field.name}.${one.name}`, field: one, lines: field })),
    ]
  })
}

/** The targets among which the columns of a file are guessed. */
export function guessable(targets: readonly Target[]): ImportField[] {
  const mirrored = new Map(
    targets.flatMap(({ name, field, lines }) =>
      lines ? [] : mirrorOf(field.field).map((line): [string, string] => [line, name]),
    ),
  )
  const obligatory = targets.filter(({ field: { field }, lines }) => {
    return lines !== null && field.how === 'required' && field.default === undefined
  })
  const neededBeside = (target: Target) =>
    obligatory
      .filter(({ lines, name }) => lines === target.lines && name !== target.name)
      .map(({ name }) => mirrored.get(name) ?? name)
  return targets
    .filter(({ name }) => !mirrored.has(name) && !name.endsWith('.main'))
    .map((target) => ({ name: target.name, field: target.field.field, needs: neededBeside(target) }))
}

/** The line's field that a field of the record is the main one of: a column goes to the record's own. */
export function mirrorOf(field: Field): string[] {
  const mirrors = field['mirrors'] as { lines: string; field: string } | undefined
  return mirrors ? [`${mirrors.lines}.${mirrors.field}`] : []
}

function isWritable(field: ResolvedField): boolean {
  const { how, readOnly, type } = field.field
  return !field.system && how !== 'derived' && !readOnly && !unwritable.has(type)
}

/** Whether records can be looked up by a field: it has a column of text or a whole number. */
export function isKey({ field, lines }: Target): boolean {
  const type = field.column === null ? null : field.type.column(field.field)
  return (
    lines === null &&
    (type === 'text' || type === 'bigint') &&
    field.field.type !== 'choice' &&
    field.field.type !== 'longText'
  )
}
