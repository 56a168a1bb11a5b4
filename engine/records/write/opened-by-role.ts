import { compileAccess } from '../../access/compile-access.ts'
import { narrowAccess } from '../../access/narrow-access.ts'
import { loadStanding } from '../../access/standing.ts'
import type { Actor, Rows } from '../../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import { facesOf } from '../../schema/faces.ts'
import { baseOf, storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Question } from './draft.ts'
import { rowsFor, rowsSql } from './row-rights.ts'

/** Fields that are seen, or changed, on the same rows of a face. */
type Right = { readonly keys: readonly string[]; readonly holds: Sql }

/**
 * Keeps with each draft that gives a record one more role what whoever gives it might see and change of the
 * record before. What was opened to them as a single record does not count: that has an end.
 */
export async function noteHeld(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  if (door.authority === 'action' || door.erases || door.restores) return
  const adopted = drafts.filter(({ kind }) => kind === 'adopt')
  const shared = adopted.filter((draft) => door.actor.sharedRecords?.has(draft.id))
  await noteHeldBy(
    door,
    object,
    adopted.filter((draft) => !shared.includes(draft)),
  )
  if (shared.length > 0) await noteHeldBy({ ...door, actor: await withoutShares(door) }, object, shared)
}

async function noteHeldBy(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const free = freeKeys(door, object)
  if (drafts.length === 0) return
  const rights = rightsOn(door, object, free)
  const flags = rights.map(({ holds }, at) => sql`(${holds}) is true as ${id(`r${at}`)}`)
  const rows = await door.tx.query<Record<string, unknown>>(
    sql`select ${join([sql`t.id`, ...flags])} from ${id(object.table)} t
        where t.id = any(${drafts.map((draft) => draft.id)}::uuid[])`,
  )
  const found = new Map(rows.map((row) => [row['id'], row]))
  for (const draft of drafts) {
    const row = found.get(draft.id)
    draft.held = new Set([
      ...free,
      ...rights.flatMap(({ keys }, at) => (row?.[`r${at}`] === true ? keys : [])),
    ])
  }
}

/**
 * That one more role opens nothing of what the record was before: whoever may make records of their own in a
 * role would else see and change all of any partner of whom they know the name, by making it one of theirs.
 */
export function openedByRole(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  const adopted = drafts.filter(({ held }) => held !== null)
  if (adopted.length === 0) return []
  return rightsOn(door, object, freeKeys(door, object)).flatMap(({ keys, holds }): Question[] => {
    const concerns = ({ held }: Draft) => held !== null && keys.some((key) => !held.has(key))
    if (!adopted.some(concerns)) return []
    return [{ holds: sql`(${holds}) is not true`, concerns, mark: opensMore }]
  })
}

/** What is seen, or changed, of every record, whatever roles it plays. */
function freeKeys({ actor, model }: Door, object: ResolvedObject): ReadonlySet<string> {
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

/** The same person by their lasting rights alone. */
async function withoutShares({ actor, model, today, tx }: Door): Promise<Actor> {
  const standing = await loadStanding(tx, model, actor.user, today)
  if (!standing || actor.access.administrator) return actor
  const access = compileAccess(
    model,
    standing.grants.filter(({ shared }) => !shared),
    standing,
  )
  return { ...actor, access: actor.scope ? narrowAccess(access, actor.scope) : access }
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
