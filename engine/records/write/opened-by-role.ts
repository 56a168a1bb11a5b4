import type { Actor, Rows } from '../../access/actor.ts'
import { lastingUntil } from '../../access/lasting-rights.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import { facesOf } from '../../schema/faces.ts'
import { baseOf, storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Held, Question } from './draft.ts'
import { rowsFor, rowsSql } from './row-rights.ts'

/** Fields that are seen, or changed, on the same rows of a face. */
type Right = { readonly keys: readonly string[]; readonly holds: Sql }

/**
 * Keeps with each draft that gives a record one more role what whoever gives it might see and change of the
 * record before: now, and for good. What was opened to them as a single record, or for a time, is no reason
 * for what would have no end.
 */
export async function noteHeld(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const adopted = drafts.filter(({ kind }) => kind === 'adopt')
  const { actor } = door
  const isFree = door.authority === 'action' || door.erases || door.restores || actor.access.administrator
  if (isFree || adopted.length === 0) return
  const lasting = await lastingUntil(door.tx, door.model, actor, null)
  const isSame = lasting === null || lasting.access.key === actor.access.key
  const held: Map<string, Held>[] = []
  for (const one of isSame ? [actor] : [actor, lasting]) held.push(await heldBy(door, one, object, adopted))
  for (const draft of adopted) draft.held = held.flatMap((by) => by.get(draft.id) ?? [])
}

async function heldBy(
  door: Door,
  actor: Actor,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<Map<string, Held>> {
  const free = freeKeys(door, actor, object)
  const rights = rightsOn({ ...door, actor }, object, free)
  const flags = rights.map(({ holds }, at) => sql`(${holds}) is true as ${id(`r${at}`)}`)
  const rows =
    rights.length === 0
      ? []
      : await door.tx.query<Record<string, unknown>>(
          sql`select ${join([sql`t.id`, ...flags])} from ${id(object.table)} t
              where t.id = any(${drafts.map((draft) => draft.id)}::uuid[])`,
        )
  const found = new Map(rows.map((row) => [row['id'], row]))
  return new Map(
    drafts.map((draft) => {
      const row = found.get(draft.id)
      const own = rights.flatMap(({ keys }, at) => (row?.[`r${at}`] === true ? keys : []))
      return [draft.id, { actor, keys: new Set([...free, ...own]) }]
    }),
  )
}

/**
 * That one more role opens nothing of what the record was before: whoever may make records of their own in a
 * role would else see and change all of any partner of whom they know the name, by making it one of theirs.
 */
export function openedByRole(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  const actors = new Set(drafts.flatMap(({ held }) => held.map((one) => one.actor)))
  return [...actors].flatMap((actor) =>
    rightsOn({ ...door, actor }, object, freeKeys(door, actor, object)).flatMap(({ keys, holds }) => {
      const concerns = ({ held }: Draft) =>
        held.some((one) => one.actor === actor && keys.some((key) => !one.keys.has(key)))
      if (!drafts.some(concerns)) return []
      return [{ holds: sql`(${holds}) is not true`, concerns, mark: opensMore }]
    }),
  )
}

/** What is seen, or changed, of every record, whatever roles it plays. */
function freeKeys({ model }: Door, actor: Actor, object: ResolvedObject): ReadonlySet<string> {
  const base = baseOf(model, object)
  const access = actor.access.object(base.name)
  const fields = [...base.fields.values()]
  const seen = fields.filter(({ name }) => access?.see(name) === true)
  const changed =
    access?.rows('read') === true ? fields.filter(({ name }) => access.change(name) === true) : []
  return new Set([
    ...seen.map((field) => keyOf('see', base, field)),
    ...changed.map((field) => keyOf('change', base, field)),
  ])
}

/** All other rights to what a record is beside the role, of each face in which it may be seen. */
function rightsOn(door: Door, object: ResolvedObject, free: ReadonlySet<string>): Right[] {
  return facesOf(door.model, baseOf(door.model, object)).flatMap((face) => {
    const access = door.actor.access.object(face.name)
    if (access?.rows('read') === undefined) return []
    const fields = [...face.fields.values()].filter((field) => isBeside(object, field))
    const group = (right: 'see' | 'change', rowsOf: (name: string) => Rows | undefined): Right[] => {
      const open = fields.filter((field) => !free.has(keyOf(right, face, field)))
      const alike = Map.groupBy(open, ({ name }) => rowsOf(name))
      return [...alike].flatMap(([rows, own]) => {
        if (rows === undefined) return []
        const holds = sql`${rowsFor(door, face, 'read', 't')} and ${rowsSql(door, face, rows, 't')}`
        return [{ keys: own.map((field) => keyOf(right, face, field)), holds }]
      })
    }
    return [...group('see', (name) => access.see(name)), ...group('change', (name) => access.change(name))]
  })
}

/** What is of the role itself begins with it; lists of other records have rights of their own. */
function isBeside(role: ResolvedObject, field: ResolvedField): boolean {
  if (field.system || field.owner === role.name || field.field['roleFace'] === true) return false
  return field.type.valueType(field.field).kind !== 'lines' || field.field['owned'] === true
}

function keyOf(right: 'see' | 'change', face: ResolvedObject, field: ResolvedField): string {
  return `${right} ${storedKey(face, field)}`
}

function opensMore(draft: Draft): void {
  draft.problem ??= new Problem(
    403,
    'opensMore',
    said(
      'In this role you could see or change more of the record than you may now. Ask whoever looks after it to add the role.',
    ),
  )
}
