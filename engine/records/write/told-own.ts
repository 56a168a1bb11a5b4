import type { Actor } from '../../access/actor.ts'
import { titlesOf } from '../../audit/name-references.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { targetName } from '../../query/type-scope.ts'
import { actingReader } from '../read/list-conditions.ts'
import { ownOf } from './fill-own.ts'

/** A field that fills itself where nobody says whose a new record is, with who or what it gets. */
export type ToldOwn = {
  readonly field: string
  readonly isList: boolean
  readonly value: { readonly id: string; readonly title: string }
}

/** What fills itself in new records of an object, of fields that the actor sees and by names they know. */
export async function toldOwn(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
): Promise<readonly ToldOwn[]> {
  const told: ToldOwn[] = []
  for (const [field, own] of ownOf(actor, object)) {
    if (actor.access.object(object.name)?.see(field.name) === undefined) continue
    const isList = field.type.valueType(field.field).kind === 'list'
    const known =
      own === actor.user
        ? [[own, actor.name] as const]
        : await titlesOf(connection, actingReader(model, actor), targetName(field) ?? '', [own])
    for (const [id, title] of known) told.push({ field: field.name, isList, value: { id, title } })
  }
  return told
}
