import { dependencies } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { filled, rowsOf } from '../query/index.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { called, manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Actor, ObjectAccess, Rows } from './actor.ts'
import { compileAccess, type Grant } from './compile-access.ts'
import { copiedFrom, copiedSays, type CopiedFrom } from './copied-field.ts'
import { conditionOf, conditionWords, deedCalled } from './explain-words.ts'
import { grantsHeld, grantsOfPost, type HeldGrant, type Holder } from './grants-held.ts'
import { seenWithEach, seenWithFields } from './seen-with.ts'
import { toldSays, toldTo, type ToldTo } from './told-field.ts'
import { eitherRows, whatItTakes, writes, type Part } from './what-it-takes.ts'

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
  const { actor, object, asker, record = '' } = question
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
  const onRecord = (rows: Rows) => holds(database, model, actor, object, record, rows)
  const told = await toldTo(model, question, onRecord)
  const copied = await copiedFrom(model, question, actor.access, onRecord)
  const lacking = new Set(await partsLacking(database, model, question, actor.access.object(object.name)))
  // A field that is seen of no partner is seen of no record, but of one that was shared.
  const isShared = held.some(({ grant }) => grant.shared)
  if (copied === 'unseen' && question.record === undefined && !isShared) lacking.add('field')
  const asked = { ...question, lacking, told, copied }
  const grants: Judged[] = []
  for (const grant of held) grants.push(await judge(database, model, asked, grant, seen))
  const allowed = lacking.size === 0
  const because = (allowed ? whatAllows(grants) : grants).map((grant) => `${grant.post}: ${grant.because}`)
  const helping = allowed ? [] : await helpingPosts(database, model, question, today)
  const each = grants.map(({ shows: _, ...grant }) => grant)
  return { allowed, because: because.join(' '), grants: each, helping }
}

/** The first grant that allows it, and where that shows the field nowhere, one that does. */
function whatAllows(grants: readonly Judged[]): Judged[] {
  const allowing = grants.find(({ allows, shows }) => allows && shows) ?? grants.find(({ allows }) => allows)
  const showing = allowing?.shows ? undefined : grants.find(({ shows }) => shows)
  return [allowing, showing].filter((one) => one !== undefined)
}

/** A grant as it is told, and whether it lets the field be seen with this record. */
type Judged = ExplainedGrant & { readonly shows: boolean }

