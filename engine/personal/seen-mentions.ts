import { labelOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { sightOf } from '../query/sight.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'
import { faceOfMention, type Mention } from './find-mentions.ts'
import type { Telling } from './telling.ts'

type Values = Readonly<Record<string, unknown>>

/** Lists records of a face as the actor may read them. */
export type ListSeen = (object: string, where: unknown, fields: readonly string[]) => Promise<Values[]>

export type Reading = {
  readonly model: ResolvedModel
  /** With the objects that were retired: of these nothing is read, but where somebody stands is named. */
  readonly kept: ResolvedModel
  readonly actor: Actor
  readonly list: ListSeen
}

/** A place that the actor reads, and the face through which; `row` is null where the record is gone. */
export type SeenMention<M extends Mention> = {
  readonly mention: M
  readonly face: ResolvedObject | undefined
  readonly field: ResolvedField | null
  readonly row: Values | null
}

/** Mentions as people are shown them. */
export type ShownMention = Mention & {
  readonly path: string | null
  readonly label: string
  readonly title: string | null
  readonly text: string | null
}

/**
 * Of these mentions those in places that the actor reads, through whichever face of the record, by one list
 * for each face: where a name stands tells what is written there. Administrators are told of all, so that
 * nothing is left by everybody.
 */
export async function seenMentions<M extends Mention>(
  reading: Reading,
  mentions: readonly M[],
): Promise<SeenMention<M>[]> {
  const { model, actor } = reading
  const placed = mentions.map((mention) => ({ mention, ...placeIn(model, mention) }))
  const through = placed.flatMap((one) =>
    facesThrough(model, one).map((face) => ({ face, field: one.field, record: one.mention.record })),
  )
  const rows = new Map<ResolvedObject, ReadonlyMap<unknown, Values>>()
  for (const [face, some] of Map.groupBy(through, (one) => one.face))
    rows.set(face, await rowsOf(reading, face, some))
  return placed.flatMap((one): SeenMention<M>[] => {
    for (const face of facesThrough(model, one)) {
      const row = rows.get(face)?.get(one.mention.record)
      if (row && readsPlace(reading, one, row)) return [{ ...one, face, row }]
    }
    if (!actor.access.administrator) return []
    return [{ ...one, row: (one.face && rows.get(one.face)?.get(one.mention.record)) ?? null }]
  })
}

/** Without a face where the object is not there, as one that was retired is not. */
function placeIn(model: ResolvedModel, mention: Mention): Pick<SeenMention<Mention>, 'face' | 'field'> {
  const place = mention.field === null ? null : faceOfMention(model, mention)
  return { face: place?.face ?? model.objects.get(mention.object), field: place?.field ?? null }
}

type Placed = Omit<SeenMention<Mention>, 'row'>
type Sought = { readonly field: ResolvedField | null; readonly record: string }

/** A field of the base is read through its roles too. */
function facesThrough(model: ResolvedModel, { face, field }: Placed): ResolvedObject[] {
  if (!face) return []
  const roles = field ? face.roles.flatMap((name) => model.objects.get(name) ?? []) : []
  return [face, ...roles.filter((role) => role.fields.has(field?.name ?? ''))]
}

async function rowsOf({ actor, list }: Reading, face: ResolvedObject, some: readonly Sought[]) {
  const access = actor.access.object(face.name)
  if (access?.rows('read') === undefined) return new Map<unknown, Values>()
  const names = new Set([face.title, ...some.flatMap(({ field }) => field?.name ?? [])])
  const fields = [...names].filter((name) => access.see(name) !== undefined)
  const ids = [...new Set(some.map(({ record }) => record))]
  return new Map((await list(face.name, { id: { in: ids } }, fields)).map((row) => [row['id'], row]))
}

/** The field is there for them and holds something; what the log alone tells is for who reads all of it. */
function readsPlace(reading: Reading, { mention, face, field }: Placed, row: Values): boolean {
  if (field) return (row[field.name] ?? null) !== null
  return mention.field === null && face !== undefined && readsAll(reading, face)
}

function readsAll({ model, actor }: Reading, object: ResolvedObject): boolean {
  const reader = actingReader(model, actor)
  const roles = object.roles.flatMap((name) => model.objects.get(name) ?? [])
  return [object, ...roles].every((face) => {
    const sight = sightOf(reader, face)
    const isWhole = face === object || sight?.rows === true
    return sight && isWhole && [...face.fields.keys()].every((name) => sight.field(name) === true)
  })
}

/** What an actor is shown of those mentions: where each is, and the words around what tells of the person. */
export async function shownMentions(
  reading: Reading,
  mentions: readonly Mention[],
  found: Telling,
): Promise<ShownMention[]> {
  return (await seenMentions(reading, mentions)).map((seen) => {
    const { mention, face, field, row } = seen
    return {
      ...mention,
      path: row ? (face?.path ?? null) : null,
      label: labelOfMention(seen, reading),
      title: row && face ? textOf(row[face.title]) : null,
      text: row && field ? excerpt(row[field.name], found) : null,
    }
  })
}

/** The place of a mention by the labels that people see. */
export function labelOfMention({ mention, ...place }: Placed, { kept, actor }: Reading): string {
  const { language } = actor
  const { face, field } = place.face ? place : placeIn(kept, mention)
  const object = face && labelOf(face.declaration, language)
  const named = place.face || !object ? object : said('{object} (retired)', { object }).in(language)
  return [named, field && labelOf(field.field, language)].filter(Boolean).join(': ')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

const around = 60

function excerpt(value: unknown, { within }: Telling): string | null {
  if (value === undefined || value === null || !within) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const at = text.search(within)
  if (at < 0) return null
  const from = Math.max(0, at - around)
  const until = Math.min(text.length, at + 2 * around)
  return `${from > 0 ? '…' : ''}${text.slice(from, until).trim()}${until < text.length ? '…' : ''}`
}
