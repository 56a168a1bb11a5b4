import { isId } from '#model'
import type { Actor } from '../access/actor.ts'
import { notFound } from '../errors.ts'
import { formObject, linkedAsked } from './askable.ts'
import { askedFor, type Asked } from './asked-fields.ts'
import { faceOf } from './face-of.ts'
import { formOf, type Form } from './form.ts'
import { lineKey, linesOf, type LineAnswer } from './line-key.ts'
import type { OutsideParts } from './open-outside.ts'

type Line = Readonly<Record<string, unknown>>

/** A line that was sent: added, changed, or taken out. */
export type ProposedLine = {
  readonly line: string
  readonly is: 'new' | 'changed' | 'gone'
  readonly ours: Line | null
  readonly theirs: Line | null
  readonly accepted: boolean
}

/** A field that was answered, what we hold of it, and whether whoever reads may change it. */
export type Proposal = {
  readonly name: string
  readonly theirs: unknown
  readonly ours: unknown
  readonly accepted: boolean
  readonly may: boolean
  readonly lines?: readonly ProposedLine[]
}

export type Proposals = {
  readonly items: readonly Proposal[]
  /** All that the form asks for now, by name, as far as whoever reads may know of it. */
  readonly asked: readonly string[]
}

/** What a partner sent, as far as whoever reads sees its fields; a 404 where the form is unseen. */
export async function proposalsOf(parts: OutsideParts, actor: Actor, request: string): Promise<Proposals> {
  if (!isId(request)) throw notFound()
  const seen = await parts.records.get(actor, formObject, request, { fields: ['state'] })
  if (!('json' in seen)) throw notFound()
  const form = await formOf(parts, request)
  const { fields } = await askedFor(parts, form)
  const face = faceOf(parts.model(), form)
  const access = actor.access.object(face.name)
  const known = fields.filter(({ field }) => access?.see(field.name) !== undefined)
  const names = known.map(({ field }) => field.name)
  const read = known.flatMap(({ field }) => (linkedAsked(field) ? [] : [field.name]))
  const found = await oursOf(parts, actor, form, read)
  // Whom links lead to are added, never changed, so nothing of ours stands beside them.
  const linked = found.id === undefined ? [] : names.filter((name) => !read.includes(name))
  const ours: Line = { ...found, ...Object.fromEntries(linked.map((name) => [name, null])) }
  return {
    asked: names.filter((name) => Object.hasOwn(ours, name)),
    items: known
      .filter(({ field: { name } }) => Object.hasOwn(form.answers, name) && Object.hasOwn(ours, name))
      .map((asked) => proposalOf(form, asked, ours, mayTake(actor, face.name, asked)))
      .filter(({ lines, accepted, ...one }) => lines || accepted || !isSame(one.theirs, one.ours)),
  }
}

/** What they say as we hold it is nothing to decide. */
function isSame(theirs: unknown, ours: unknown): boolean {
  return JSON.stringify(theirs) === JSON.stringify(ours)
}

/** Whether whoever reads may write it: the field itself, or whom the links lead to. */
function mayTake(actor: Actor, face: string, { field }: Asked): boolean {
  const linked = linkedAsked(field)
  if (!linked) return actor.access.object(face)?.change(field.name) !== undefined
  return [linked.to, String(field.field['of'])].every(
    (name) => actor.access.object(name)?.rows('create') !== undefined,
  )
}

async function oursOf(
  parts: OutsideParts,
  actor: Actor,
  form: Form,
  names: readonly string[],
): Promise<Line> {
  const found = await parts.records.get(actor, form.role, form.party, { fields: [...names] }).catch(unseen)
  return found && 'json' in found ? (JSON.parse(found.json) as Line) : {}
}

/** Whoever may see forms and not the partner sees nothing of what it sent. */
function unseen(error: unknown): null {
  if ((error as { status?: number }).status === 404) return null
  throw error
}

function proposalOf(form: Form, { field, lines }: Asked, ours: Line, may: boolean): Proposal {
  const { name } = field
  const theirs = form.answers[name]
  const accepted = form.accepted.includes(name)
  const one = { name, theirs, ours: ours[name] ?? null, accepted, may }
  if (!lines) return one
  const all = (Array.isArray(ours[name]) ? ours[name] : []) as Line[]
  const proposed = linesOf(theirs).map((line): ProposedLine => {
    const held = all.find(({ id }) => lineKey(form.id, String(id)) === line.line)
    const { line: key, gone, ...values } = line as LineAnswer
    const is = gone ? 'gone' : held ? 'changed' : 'new'
    const taken = (form.acceptedLines[name] ?? []).includes(key)
    const mine = held ? Object.fromEntries(lines.map((of) => [of.name, held[of.name] ?? null])) : null
    return { line: key, is, ours: mine, theirs: gone ? null : values, accepted: taken }
  })
  return { ...one, lines: proposed }
}
