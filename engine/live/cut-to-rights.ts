import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { filled, readableRows, sightOf } from '../query/index.ts'
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
): Promise<LiveEvent[]> {
  const events: LiveEvent[] = []
  const user = model.objects.get('user')
  // Who may not read of all users is told of none: an event is no place to ask for each.
  const own = (by: string | null) => (by === actor.user ? by : null)
  const isNamed = user !== undefined && sightOf({ model, actor, authority: 'actor' }, user)?.rows === true
  for (const [object, group] of Map.groupBy(happenings, (one) => one.object)) {
    const faces = facesOf(model, actor, object)
    if (faces.length === 0) continue
    const seen = await facesByRecord(database, model, actor, faces, group)
    for (const happening of group) {
      const event = eventOf(
        actor,
        isNamed ? happening : { ...happening, by: own(happening.by) },
        seen.get(happening.record) ?? [],
      )
      if (event) events.push(event)
    }
  }
  return events
}

/** The faces of a base object, itself among them, of which the actor may read anything. */
export function facesOf(model: ResolvedModel, actor: Actor, object: string): ResolvedObject[] {
  const base = model.objects.get(object)
  if (!base || base.declaration.owned) return []
  return [base, ...base.roles.flatMap((role) => model.objects.get(role) ?? [])].filter((face) =>
    sightOf({ model, actor, authority: 'actor' }, face),
  )
}

async function facesByRecord(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  faces: readonly ResolvedObject[],
  group: readonly Happening[],
): Promise<Map<string, readonly ResolvedObject[]>> {
  const reader = { model, actor, authority: 'actor' } as const
  const seen = new Map<string, readonly ResolvedObject[]>()
  const there = group.filter((one) => one.action !== 'deleted').map((one) => one.record)
  if (there.length > 0) {
    const flags = join(faces.map((face) => sql`${readableRows(reader, face, 't')}`))
    const rows = await database.query<{ id: string; flags: (boolean | null)[] }>(
      filled(
        sql`select t.id, array[${flags}]::boolean[] as flags from ${id(faces[0]?.table ?? '')} t where t.id = any(${there}::uuid[])`,
        reader,
      ),
    )
    for (const row of rows)
      seen.set(
        row.id,
        faces.filter((_, at) => row.flags[at] === true),
      )
  }
  // A row that is gone fulfils no condition any more, so only those hear of it who may read all rows.
  const open = faces.filter((face) => sightOf(reader, face)?.rows === true)
  for (const one of group) if (one.action === 'deleted') seen.set(one.record, open)
  return seen
}

function eventOf(actor: Actor, happening: Happening, faces: readonly ResolvedObject[]): LiveEvent | null {
  if (faces.length === 0) return null
  const fields = new Set<string>()
  let isRole = false
  for (const face of faces) {
    const access = actor.access.object(face.name)
    isRole ||= face.isRole && happening.keys.includes(roleKey(face.name))
    for (const field of face.fields.values()) {
      if (
        !field.system &&
        access?.see(field.name) !== undefined &&
        happening.keys.includes(storedKey(face, field))
      )
        fields.add(field.name)
    }
  }
  // What changed only in fields that one may not see did not happen for them.
  if (happening.action === 'changed' && happening.keys.length > 0 && fields.size === 0 && !isRole) return null
  return {
    kind: 'record',
    object: happening.object,
    faces: faces.map((face) => face.name),
    id: happening.record,
    action: happening.action,
    fields: [...fields],
    by: happening.by,
    at: happening.at,
  }
}
