import { isDay } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import type { Access, Actor } from './actor.ts'
import { compileAccess, fullAccess } from './compile-access.ts'
import { narrowAccess } from './narrow-access.ts'
import { loadStanding } from './standing.ts'

/** A day behind the end of whatever has one. */
const forGood = '9999-12-31'

/**
 * The same person with what they would hold on a day still to come (null: for good), if nothing but time
 * passes: without what was opened to them as a single record, and without rights, posts and
 * substitutions that are over by then. Null where nothing is left, or no such day was given.
 */
export async function lastingUntil(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  until: unknown,
): Promise<Actor | null> {
  return (await lastingRights(connection, model, actor, until))?.actor ?? null
}

/** Whoever acts as they would be on a day; `alone`: their grants without what is seen with others. */
export type Lasting = { readonly actor: Actor; readonly alone: Access }

/** As `lastingUntil`, with what the grants say by themselves. */
export async function lastingRights(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  until: unknown,
): Promise<Lasting | null> {
  const day = until ?? forGood
  if (typeof day !== 'string' || !isDay(day)) return null
  const standing = await loadStanding(connection, model, actor.user, day)
  if (!standing) return null
  const own = standing.grants.filter(({ shared }) => !shared)
  const access = standing.administrator ? fullAccess(model) : compileAccess(model, own, standing)
  const lasting = {
    ...actor,
    access: actor.scope ? narrowAccess(access, actor.scope) : access,
    variables: standing.variables,
  }
  return { actor: lasting, alone: compileAccess(model, own, { isAlone: true }) }
}

/** Somebody who comes by a key that carries less than they may do, with all that they may do today. */
export async function wholeActor({ tx, model, actor, today }: AsOfToday): Promise<Actor> {
  const { scope, ...whole } = actor
  const standing = scope && (await loadStanding(tx, model, actor.user, today))
  if (!standing) return actor
  const access = standing.administrator
    ? fullAccess(model)
    : compileAccess(model, standing.grants, { wholeMenu: standing.wholeMenu })
  return { ...whole, access, variables: standing.variables }
}

type AsOfToday = {
  readonly tx: Connection
  readonly model: ResolvedModel
  readonly actor: Actor
  readonly today: string
}
