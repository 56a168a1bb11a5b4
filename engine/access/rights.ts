import type { Database } from '../database/database.ts'
import type { WriteOptions } from '../records/write/door.ts'
import type { Records } from '../records/records.ts'
import type { AccessControl } from './access-control.ts'
import type { Actor } from './actor.ts'
import {
  grantsOfHolder,
  setGrants,
  type EditedGrant,
  type GrantHolder,
  type HolderGrants,
} from './edit-grants.ts'
import { previewGrants, type GrantsPreview } from './preview-grants.ts'

/** The rights of a post, a group or a user as a whole: read, tried out, and set in one change. */
export type Rights = {
  /** A 404 where the actor may not see the holder. */
  of(actor: Actor, holder: GrantHolder): Promise<HolderGrants>
  /**
   * Gives the change by which it can be undone. Throws 412 where somebody was faster, 422 for what is
   * wrong.
   */
  set(
    actor: Actor,
    holder: GrantHolder,
    grants: readonly EditedGrant[],
    options: WriteOptions,
  ): Promise<string>
  /** Who would gain and lose what; writes nothing. */
  preview(actor: Actor, holder: GrantHolder, grants: readonly EditedGrant[]): Promise<GrantsPreview>
}

/** Opens the rights of posts, groups and users on the door to the records. */
export function openRights(parts: {
  readonly database: Database
  readonly records: Records
  readonly access: AccessControl
}): Rights {
  const { database, records } = parts
  return {
    of: (actor, holder) => grantsOfHolder(database, records, actor, holder),
    set: (actor, holder, grants, options) => setGrants(records, actor, holder, grants, options),
    preview: (actor, holder, grants) => previewGrants(parts, actor, holder, grants),
  }
}
