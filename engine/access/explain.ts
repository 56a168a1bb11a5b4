import { booleanType, call, dependencies } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { filled, rowsOf } from '../query/index.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { called, manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Actor, Rows } from './actor.ts'
import { compileAccess, type Grant } from './compile-access.ts'
import { conditionOf, conditionWords, deedCalled } from './explain-words.ts'
import { grantsHeld, grantsOfPost, type HeldGrant, type Holder } from './grants-held.ts'
import { seenWithEach, seenWithFields } from './seen-with.ts'

export type Question = {
  /** The user whose right is asked about. */
  readonly actor: Actor
  /** Who asks, and is told in their language no more than they may know. */
  readonly asker: Actor
  readonly object: ResolvedObject
  readonly record?: string
  readonly field?: string
  readonly action: string
  /** The actions of objects, by which they are called. */
  readonly actions: Pick<ActionRegistry, 'of'>
}

/** Whether it is allowed, the reason in a sentence, and what each grant that the user holds says to it. */
export type Explanation = {
  readonly allowed: boolean
  readonly because: string
  readonly grants: readonly ExplainedGrant[]
  /** Where it is not allowed: posts that the user does not hold, and that would allow it. */
  readonly helping: readonly { readonly id: string; readonly name: string }[]
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
  /** The fields that its condition asks, for who may know it: their values in the record decide. */
  readonly asks: readonly string[]
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
    return { allowed: true, because: say(because), grants: [], helping: [] }
  }
  const held = await grantsHeld(database, model, actor, object.name, today)
  if (held.length === 0) {
    const because = said('No post of {name} has any right to {plural}.', {
      name: actor.name,
      plural: manyCalled(object.declaration),
    })
    const helping = await helpingPosts(database, model, question, today)
    return { allowed: false, because: say(because), grants: [], helping }
  }
  const seen = await sightOfOthers(database, model, question, (face) =>
    actor.access.object(face)?.rows('read'),
  )
  const grants: ExplainedGrant[] = []
  for (const grant of held) grants.push(await judge(database, model, question, grant, seen))
  const allowing = grants.find((grant) => grant.allows)
  const because = allowing
    ? `${allowing.post}: ${allowing.because}`
    : grants.map((grant) => `${grant.post}: ${grant.because}`).join(' ')
  const helping = allowing ? [] : await helpingPosts(database, model, question, today)
  return { allowed: allowing !== undefined, because, grants, helping }
}

/** The field whose record one may not see, so that this one is not seen either; of which it is asked. */
type SightOfOthers = { readonly hidden: ResolvedField | null; readonly asked: readonly ResolvedField[] }

/** With what the record is seen, and whether that is seen. */
async function sightOfOthers(
  database: Connection,
  model: ResolvedModel,
  { object, record, actor }: Question,
  readable: (face: string) => Rows | undefined,
): Promise<SightOfOthers> {
  const asked = seenWithEach(model, object, readable).filter(({ rows }) => rows !== true)
  const fields = asked.map(({ field }) => field)
  if (record === undefined) return { hidden: null, asked: fields }
  for (const { field, rows } of asked)
    if (!(await holds(database, model, actor, object, record, rows))) return { hidden: field, asked: fields }
  return { hidden: null, asked: fields }
}

async function judge(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  held: HeldGrant,
  { hidden, asked }: SightOfOthers,
): Promise<ExplainedGrant> {
  const { object, action, field, record, actor } = question
  const { grant } = held
  const says = (allows: boolean, because: Said): ExplainedGrant => {
    // What was shared by itself is seen by itself.
    const needs = allows && !grant.shared
    if (!needs || (!hidden && (record !== undefined || asked.length === 0))) return told(allows, [because])
    if (hidden) return told(false, [whatIsHidden(question, hidden)])
    return told(true, [because, ...asked.map((one) => whatIsAsked(question, one))])
  }
  const told = (allows: boolean, sentences: readonly Said[]): ExplainedGrant => ({
    grant: held.id,
    post: held.for ? `${held.holder.name} (${held.for.name})` : held.holder.name,
    holder: held.holder,
    for: held.for,
    allows,
    because: sentences.map((sentence) => sentence.in(question.asker.language)).join(' '),
    asks: conditionFields(model, question, held),
  })
  const access = compileAccess(model, [grant], { isAlone: true }).object(object.name)
  const rows = access?.rows(action)
  if (rows === undefined) return says(false, notAmong(question, grant.actions))
  if (field !== undefined && fieldRows(access, field, action) === undefined) {
    const asked = object.fields.get(field)
    const isKnown = question.asker.access.object(object.name)?.see(field) !== undefined
    const words = { field: asked && isKnown ? called(asked.field) : field }
    return says(
      false,
      action === 'read'
        ? said('the field “{field}” is not among those it may see.', words)
        : said('the field “{field}” is not among those it may change.', words),
    )
  }
  if (rows === true) return says(true, said('it may do so with every record.'))
  const fulfils = record === undefined || (await holds(database, model, actor, object, record, rows))
  if (held.holder.kind === 'share') return says(fulfils, sharedSays(record, fulfils))
  const tell = await conditionWords(database, model, question, [held])
  const condition = tell(held, question.actor.name)
  if (record === undefined)
    return says(true, said('it may do so with records where {condition}.', { condition }))
  return fulfils
    ? says(true, said('the record fulfils its condition: {condition}.', { condition }))
    : says(false, said('the record does not fulfil its condition: {condition}.', { condition }))
}

