import { isDeepStrictEqual } from 'node:util'
import { newId, type AccessDeclaration, type Language } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { postNameIn, postNames, type PostName } from './post-names.ts'

type Seeded = {
  readonly posts: readonly string[]
  readonly grants: readonly string[]
  /** Of each object the fields that were declared when it was last looked at. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
}

const lock = ownKey('seeds of rights')

/**
 * Puts in what an installation begins with: the posts, and their starting grants for each object. Each is
 * put in once only, so what an administrator took away does not come back, and a new version adds only
 * what is new in it.
 */
export async function seed(database: Database, model: ResolvedModel): Promise<void> {
  const before = await seeded(database)
  const isUpToDate =
    missingPosts(before).length === 0 &&
    missingGrants(model, before).length === 0 &&
    isDeepStrictEqual(before.fields, declaredFields(model))
  if (isUpToDate) return
  await database.transaction(
    async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(${lock})`)
      const known = await seeded(tx)
      const posts = missingPosts(known)
      const grants = missingGrants(model, known)
      await addPosts(tx, posts)
      await addGrants(tx, grants)
      await grantNewFields(tx, model, known)
      const now: Seeded = {
        posts: [...known.posts, ...posts],
        grants: [...known.grants, ...grants.map(({ key }) => key)],
        fields: declaredFields(model),
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

/**
 * Superiors come after all posts are there, for they may name each other in any order. Before a firm is set
 * up nobody knows its language; a post that a later version brings has its name in that.
 */
async function addPosts(tx: Connection, names: readonly PostName[]): Promise<void> {
  const language = await languageOfGroup(tx)
  for (const name of names) {
    await tx.query(sql`insert into post (id, key, name, administrator)
                       values (${newId()}, ${name}, ${postNameIn(name, language)}, ${name === 'administrator'})`)
  }
  for (const name of names) {
    const { superior } = postNames[name]
    if (superior === null) continue
    await tx.query(
      sql`update post set superior = (select id from post where key = ${superior}) where key = ${name}`,
    )
  }
  await addToLog(
    tx,
    'post',
    sql`select id, jsonb_build_object('key', key, 'name', name, 'administrator', administrator,
          'superior', superior) as held from post where key = any(${[...names]}::text[])`,
  )
}

async function languageOfGroup(tx: Connection): Promise<Language> {
  const [row] = await tx.query<{ language: Language }>(
    sql`select value->>'value' as language from setting where key = 'group.language'`,
  )
  return row?.language ?? 'en'
}

/** The log knows how each began, like any record. */
async function addToLog(tx: Connection, object: 'post' | 'grant', rows: Sql): Promise<void> {
  await tx.query(
    sql`insert into audit_entry (change, source, request, object, record, action, after)
        select ${newId()}::uuid, 'system', 'seed', ${object}, r.id, 'create', jsonb_strip_nulls(r.held)
        from (${rows}) r order by r.id`,
  )
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
  await addToLog(
    tx,
    'grant',
    sql`select id, jsonb_build_object('post', post, 'object', object, 'actions', actions, 'rows', rows,
          'see', see, 'change', change) as held from "grant" where id = any(${rows.map((row) => row.id)}::uuid[])`,
  )
}

function declaredFields(model: ResolvedModel): Record<string, string[]> {
  const objects = [...model.objects.values()].filter((object) => !object.custom)
  return Object.fromEntries(
    objects.map((object) => [
      object.name,
      [...object.fields.values()]
        .filter((field) => !field.custom && !field.system)
        .map(({ name }) => name)
        .toSorted(),
    ]),
  )
}

/**
 * Opens the fields that a new version declares to the posts to which it grants them, in the rights that these
 * still have on the same records. Rights that say `all` have them already.
 */
async function grantNewFields(tx: Connection, model: ResolvedModel, { fields }: Seeded): Promise<void> {
  if (!fields) return
  for (const [name, declared] of Object.entries(declaredFields(model))) {
    const before = fields[name]
    const fresh = before ? declared.filter((field) => !before.includes(field)) : []
    if (fresh.length === 0) continue
    const rights = Object.entries(model.objects.get(name)?.access ?? {})
    for (const [post, given] of rights)
      for (const grant of given) await openFields(tx, name, post, grant, fresh)
  }
}

async function openFields(
  tx: Connection,
  object: string,
  post: string,
  grant: AccessDeclaration,
  fresh: readonly string[],
): Promise<void> {
  const named = (list: AccessDeclaration['see']) =>
    fresh.filter((field) => list === 'all' || (list?.map(String) ?? []).includes(field))
  const more = (column: 'see' | 'change', names: readonly string[]) => {
    const list = id('g', column)
    return sql`case when coalesce(${list}, '{}') @> '{all}' or cardinality(${names}::text[]) = 0 then ${list} else (
      select array_agg(distinct one) from unnest(coalesce(${list}, '{}') || ${names}::text[]) one) end`
  }
  const opened = await tx.query<{ id: string; before: unknown; after: unknown }>(
    sql`with held as (
          select g.id, g.see, g.change, ${more('see', named(grant.see))} as more_see,
                 ${more('change', named(grant.change))} as more_change
          from "grant" g join post p on p.id = g.post and p.key = ${post}
          where g.object = ${object}
            and coalesce(g.rows, 'null') = coalesce(${grant.rows === undefined ? null : JSON.stringify(grant.rows)}::jsonb, 'null')
        )
        update "grant" g set see = h.more_see, change = h.more_change from held h
        where h.id = g.id and (h.see, h.change) is distinct from (h.more_see, h.more_change)
        returning g.id, jsonb_build_object('see', h.see, 'change', h.change) as before,
                  jsonb_build_object('see', g.see, 'change', g.change) as after`,
  )
  for (const grantNow of opened) await noteOpened(tx, grantNow)
}

/** The log knows of it, as of any change of a right. */
async function noteOpened(
  tx: Connection,
  { id: record, before, after }: { id: string; before: unknown; after: unknown },
): Promise<void> {
  await tx.query(
    sql`insert into audit_entry (change, source, request, object, record, action, before, after)
        values (${newId()}, 'system', 'seed', 'grant', ${record}, 'update', ${JSON.stringify(before)}::jsonb,
                ${JSON.stringify(after)}::jsonb)`,
  )
}

function fieldList(fields: AccessDeclaration['see']): readonly string[] | null {
  if (fields === undefined) return null
  return fields === 'all' ? ['all'] : fields.map(String)
}
