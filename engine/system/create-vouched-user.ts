import type { AccessControl } from '../access/access-control.ts'
import type { Transaction } from '../database/database.ts'
import type { Records } from '../records/records.ts'

/** Makes a user for whom a provider vouches, with the post that an administrator chose. Gives the id. */
export async function createVouchedUser(
  records: Records,
  access: AccessControl,
  tx: Transaction,
  { name, email, post }: { readonly name: string; readonly email: string; readonly post: string },
): Promise<string> {
  const actor = await access.systemActor('sign-in')
  const values = { name, email, active: true, posts: [{ post }] }
  return (await records.create(actor, 'user', values, { tx })).id
}