/** A share asks nothing of a record but that it is this one. */
function sharedSays(record: string | undefined, fulfils: boolean): Said {
  if (record === undefined) return said('it may do so with records that were shared.')
  return fulfils ? said('the record was shared.') : said('another record was shared, not this one.')
}

/** Why a grant that holds gives nothing; the field is named to who may know of it. */
function whatIsHidden(
  { asker, object, actor: { name } }: Question,
  { name: at, field }: ResolvedField,
): Said {
  return asker.access.object(object.name)?.see(at) === undefined
    ? said('it is seen only with a record that {name} may not see.', { name })
    : said('it is seen only with what stands in its field “{field}”, and {name} may not see that.', {
        name,
        field: called(field),
      })
}

function whatIsAsked({ asker, object, actor: { name } }: Question, { name: at, field }: ResolvedField): Said {
  return asker.access.object(object.name)?.see(at) === undefined
    ? said('Of these only where {name} may also see what they are seen with.', { name })
    : said('Of these only where {name} may also see what stands in the field “{field}”.', {
        name,
        field: called(field),
      })
}

/** Why a grant does not give the right to an action at all. */
function notAmong({ object, action, actions }: Question, given: readonly string[]): Said {
  if (given.includes(action)) return said('its condition names what is there no longer, so it gives nothing.')
  const asked = deedCalled(actions, object, action)
  if (given.length === 0)
    return said('“{action}” is not among what it may do: it gives nothing.', { action: asked })
  return said('“{action}” is not among what it may do ({actions}).', {
    action: asked,
    actions: (language) => given.map((one) => deedCalled(actions, object, one)(language)).join(', '),
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

/** The fields of the record that the condition asks, for who may know it. */
function conditionFields(model: ResolvedModel, { asker, object }: Question, held: HeldGrant) {
  const { grant, holder } = held
  const reader = { model, actor: asker, authority: 'actor' } as const
  if (holder.kind === 'share' || grant.rows === null || grant.rows === undefined) return []
  if (!asker.access.administrator && !knowsCondition(reader, object, grant.rows)) return []
  const condition = conditionOf(model, object, held)
  const names = condition ? dependencies(condition).map(([first = '']) => first) : []
  return [...new Set(names)].filter((name) => object.fields.has(name))
}

const mostHelping = 5

/** Posts that would allow it if the user held them; of those only an administrator hears. */
async function helpingPosts(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  today: string,
): Promise<Explanation['helping']> {
  if (!question.asker.access.administrator) return []
  const rows = await database.query<{ id: string; name: string; grant: Grant }>(
    sql`select p.id, p.name, jsonb_build_object('object', g.object, 'actions', coalesce(g.actions, '{}'),
               'rows', g.rows, 'see', coalesce(g.see, '{}'), 'change', coalesce(g.change, '{}')) as "grant"
        from "grant" g join post p on p.id = g.post
        where g.object = ${question.object.name}
          and ${today}::date between coalesce(g."from", '-infinity') and coalesce(g.until, 'infinity')
        order by p.name, g.id`,
  )
  const helping = new Map<string, { id: string; name: string }>()
  for (const { id: post, name, grant } of rows) {
    if (helping.has(post) || helping.size === mostHelping) continue
    const holder = { kind: 'post', id: post, name } as const
    const held = { id: post, grant, holder, for: null }
    const seen = await sightWith(database, model, question, post, today)
    const judged = await judge(database, model, question, held, seen)
    if (judged.allows) helping.set(post, { id: post, name })
  }
  return [...helping.values()]
}

/** What would be seen by who held the post as well. */
async function sightWith(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  post: string,
  today: string,
): Promise<SightOfOthers> {
  if (seenWithFields(model, question.object).length === 0) return { hidden: null, asked: [] }
  const grants = await grantsOfPost(database, post, today)
  const [own, given] = [question.actor.access, compileAccess(model, grants)]
  return sightOfOthers(database, model, question, (face) => {
    const both = [own, given].flatMap((access) => access.object(face)?.rows('read') ?? [])
    const partly = both.filter((rows) => rows !== true)
    if (partly.length < both.length) return true
    return partly.length > 1 ? call('any', partly, booleanType) : partly[0]
  })
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
