import type { Language } from '#model'
import { describeCondition } from '../actions/describe-condition.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { filled, rowsOf } from '../query/index.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Actor, Rows } from './actor.ts'
import { compileAccess } from './compile-access.ts'
import { grantsHeld, type HeldGrant, type Holder } from './grants-held.ts'

export type Question = {
  /** The user whose right is asked about. */
  readonly actor: Actor
  /** Who asks, and is told in their language no more than they may know. */
  readonly asker: Actor
  readonly object: ResolvedObject
  readonly record?: string
  readonly field?: string
  readonly action: string
}

/** Whether it is allowed, the reason in a sentence, and what each grant that the user holds says to it. */
export type Explanation = {
  readonly allowed: boolean
  readonly because: string
  readonly grants: readonly ExplainedGrant[]
}

export type ExplainedGrant = {
  /** The grant's id; that of the shared record where `holder` has the kind `share`. */
  readonly grant: string
  /** The name of whoever holds it, for short. */
  readonly post: string
  readonly holder: Holder
  /** For whom the user stands in, where the grant is that person's. */
  readonly for: { readonly id: string; readonly name: string } | null
  readonly allows: boolean
  readonly because: string
}

/** Says who may do what, and why: every grant on the object that the user holds is asked. */
export async function explainRight(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  today: string,
): Promise<Explanation> {
  const { actor, object, asker } = question
  const say = (sentence: Said): string => sentence.in(asker.language)
  if (actor.access.administrator) {
    const because = said('{name} is an administrator, who may do everything.', { name: actor.name })
    return { allowed: true, because: say(because), grants: [] }
  }
  const held = await grantsHeld(database, model, actor, object.name, today)
  if (held.length === 0) {
    const because = said('No post of {name} has any right to {plural}.', {
      name: actor.name,
      plural: manyCalled(object.declaration),
    })
    return { allowed: false, because: say(because), grants: [] }
  }
  const grants: ExplainedGrant[] = []
  for (const grant of held) grants.push(await judge(database, model, question, grant))
  const allowing = grants.find((grant) => grant.allows)
  const because = allowing
    ? `${allowing.post}: ${allowing.because}`
    : grants.map((grant) => `${grant.post}: ${grant.because}`).join(' ')
  return { allowed: allowing !== undefined, because, grants }
}

async function judge(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  held: HeldGrant,
): Promise<ExplainedGrant> {
  const { object, action, field, record, actor } = question
  const { grant } = held
  const says = (allows: boolean, because: Said): ExplainedGrant => ({
    grant: held.id,
    post: held.for ? `${held.holder.name} (${held.for.name})` : held.holder.name,
    holder: held.holder,
    for: held.for,
    allows,
    because: because.in(question.asker.language),
  })
  const access = compileAccess(model, [grant]).object(object.name)
  const rows = access?.rows(action)
  if (rows === undefined) return says(false, notAmong(action, grant.actions))
  if (field !== undefined && fieldRows(access, field, action) === undefined) {
    return says(
      false,
      action === 'read'
        ? said('the field {field} is not among those it may see.', { field })
        : said('the field {field} is not among those it may change.', { field }),
    )
  }
  if (rows === true) return says(true, said('it may do so with every record.'))
  const condition = conditionWords(model, question, held)
  if (record === undefined)
    return says(true, said('it may do so with records where {condition}.', { condition }))
  return (await holds(database, model, actor, object, record, rows))
    ? says(true, said('the record fulfils its condition {condition}.', { condition }))
    : says(false, said('the record does not fulfil its condition {condition}.', { condition }))
}

function notAmong(action: string, actions: readonly string[]): Said {
  return said('“{action}” is not among what it may do ({actions}).', {
    action,
    actions: actions.join(', '),
  })
}

function fieldRows(
  access: ReturnType<ReturnType<typeof compileAccess>['object']>,
  field: string,
  action: string,
): Rows | undefined {
  if (action === 'change' || action === 'create') return access?.change(field, action)
  return access?.see(field)
}

/** In words, for who may know them: a condition on what somebody does not see would tell them of it. */
function conditionWords(model: ResolvedModel, question: Question, held: HeldGrant) {
  const { asker, object } = question
  if (held.holder.kind === 'share') return said('that was shared')
  const reader = { model, actor: asker, authority: 'actor' } as const
  if (!asker.access.administrator && !knowsCondition(reader, object, held.grant.rows))
    return said('over fields that you may not see')
  const name = held.for?.name ?? question.actor.name
  return (language: Language) =>
    describeCondition(object, withNames(held.grant.rows, name) as never, language)
}

/** `$me` is said with the name of the person it stands for. */
function withNames(rows: unknown, name: string): unknown {
  return JSON.parse(JSON.stringify(rows), (_, value: unknown) => (value === '$me' ? `$me (${name})` : value))
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
