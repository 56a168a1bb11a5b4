import type { ProvedDeclaration } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { ownedLines, type Owned } from '../records/write/lines.ts'
import type { Line } from '../records/write/draft.ts'

/** The values of which a fact speaks, by field; what is empty is null. */
export type Asked = Readonly<Record<string, string | null>>

/** Of what a fact speaks: a line of a record, or the record itself, whose own id stands for the line then. */
export type Subject = { readonly record: string; readonly line: string }

/** The kinds of facts that can be known of the records of an object, under whatever face. */
export function provedOf(model: ResolvedModel, object: ResolvedObject): readonly ProvedDeclaration[] {
  return model.objects.get(object.base)?.declaration.proved ?? []
}

/** The declared kind of a name, and the object of whose records it speaks; undefined where there is none. */
export function provedNamed(
  model: ResolvedModel,
  kind: string,
): { object: ResolvedObject; proved: ProvedDeclaration } | undefined {
  for (const object of model.objects.values()) {
    const proved = object.isRole ? undefined : object.declaration.proved?.find((one) => one.kind === kind)
    if (proved) return { object, proved }
  }
  return undefined
}

/** The lines of each of which facts speak, or null where a fact speaks of the record's own fields. */
export function linesProved(model: ResolvedModel, object: ResolvedObject, field: string): Owned | null {
  const resolved = model.objects.get(object.base)?.fields.get(field)
  return resolved ? ownedLines(model, resolved) : null
}

/** What a fact of the kind would speak of, taken from a record in stored form. */
export function askedOfRecord({ of }: ProvedDeclaration, values: Readonly<Record<string, unknown>>): Asked {
  return askedOf(of, (name) => values[name])
}

/** The same of each line, by its id. */
export function askedOfLines({ of }: ProvedDeclaration, lines: readonly Line[]): Map<string, Asked> {
  return new Map(
    lines.flatMap(({ id, values }): [string, Asked][] => {
      const plain = new Map([...values].map(([field, value]) => [field.name, value]))
      return id === null ? [] : [[id, askedOf(of, (name) => plain.get(name))]]
    }),
  )
}

function askedOf(of: readonly string[], value: (name: string) => unknown): Asked {
  return Object.fromEntries(
    of.map((name) => {
      const found = value(name)
      return [name, found === undefined || found === null || found === '' ? null : String(found)]
    }),
  )
}

/** Whether two facts would speak of the same. */
export function sameAsked(left: Asked | null, right: Asked | null): boolean {
  if (!left || !right) return left === right
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length && names.every((name) => (left[name] ?? null) === right[name])
  )
}

/** What an address or the like says, as one text by which people tell it from others. */
export function textOfAsked(asked: Asked): string | null {
  const words = Object.values(asked).filter((value) => value !== null)
  return words.length === 0 ? null : words.join(', ')
}

/** Whether there is anything that could be proved. */
export function saysSomething(asked: Asked): boolean {
  return Object.values(asked).some((value) => value !== null)
}