/** Of what the deed takes that which is not given here; nothing where it is allowed. */
async function partsLacking(
  database: Connection,
  model: ResolvedModel,
  { actor, object, record, action, field }: Question,
  access: ObjectAccess | undefined,
): Promise<ReadonlySet<Part>> {
  const lacking = new Set<Part>()
  for (const [part, rows] of whatItTakes(access, action, field)) {
    const isGiven =
      rows === true ||
      (rows !== undefined &&
        (record === undefined || (await holds(database, model, actor, object, record, rows))))
    if (!isGiven) lacking.add(part)
  }
  return lacking
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

/**
 * A question, and what of it the whole of the user's rights does not give; to whom the field is told, and
 * whether it is seen where it was taken from.
 */
type Asked = Question & {
  readonly lacking: ReadonlySet<Part>
  readonly told: ToldTo | null
  readonly copied: CopiedFrom | null
}

async function judge(
  database: Connection,
  model: ResolvedModel,
  question: Asked,
  held: HeldGrant,
  { hidden, asked }: SightOfOthers,
): Promise<Judged> {
  const { object, action, field, record, actor, lacking } = question
  const { grant } = held
  const access = compileAccess(model, [grant], { isAlone: true }).object(object.name)
  const rows = access?.rows(action)
  const isHere = async (some: Rows | undefined) =>
    some === true ||
    (some !== undefined &&
      (record === undefined || (await holds(database, model, actor, object, record, some))))
  const shows =
    field !== undefined && (await isHere(whatItTakes(access, action, field).get('field'))) && !hidden
  const told = (allows: boolean, sentences: readonly (Said | null)[]): Judged => ({
    grant: held.id,
    post: held.for ? `${held.holder.name} (${held.for.name})` : held.holder.name,
    holder: held.holder,
    for: held.for,
    allows,
    because: sentences.flatMap((sentence) => sentence?.in(question.asker.language) ?? []).join(' '),
    asks: conditionFields(model, question, held),
    shows,
  })
  const says = (fulfils: boolean, because: Said): Judged => {
    const rest = fulfils ? [...lacking].map((part) => whatIsLacking(question, part)) : []
    const others = fulfils && lacking.size === 0 && field !== undefined && !shows
    const own = shows && lacking.size === 0 ? whereTold(question, held) : []
    const more = others ? [fieldSays(question, field, 'byAnother')] : rest
    const allows = fulfils && lacking.size === 0
    // What was shared by itself is seen by itself.
    const needs = fulfils && !grant.shared
    if (!needs || (!hidden && (record !== undefined || asked.length === 0)))
      return told(allows, [because, ...more, ...own])
    if (hidden) return told(false, [whatIsHidden(question, hidden)])
    const each = asked.map((one) => whatIsAsked(question, one))
    // Why it is not allowed all the same comes last.
    return told(allows, allows ? [because, ...more, ...each, ...own] : [because, ...each, ...more])
  }
  if (rows === undefined)
    return told(false, [
      notAmong(question, grant.actions),
      shows && !writes(action) ? fieldSays(question, field, 'shown') : null,
    ])
  if (
    field !== undefined &&
    lacking.has('field') &&
    whatItTakes(access, action, field).get('field') === undefined
  )
    return told(false, [fieldSays(question, field, 'notAmong')])
  if (rows === true) return says(true, said('it may do so with every record.'))
  const fulfils = await isHere(rows)
  if (held.holder.kind === 'share') return says(fulfils, sharedSays(record, fulfils))
  const tell = await conditionWords(database, model, question, [held])
  const condition = tell(held, question.actor.name)
  if (record === undefined)
    return says(true, said('it may do so with records where {condition}.', { condition }))
  return fulfils
    ? says(true, said('the record fulfils its condition: {condition}.', { condition }))
    : says(false, said('the record does not fulfil its condition: {condition}.', { condition }))
}

/** What a grant says to the field, which is called by its word to who may know of it. */
function fieldSays(
  { asker, object, action }: Question,
  name: string,
  what: 'notAmong' | 'byAnother' | 'shown',
): Said {
  const field = object.fields.get(name)
  const isKnown = asker.access.administrator || asker.access.object(object.name)?.see(name) !== undefined
  const words = { field: field && isKnown ? called(field.field) : name }
  if (what === 'shown') return said('It lets the field “{field}” be seen.', words)
  if (what === 'byAnother')
    return writes(action)
      ? said('The field “{field}” may be changed by another right.', words)
      : said('The field “{field}” is seen by another right.', words)
  return writes(action)
    ? said('the field “{field}” is not among those it may change.', words)
    : said('the field “{field}” is not among those it may see.', words)
}

/** Why a deed that a grant gives is not done all the same. */
function whatIsLacking(question: Asked, part: Part): Said | null {
  const { actor, field } = question
  if (part === 'read')
    return said('But only with a record that is seen, and {name} may not see it.', { name: actor.name })
  if (part === 'change')
    return said('But only who may change a record opens it to others, and {name} may not.', {
      name: actor.name,
    })
  if (part === 'field' && question.told === 'another') return toldSays(question, 'another')
  if (part === 'field' && question.copied === 'unseen') return copiedSays(question, 'unseen')
  if (part === 'field' && field !== undefined) return fieldSays(question, field, 'notAmong')
  return null
}

/** What a field that is seen hangs on beside the grant; what was shared by itself is seen by itself. */
function whereTold(question: Asked, { grant }: HeldGrant): Said[] {
  const { told, copied, record } = question
  const isAsked = copied !== null && record === undefined && !grant.shared
  return [...(told ? [toldSays(question, told)] : []), ...(isAsked ? [copiedSays(question, copied)] : [])]
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
  const { asker, actor, object } = question
  if (!asker.access.administrator) return []
  const posts = await database.query<{ id: string; name: string }>(
    sql`select p.id, p.name from post p
        where exists (select from "grant" g where g.post = p.id and g.object = ${object.name}
          and ${today}::date between coalesce(g."from", '-infinity') and coalesce(g.until, 'infinity'))
        order by p.name, p.id`,
  )
  const helping: { id: string; name: string }[] = []
  for (const post of posts) {
    if (helping.length === mostHelping) break
    const grants = await grantsOfPost(database, post.id, today)
    const given = compileAccess(model, grants, { isAlone: true }).object(object.name)
    const both = together(actor.access.object(object.name), given)
    if ((await partsLacking(database, model, question, both)).size > 0) continue
    if ((await copiedWith(database, model, question, grants)) === 'unseen') continue
    if ((await sightWith(database, model, question, grants)).hidden === null) helping.push(post)
  }
  return helping
}

/** What both give. */
function together(own: ObjectAccess | undefined, given: ObjectAccess | undefined): ObjectAccess {
  return {
    rows: (action) => eitherRows(own?.rows(action), given?.rows(action)),
    see: (field) => eitherRows(own?.see(field), given?.see(field)),
    change: (field, action) => eitherRows(own?.change(field, action), given?.change(field, action)),
  }
}

/** Whether who held the post as well would see a field where it was taken from. */
function copiedWith(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  grants: readonly Grant[],
): Promise<CopiedFrom | null> {
  const { actor, object, record = '' } = question
  const given = compileAccess(model, grants)
  const both = { object: (name: string) => together(actor.access.object(name), given.object(name)) }
  return copiedFrom(model, question, both, (rows) => holds(database, model, actor, object, record, rows))
}

/** What would be seen by who held the post as well. */
async function sightWith(
  database: Connection,
  model: ResolvedModel,
  question: Question,
  grants: readonly Grant[],
): Promise<SightOfOthers> {
  if (seenWithFields(model, question.object).length === 0) return { hidden: null, asked: [] }
  const [own, given] = [question.actor.access, compileAccess(model, grants)]
  return sightOfOthers(database, model, question, (face) =>
    eitherRows(own.object(face)?.rows('read'), given.object(face)?.rows('read')),
  )
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
