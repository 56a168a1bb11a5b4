import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { filled, rowsOf } from '../query/index.ts'
import type { Actor, Rows } from './actor.ts'
import { compileAccess, type Grant } from './compile-access.ts'
import { said } from '../said/said.ts'
import { manyCalled } from '../said/called.ts'
import type { Said } from '../said/sayer.ts'
import type { Language } from '#model'

export type Question = {
  /** The user whose right is asked about. */
  readonly actor: Actor
  readonly object: ResolvedObject
  readonly record?: string
  readonly field?: string
  readonly action: string
  /** In which it is answered. */
  readonly language: Language
}

/** Whether it is allowed, the reason in a sentence, and what each grant of the user's posts says to it. */
export type Explanation = {
  readonly allowed: boolean
  readonly because: string
  readonly grants: readonly { readonly post: string; readonly allows: boolean; readonly because: string }[]
}

type Held = Grant & { readonly post: string }

/** Says who may do what, and why: every grant on the object of every post that the user holds is asked. */
export async function explainRight(
  database: Connection,
  model: ResolvedModel,
  question: Question,
): Promise<Explanation> {
  const { actor, object } = question
  if (actor.access.administrator)
    return {
      allowed: true,
      because: said('{name} is an administrator, who may do everything.', { name: actor.name }).in(
        question.language,
      ),
      grants: [],
    }
  const held = await grantsHeld(database, actor, object)
  if (held.length === 0) {
    return {
      allowed: false,
      because: said('No post of {name} has any right to {plural}.', {
        name: actor.name,
        plural: manyCalled(object.declaration),
      }).in(question.language),
      grants: [],
    }
  }
  const grants: Explanation['grants'][number][] = []
  for (const grant of held) grants.push(await judge(database, model, question, grant))
  const allowing = grants.find((grant) => grant.allows)
  const because = allowing
    ? `${allowing.post}: ${allowing.because}`
    : grants.map((grant) => `${grant.post}: ${grant.because}`).join(' ')
  return { allowed: allowing !== undefined, because, grants }
}

async function grantsHeld(database: Connection, actor: Actor, object: ResolvedObject): Promise<Held[]> {
  const rows = await database.query<{
    post: string
    actions: string[] | null
    rows: unknown
    see: string[] | null
    change: string[] | null
  }>(
    sql`select p.name as post, g.actions, g.rows, g.see, g.change
        from user_post u join post p on p.id = u.post join "grant" g on g.post = p.id
        where u."user" = ${actor.user} and g.object = ${object.name}
          and current_date between coalesce(u."from", '-infinity') and coalesce(u.until, 'infinity') order by p.name, g.id`,
  )
  return rows.map((row) => ({
    ...row,
    object: object.name,
    actions: row.actions ?? [],
    see: row.see ?? [],
    change: row.change ?? [],
  }))
}

async function judge(database: Connection, model: ResolvedModel, question: Question, grant: Held) {
  const { object, action, field, record, actor } = question
  const says = (allows: boolean, because: Said) => ({
    post: grant.post,
    allows,
    because: because.in(question.language),
  })
  const access = compileAccess(model, [grant]).object(object.name)
  const rows = access?.rows(action)
  if (rows === undefined)
    return says(
      false,
      said('“{action}” is not among what it may do ({actions}).', {
        action,
        actions: grant.actions.join(', '),
      }),
    )
  if (field !== undefined && fieldRows(access, field, action) === undefined) {
    return says(
      false,
      action === 'read'
        ? said('the field {field} is not among those it may see.', { field })
        : said('the field {field} is not among those it may change.', { field }),
    )
  }
  if (rows === true) return says(true, said('it may do so with every record.'))
  const condition = JSON.stringify(grant.rows)
  if (record === undefined)
    return says(true, said('it may do so with records where {condition}.', { condition }))
  return (await holds(database, model, actor, object, record, rows))
    ? says(true, said('the record fulfils its condition {condition}.', { condition }))
    : says(false, said('the record does not fulfil its condition {condition}.', { condition }))
}

function fieldRows(
  access: ReturnType<ReturnType<typeof compileAccess>['object']>,
  field: string,
  action: string,
): Rows | undefined {
  if (action === 'change' || action === 'create') return access?.change(field, action)
  return access?.see(field)
}

async function holds(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  rows: Rows,
) {
  const condition = filled(rowsOf({ model, actor, authority: 'actor' }, object, 't', rows), { actor })
  const [found] = await database.query(
    sql`select 1 from ${id(object.table)} t where t.id = ${record} and ${condition}`,
  )
  return found !== undefined
}
