import type { Rows } from '../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Reader } from './reader.ts'

/**
 * What one reader may see of the records of one object. `rows` are those that may be read; a field is seen
 * on `true` every one of them, on some (an expression), or never (undefined).
 */
export type Sight = {
  readonly rows: Rows
  field(name: string): Rows | undefined
}

const everything: Sight = { rows: true, field: () => true }

/** Undefined where the reader may see no record of the object at all: for them it does not exist. */
export function sightOf(reader: Reader, object: ResolvedObject): Sight | undefined {
  if (reader.authority === 'action') return everything
  const access = reader.actor.access.object(object.name)
  const rows = access?.rows('read')
  if (!access || rows === undefined) return undefined
  return {
    rows,
    field: (name) => {
      if (name === 'id' || object.fields.get(name)?.system) return true
      const seen = access.see(name)
      // Equal conditions are one and the same object, so a row that may be read shows the field.
      return seen === rows ? true : seen
    },
  }
}

/** Owned lines are seen with the field of their parent that holds them, whole. */
export function sightOfLines(): Sight {
  return everything
}

/**
 * The fields of an object that the reader may see at least on some records, in the order of their
 * declaration.
 */
export function seenFields(reader: Reader, object: ResolvedObject): readonly ResolvedField[] {
  const sight = sightOf(reader, object)
  return sight ? [...object.fields.values()].filter((field) => sight.field(field.name) !== undefined) : []
}
