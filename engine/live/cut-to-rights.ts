import type { Access, Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { filled, readableRows, recordScope, sightOf } from '../query/index.ts'
import { isOpen } from '../query/placeholder.ts'
import type { Reader } from '../query/reader.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import type { Happening } from './read-happenings.ts'
import type { LiveEvent } from './live-event.ts'

/**
 * What the actor may know of what happened: records that they may read now, and of those the fields they
 * see.
 */
export async function cutToRights(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  happenings: readonly Happening[],
): Promise<readonly LiveEvent[]> {
  const known = toldAlike.get(happenings)?.get(actor.access)
  if (known) return known
  const events: LiveEvent[] = []
  const user = model.objects.get('user')
  // Who may not read of all users is told of none: an event is no place to ask for each.
  const own = (by: string | null) => (by === actor.user ? by : null)
  const isNamed = user !== undefined && sightOf({ model, actor, authority: 'actor' }, user)?.rows === true
  let isAlike = isNamed
  for (const [object, group] of Map.groupBy(happenings, (one) => one.object)) {
    const asked = questionOf(model, actor, object, happenings, group)
    if (asked.looks.length === 0) continue
    if (asked.flags && isOpen(asked.flags)) isAlike = false
    const seen = await facesByRecord(database, actor, asked, group)
    for (const happening of group) {
      const event = eventOf(
        isNamed ? happening : { ...happening, by: own(happening.by) },
        seen.get(happening.record) ?? [],
      )
      if (event) events.push(event)
    }
  }
  if (isAlike) keepAlike(happenings, actor.access, events)
  return events
}

/** What everybody with the same rights hears alike, whoever they are: most of an office does. */
const toldAlike = new WeakMap<readonly Happening[], Map<Access, readonly LiveEvent[]>>()

function keepAlike(happenings: readonly Happening[], access: Access, events: readonly LiveEvent[]): void {
  const byAccess = toldAlike.get(happenings) ?? new Map<Access, readonly LiveEvent[]>()
  toldAlike.set(happenings, byAccess.set(access, events))
}

/** The faces of a base object, itself among them, of which the actor may read anything. */
export function facesOf(model: ResolvedModel, actor: Actor, object: string): ResolvedObject[] {
  const base = model.objects.get(object)
  if (!base || base.declaration.owned) return []
  return [base, ...base.roles.flatMap((role) => model.objects.get(role) ?? [])].filter((face) =>
    sightOf({ model, actor, authority: 'actor' }, face),
  )
}

/** A face under which a record is seen, and the fields that are seen on it there. */
type SeenFace = { readonly face: ResolvedObject; readonly fields: readonly ResolvedField[] }

/** What is asked of the records of an object, the same for everybody with the same rights. */
type Question = {
  readonly looks: readonly Look[]
  /** Who asks is left open in it; null where no record is there any more. */
  readonly flags: Sql | null
  /** How records are seen that are gone. */
  readonly whole: readonly SeenFace[]
}

const questions = new WeakMap<readonly Happening[], Map<Access, Map<string, Question>>>()

/** Made once for all who have the same rights and hear of the same happenings. */
function questionOf(
  model: ResolvedModel,
  actor: Actor,
  object: string,
  happenings: readonly Happening[],
  group: readonly Happening[],
): Question {
  const byAccess = questions.get(happenings) ?? new Map<Access, Map<string, Question>>()
  questions.set(happenings, byAccess)
  const byObject = byAccess.get(actor.access) ?? new Map<string, Question>()
  byAccess.set(actor.access, byObject)
  const known = byObject.get(object) ?? newQuestion(model, actor, object, group)
  byObject.set(object, known)
  return known
}

function newQuestion(
  model: ResolvedModel,
  actor: Actor,
  object: string,
  group: readonly Happening[],
): Question {
  const reader = { model, actor, authority: 'actor' } as const
  const faces = facesOf(model, actor, object)
  const looks = faces.map((face) => lookOf(reader, face, group))
  const there = group.filter((one) => one.action !== 'deleted').map((one) => one.record)
  const columns = looks.flatMap(({ face, guarded }) => [
    readableRows(reader, face, 't'),
    ...guarded.map(({ guard }) => sql`(${guard}) is true`),
  ])
  // A row that is gone fulfils no condition any more, so only those hear of it who may read all rows.
  const open = looks.filter(({ face }) => sightOf(reader, face)?.rows === true)
  return {
    looks,
    flags:
      there.length === 0 || looks.length === 0
        ? null
        : sql`select t.id, array[${join(columns)}]::boolean[] as flags from ${id(faces[0]?.table ?? '')} t
               where t.id = any(${there}::uuid[])`,
    whole: open.map(({ face, plain }) => ({ face, fields: plain })),
  }
}

async function facesByRecord(
  database: Connection,
  actor: Actor,
  { looks, flags, whole }: Question,
  group: readonly Happening[],
): Promise<Map<string, readonly SeenFace[]>> {
  const seen = new Map<string, readonly SeenFace[]>()
  if (flags) {
    const rows = await database.query<{ id: string; flags: (boolean | null)[] }>(filled(flags, { actor }))
    for (const row of rows) seen.set(row.id, seenFaces(looks, row.flags))
  }
  // Of whom the log keeps nothing all hear: whoever has them on a screen has to let go of them.
  const had = ({ played }: Happening, { face }: SeenFace) =>
    !face.isRole || played === null || played.includes(roleKey(face.name))
  for (const one of group)
    if (one.action === 'deleted')
      seen.set(
        one.record,
        whole.filter((face) => had(one, face)),
      )
  return seen
}

/** The fields of a face that changed and may be seen: on every record that is read, or on some. */
type Look = {
  readonly face: ResolvedObject
  readonly plain: readonly ResolvedField[]
  readonly guarded: readonly { readonly field: ResolvedField; readonly guard: Sql }[]
}

function lookOf(reader: Reader, face: ResolvedObject, group: readonly Happening[]): Look {
  const sight = sightOf(reader, face)
  const changed = new Set(group.flatMap(({ keys }) => keys))
  const fields = [...face.fields.values()].filter(
    (field) => !field.system && sight?.field(field.name) !== undefined && changed.has(storedKey(face, field)),
  )
  const scope = recordScope(reader, face, 't')
  const guarded = fields.flatMap((field) => {
    const guard = scope.guard(field.name)
    return guard ? [{ field, guard }] : []
  })
  const isGuarded = new Set(guarded.map(({ field }) => field))
  return { face, plain: fields.filter((field) => !isGuarded.has(field)), guarded }
}

/** The flags stand face by face: whether it is seen, then whether each of its guarded fields is. */
function seenFaces(looks: readonly Look[], flags: readonly (boolean | null)[]): SeenFace[] {
  let at = 0
  return looks.flatMap(({ face, plain, guarded }) => {
    const [isSeen, ...shown] = flags.slice(at, (at += 1 + guarded.length))
    if (isSeen !== true) return []
    return [{ face, fields: [...plain, ...guarded.filter((_, of) => shown[of]).map(({ field }) => field)] }]
  })
}

function eventOf(happening: Happening, seen: readonly SeenFace[]): LiveEvent | null {
  if (seen.length === 0) return null
  const changed = ({ face, fields }: SeenFace) =>
    fields.filter((field) => happening.keys.includes(storedKey(face, field))).map(({ name }) => name)
  const fields = new Set(seen.flatMap(changed))
  const isRole = seen.some(({ face }) => face.isRole && happening.keys.includes(roleKey(face.name)))
  // What changed only in fields that one may not see did not happen for them.
  if (happening.action === 'changed' && happening.keys.length > 0 && fields.size === 0 && !isRole) return null
  return {
    kind: 'record',
    object: happening.object,
    faces: seen.map(({ face }) => face.name),
    id: happening.record,
    action: happening.action,
    fields: [...fields],
    by: happening.by,
    at: happening.at,
  }
}
