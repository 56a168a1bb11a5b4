import { newId, type AccessDeclaration } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { postNames, type PostName } from './post-names.ts'

type Seeded = { readonly posts: readonly string[]; readonly grants: readonly string[] }

const lock = 7_005

/**
 * Puts in what an installation begins with: the posts, and their starting grants for each object. Each is
 * put in once only, so what an administrator took away does not come back, and a new version adds only
 * what is new in it.
 */
export async function seed(database: Database, model: ResolvedModel): Promise<void> {
  const before = await seeded(database)
  if (missingPosts(before).length === 0 && missingGrants(model, before).length === 0) return
  await database.transaction(
    async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(${lock})`)
      const known = await seeded(tx)
      const posts = missingPosts(known)
      const grants = missingGrants(model, known)
      await addPosts(tx, posts)
      await addGrants(tx, grants)
      const now: Seeded = {
        posts: [...known.posts, ...posts],
        grants: [...known.grants, ...grants.map(({ key }) => key)],
      }
      await tx.query(sql`insert into engine_state (key, value) values ('seeded', ${JSON.stringify(now)}::jsonb)
                       on conflict (key) do update set value = excluded.value`)
    },
    { lockMilliseconds: 60_000 },
  )
}

async function seeded(connection: Connection): Promise<Seeded> {
  const [row] = await connection.query<{ value: Seeded }>(
    sql`select value from engine_state where key = 'seeded'`,
  )
  return row?.value ?? { posts: [], grants: [] }
}

function missingPosts({ posts }: Seeded): PostName[] {
  return (Object.keys(postNames) as PostName[]).filter((name) => !posts.includes(name))
}

type StartingGrant = {
  readonly key: string
  readonly post: string
  readonly object: string
  readonly given: readonly AccessDeclaration[]
}

function missingGrants(model: ResolvedModel, { grants }: Seeded): StartingGrant[] {
  return [...model.objects.values()]
    .filter((object) => !object.custom)
    .flatMap((object) =>
      Object.entries(object.access).map(([post, given]) => ({
        key: `${object.name} ${post}`,
        post,
        object: object.name,
        given,
      })),
    )
    .filter(({ key }) => !grants.includes(key))
}

/** Superiors come after all posts are there, for they may name each other in any order. */
async function addPosts(tx: Connection, names: readonly PostName[]): Promise<void> {
  for (const name of names) {
    await tx.query(sql`insert into post (id, key, name, administrator)
                       values (${newId()}, ${name}, ${postNames[name].name}, ${name === 'administrator'})`)
  }
  for (const name of names) {
    const { superior } = postNames[name]
    if (superior === null) continue
    await tx.query(
      sql`update post set superior = (select id from post where key = ${superior}) where key = ${name}`,
    )
  }
}

async function addGrants(tx: Connection, grants: readonly StartingGrant[]): Promise<void> {
  const rows = grants.flatMap(({ post, object, given }) =>
    given.map((grant) => ({
      id: newId(),
      post,
      object,
      actions: grant.actions,
      rows: grant.rows ?? null,
      see: fieldList(grant.see),
      change: fieldList(grant.change),
    })),
  )
  await tx.query(
    sql`insert into "grant" (id, post, object, actions, rows, see, change)
        select g.id, p.id, g.object, g.actions, g.rows, g.see, g.change
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as g(id uuid, post text, object text, actions text[], rows jsonb, see text[], change text[])
          join post p on p.key = g.post`,
  )
}

function fieldList(fields: AccessDeclaration['see']): readonly string[] | null {
  if (fields === undefined) return null
  return fields === 'all' ? ['all'] : fields.map(String)
}
