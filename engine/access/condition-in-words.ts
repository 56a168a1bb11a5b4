import {
  choiceLabelOf,
  codeListOf,
  codeName,
  conditionPhrases,
  describe,
  fieldTypeOf,
  isDay,
  labelOf,
  type Expression,
  type Language,
} from '#model'
import { titlesOf } from '../audit/name-references.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { targetName } from '../query/type-scope.ts'
import { calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** Whoever reads conditions, and what the records in them are called, as far as the reader sees them. */
export type ConditionReader = { readonly reader: Acting; readonly titles: ReadonlyMap<string, string> }

/** Asks what the records are called that any of these conditions name: once for each object, not for each. */
export async function conditionReader(
  database: Connection,
  reader: Acting,
  conditions: readonly Expression[],
): Promise<ConditionReader> {
  const wanted = new Map<string, Set<string>>()
  for (const condition of conditions)
    for (const [target, ids] of recordsIn(condition))
      wanted.set(target, (wanted.get(target) ?? new Set<string>()).union(ids))
  const titles = new Map<string, string>()
  for (const [target, ids] of wanted)
    for (const [id, title] of await titlesOf(database, reader, target, [...ids])) titles.set(id, title)
  return { reader, titles }
}

/**
 * A condition on records of an object as people read it, with labels, and records by their titles;
 * `persons` are the words for what differs by person, such as `$me`. Whether the reader may know the
 * condition is asked by whoever calls.
 */
export function inWords(
  { reader, titles }: ConditionReader,
  object: ResolvedObject,
  condition: Expression,
  persons: (language: Language) => Readonly<Record<string, string>>,
): (language: Language) => string {
  const { model } = reader
  const unnamed = reader.actor.access.administrator
    ? said('a record that is gone')
    : said('a record that you may not see')
  return (language: Language) =>
    describe(condition, {
      field: (path) => pathCalled(model, object, path, language),
      value: (value, kind, path) =>
        kind === 'reference'
          ? quotedTitle(titles.get(String(value)), unnamed, language)
          : valueCalled(fieldAt(model, object, path), value, language),
      phrases: { ...conditionPhrases(language), ...persons(language) },
    })
}

/** The ids that a condition names, by the object whose records they are. */
function recordsIn(condition: Expression): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  JSON.parse(JSON.stringify(condition), (_, node: unknown) => {
    const { is, type, value } = (node ?? {}) as { is?: string; type?: ReferenceType; value?: unknown }
    const to = type?.to ?? type?.of?.to
    if (is !== 'literal' || to === undefined) return node
    const ids = [value].flat().filter((id) => typeof id === 'string')
    found.set(to, new Set([...(found.get(to) ?? []), ...ids]))
    return node
  })
  return found
}

type ReferenceType = { readonly to?: string; readonly of?: { readonly to?: string } }

/** “Category › Name”; the record itself is called as its object is. */
function pathCalled(
  model: ResolvedModel,
  object: ResolvedObject,
  path: readonly string[],
  language: Language,
): string {
  const words: string[] = []
  let at: ResolvedObject | undefined = object
  for (const name of path) {
    const [next, field] = stepFrom(model, at, name)
    if (name !== 'id')
      words.push(field ? labelOf(field.field, language) : next ? named(next, language) : name)
    else if (path.length === 1) words.push(named(object, language))
    at = next
  }
  return words.join(' › ')
}

function named({ declaration }: ResolvedObject, language: Language): string {
  return labelOf(declaration, language)
}

function fieldAt(model: ResolvedModel, object: ResolvedObject, path: readonly string[] = []) {
  let at: ResolvedObject | undefined = object
  let field: ResolvedField | undefined
  for (const name of path) [at, field] = stepFrom(model, at, name)
  return field
}

/** Where a name in a condition leads from an object: to other records, to lines, or to a role of the same. */
function stepFrom(
  model: ResolvedModel,
  object: ResolvedObject | undefined,
  name: string,
): [ResolvedObject | undefined, ResolvedField | undefined] {
  const field = object?.fields.get(name)
  if (!field) {
    const role = model.objects.get(name)
    return [role?.isRole && role.base === object?.base ? role : undefined, undefined]
  }
  const type = field.type.valueType(field.field)
  return [model.objects.get(type.kind === 'lines' ? type.of : (targetName(field) ?? '')), field]
}

/** A value in the reader's way; undefined where it is said as it stands. */
function valueCalled(
  field: ResolvedField | undefined,
  value: string | boolean,
  language: Language,
): string | undefined {
  if (!field || typeof value === 'boolean') return undefined
  const type = fieldTypeOf(field.field)
  if (type.name === 'code') return codeName(codeListOf(field.field), value, language)
  if (type.name === 'choice' || type.name === 'choices')
    return quoted(choiceLabelOf(field.field, value, language), language)
  const { kind } = type.valueType(field.field)
  if (kind === 'day' && isDay(value)) return calledDay(value)(language)
  if (kind !== 'number' && kind !== 'day') return undefined
  const style =
    language === 'en' || language === 'zh'
      ? ({ decimal: '.', day: 'ymd' } as const)
      : ({ decimal: ',', day: 'dmy' } as const)
  return type.toText(kind === 'number' && type.name === 'integer' ? Number(value) : value, field.field, {
    ...style,
    language,
  })
}

function quotedTitle(title: string | undefined, unnamed: Said, language: Language): string {
  return title === undefined ? unnamed.in(language) : quoted(title, language)
}

export function quoted(text: string, language: Language): string {
  return (conditionPhrases(language)['quoted'] ?? '').replace('{1}', () => text)
}
