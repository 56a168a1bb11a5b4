import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql } from '../../database/sql.ts'
import { filled } from '../../query/placeholder.ts'
import { recordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Line } from './draft.ts'
import { targetOf } from './references.ts'
import { readableRows } from './row-rights.ts'
import { withUnseen } from './with-unseen.ts'

/**
 * A reference to a record that its reader may not see is told as none, a list of records without those; and
 * whoever changes the rest gives it back so. What they were not told stays: else somebody of one company
 * would take a partner from another without knowing of it.
 */
export async function keepUnseenReferences(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (seesAll(door)) return
  for (const field of object.fields.values()) {
    const key = storedKey(object, field)
    const before = ({ before: stored }: Draft) => idsIn(stored?.values[key])
    const given = drafts.filter((draft) => draft.values.has(field) && before(draft).length > 0)
    if (given.length === 0 || !isPartlySeen(door, field)) continue
    const unseen = await unseenAmong(door, field, given.flatMap(before))
    const told = await toldOf(door, object, field, given)
    for (const draft of given) {
      const hidden = before(draft).filter((one) => unseen.has(one))
      // Who does not see the field itself was told nothing that they could give back.
      if (hidden.length === 0 || !told.has(draft.id)) continue
      const value = draft.values.get(field) ?? null
      if (isList(field)) {
        const seen = before(draft).filter((one) => !unseen.has(one))
        draft.values.set(field, withUnseen(before(draft), seen, idsIn(value)))
      } else if (value === null) draft.values.delete(field)
    }
  }
}

/** The same of the lines of a field: one that is known by its id keeps what of it was told as none. */
export async function keepUnseenInLines(
  door: Door,
  field: ResolvedField,
  drafts: readonly Draft[],
  before: ReadonlyMap<string, readonly Line[]>,
): Promise<void> {
  if (seesAll(door)) return
  const emptied = drafts.flatMap((draft) => {
    const known = new Map(before.get(draft.id)?.map((line) => [line.id, line.values]))
    return (draft.lines.get(field) ?? []).flatMap((line) =>
      [...line.values].flatMap(([own, value]) => {
        const was = known.get(line.id)?.get(own)
        const isEmptied = value === null && typeof was === 'string' && isPartlySeen(door, own)
        return isEmptied ? [{ line, own, was }] : []
      }),
    )
  })
  for (const [own, group] of Map.groupBy(emptied, (one) => one.own)) {
    const unseen = await unseenAmong(
      door,
      own,
      group.map(({ was }) => was),
    )
    for (const { line, was } of group) if (unseen.has(was)) line.values.delete(own)
  }
}

function seesAll({ authority, restores, actor }: Door): boolean {
  return authority === 'action' || restores === true || actor.access.administrator
}

function isList(field: ResolvedField): boolean {
  return field.type.valueType(field.field).kind === 'list'
}

function idsIn(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string')
}

/** Whether it names records of which the actor may not see some. */
function isPartlySeen({ actor, model }: Door, field: ResolvedField): boolean {
  const target = targetOf(field)
  const other = target === null || target === 'file' ? undefined : model.objects.get(target)
  if (!other || field.column === null) return false
  const sight = sightOf({ model, actor, authority: 'actor' }, other)
  return sight?.rows !== true || sight.field(other.title) !== true
}

/** Of the records that a field names those that are told as none: unseen, or without a title that is seen. */
async function unseenAmong(door: Door, field: ResolvedField, ids: readonly string[]): Promise<Set<string>> {
  const { model, actor, tx } = door
  const reader = { model, actor, authority: 'actor' } as const
  const unseen = new Set(ids)
  const other = model.objects.get(targetOf(field) ?? '')
  const readable = other && readableRows(reader, other, 't')
  if (!other || !readable || sightOf(reader, other)?.field(other.title) === undefined) return unseen
  const titled = recordScope(reader, other, 't').guard(other.title) ?? raw('true')
  const rows = await tx.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(other.table)} t
          where t.id = any(${[...unseen]}::uuid[]) and ${readable} and (${titled}) is true`,
      reader,
    ),
  )
  for (const row of rows) unseen.delete(row.id)
  return unseen
}

/** The records of which the actor sees the field. */
async function toldOf(
  { model, actor, tx }: Door,
  object: ResolvedObject,
  field: ResolvedField,
  drafts: readonly Draft[],
): Promise<ReadonlySet<string>> {
  const reader = { model, actor, authority: 'actor' } as const
  const ids = drafts.map((draft) => draft.id)
  if (sightOf(reader, object)?.field(field.name) === undefined) return new Set()
  const guard = recordScope(reader, object, 't').guard(field.name)
  if (!guard) return new Set(ids)
  const rows = await tx.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(object.table)} t where t.id = any(${ids}::uuid[]) and (${guard}) is true`,
      reader,
    ),
  )
  return new Set(rows.map((row) => row.id))
}
