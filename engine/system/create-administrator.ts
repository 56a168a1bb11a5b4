import type { Language } from '#model'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Records } from '../records/records.ts'
import { postNameIn, postNames, type PostName } from './post-names.ts'

export type FirstUser = {
  readonly name: string
  readonly email: string
  /** The language of whoever sets Kontor up becomes the group's. */
  readonly language: Language
}

/** Makes the first user of an installation, who holds the post of the administrator. Gives the id. */
export async function createAdministrator(
  records: Records,
  access: AccessControl,
  tx: Transaction,
  { name, email, language }: FirstUser,
): Promise<string> {
  const [post] = await tx.query<{ id: string }>(
    sql`select id from post where administrator order by key limit 1`,
  )
  if (!post) throw new Error('There is no post of an administrator.')
  const actor = await access.systemActor('set-up')
  const values = { name, email, language, active: true, posts: [{ post: post.id }] }
  const written = await records.create(actor, 'user', values, { tx })
  if (language !== 'en') await speak(records, actor, tx, language)
  return written.id
}

async function speak(
  records: Records,
  actor: Actor,
  tx: Transaction,
  language: Exclude<Language, 'en'>,
): Promise<void> {
  await records.create(actor, 'setting', { key: 'group.language', value: { value: language } }, { tx })
  const posts = await tx.query<{ id: string; key: string }>(
    sql`select id, key from post where key is not null`,
  )
  for (const { id, key } of posts) {
    if (!isOurs(key)) continue
    await records.update(actor, 'post', id, { name: postNameIn(key, language) }, { tx })
  }
}

function isOurs(key: string): key is PostName {
  return Object.hasOwn(postNames, key)
}
