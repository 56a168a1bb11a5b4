import type { Database } from '../database/database.ts'
import type { WriteOptions } from '../records/write/door.ts'
import type { Records } from '../records/records.ts'
import type { AccessControl } from './access-control.ts'
import type { Actor } from './actor.ts'
import { grantsOfPost, setPostGrants, type EditedGrant, type PostGrants } from './post-grants.ts'
import { previewGrants, type GrantsPreview } from './preview-grants.ts'

/** The rights of posts as a whole: read, tried out, and set in one change. */
export type Rights = {
  /** A 404 where the actor may not see the post. */
  of(actor: Actor, post: string): Promise<PostGrants>
  /**
   * Gives the change by which it can be undone. Throws 412 where somebody was faster, 422 for what is
   * wrong.
   */
  set(actor: Actor, post: string, grants: readonly EditedGrant[], options: WriteOptions): Promise<string>
  /** Who would gain and lose what; writes nothing. */
  preview(actor: Actor, post: string, grants: readonly EditedGrant[]): Promise<GrantsPreview>
}

/** Opens the rights of posts on the door to the records. */
export function openRights(parts: {
  readonly database: Database
  readonly records: Records
  readonly access: AccessControl
}): Rights {
  const { database, records } = parts
  return {
    of: (actor, post) => grantsOfPost(database, records, actor, post),
    set: (actor, post, grants, options) => setPostGrants(records, actor, post, grants, options),
    preview: (actor, post, grants) => previewGrants(parts, actor, post, grants),
  }
}
