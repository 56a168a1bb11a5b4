import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors } from '../errors.ts'
import { storedKey } from '../records/stored.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'
import { said } from '../said/said.ts'
import { joinLines, type PlainLine } from './join-lines.ts'
import { choicesFor, propose, type Choice, type Proposal } from './propose.ts'
import { heldFields, type Held, type Side } from './sides.ts'
import { stateRank } from './state-rank.ts'

/**
 * What people decide of a merge: by the key of a field whose value is taken; what is left open is
 * proposed.
 */
export type Choices = Readonly<Record<string, Choice>>

/** Of one field: what is proposed, and what is chosen. */
export type PlannedField = {
  readonly held: Held
  readonly proposal: Proposal
  readonly choice: Choice
  /** The field whose choice this one follows: what stands on one line stays together. */
  readonly follows: string | null
}

/** What is written of the record that stays, by face: as an update, or as a role that it takes on. */
export type PlannedWrite = {
  readonly face: ResolvedObject
  readonly kind: 'update' | 'adopt'
  readonly values: Record<string, unknown>
}

export type MergePlan = {
  readonly fields: readonly PlannedField[]
  readonly writes: readonly PlannedWrite[]
}

/** Plans how two records become one. Throws a 422 for a choice that cannot be made. */
export function planMerge(
  model: ResolvedModel,
  base: ResolvedObject,
  survivor: Side,
  other: Side,
  given: Choices,
): MergePlan {
  const held = heldFields(model, base)
  const fields = plannedFields(model, held, survivor, other, given)
  checkChoices(given, fields)
  const chosen = new Map(fields.map((one) => [one.held.key, one]))
  const faces = [...new Set([...survivor.faces, ...other.faces])]
  const writes = faces.flatMap((face): PlannedWrite[] => {
    const own = held.filter((one) => one.face === face)
    const kind = survivor.faces.includes(face) ? 'update' : 'adopt'
    const values: Record<string, unknown> = {}
    for (const one of own) {
      const value = one.isLines
        ? linesOf(model, one, chosen, survivor, other)
        : valueOf(one, chosen.get(one.key), survivor, other)
      if (value !== undefined && !(kind === 'adopt' && isEmpty(value))) values[one.field.name] = value
    }
    return kind === 'adopt' || Object.keys(values).length > 0 ? [{ face, kind, values }] : []
  })
  return { fields, writes }
}

/** Fields of faces that both play; what only one of the two plays is not chosen between. */
function plannedFields(
  model: ResolvedModel,
  held: readonly Held[],
  survivor: Side,
  other: Side,
  given: Choices,
): readonly PlannedField[] {
  const common = held.filter(
    ({ face, isLines }) => !isLines && survivor.faces.includes(face) && other.faces.includes(face),
  )
  const planned = common.map((one): PlannedField => {
    const proposal = propose(one, survivor, other, stateRank(model, one))
    return { held: one, proposal, choice: given[one.key] ?? proposal.choice, follows: null }
  })
  const leaders = leadersOf(model, planned)
  return planned.map((one) => {
    const leader = leaders.get(leaderKey(one.held) ?? '')
    if (!leader || leader === one) return one
    return { ...one, choice: leader.choice, follows: leader.held.key }
  })
}

/** Fields that others follow: the first that shows a line, and the state of a role. */
function leadersOf(model: ResolvedModel, planned: readonly PlannedField[]): Map<string, PlannedField> {
  const leaders = new Map<string, PlannedField>()
  for (const one of planned.filter(({ proposal }) => proposal.rule !== 'same')) {
    const key = stateRank(model, one.held) ? stateKey(one.held) : mirroredLines(one.held)
    if (key !== null && !leaders.has(key)) leaders.set(key, one)
  }
  return leaders
}

/** What stands on one line stays together, and so does what actions write beside a state: since when, why. */
function leaderKey(held: Held): string | null {
  return mirroredLines(held) ?? (held.field.field.readOnly ? stateKey(held) : null)
}

/** What goes together is chosen together: what stands on one line, and a state with what is beside it. */
export function groupOf(model: ResolvedModel, held: Held): string | null {
  return stateRank(model, held) ? stateKey(held) : leaderKey(held)
}

function stateKey({ face }: Held): string {
  return `state of ${face.name}`
}

function checkChoices(given: Choices, fields: readonly PlannedField[]): void {
  for (const [key, choice] of Object.entries(given)) {
    const planned = fields.find(({ held }) => held.key === key)
    if (planned && choicesFor(planned.held).includes(choice)) continue
    throw fieldErrors([
      {
        field: key.slice(0, 100),
        code: 'choice',
        message: said('This cannot be chosen here. Take one of the choices that the preview offers.'),
      },
    ])
  }
}

/** The lines that a field shows the main one of. */
function mirroredLines({ field }: Held): string | null {
  return (field.field['mirrors'] as { lines: string } | undefined)?.lines ?? null
}

/** What is written into a field; undefined where it stays as it is. */
function valueOf(held: Held, planned: PlannedField | undefined, survivor: Side, other: Side): unknown {
  const { key, field } = held
  const lines = mirroredLines(held)
  const isMirrored =
    lines !== null && [survivor, other].some((side) => (side.lines.get(lines) ?? []).length > 0)
  if (isMirrored) return undefined
  const [own, others] = [survivor.record.values[key] ?? null, other.record.values[key] ?? null]
  if (planned === undefined)
    return other.faces.includes(held.face) && !survivor.faces.includes(held.face)
      ? withoutSelf(field, others, survivor, other)
      : undefined
  const wanted =
    planned.choice === 'survivor' ? own : planned.choice === 'other' ? others : bothOf(own, others)
  const value = withoutSelf(field, wanted, survivor, other)
  return JSON.stringify(value) === JSON.stringify(own) ? undefined : value
}

function bothOf(own: unknown, others: unknown): unknown {
  if (Array.isArray(own) && Array.isArray(others)) return [...new Set([...own, ...others])]
  if (isEmpty(own)) return others
  return isEmpty(others) ? own : `${String(own)}\n\n${String(others)}`
}

/** A record that named the other one named itself from now on, which says nothing. */
function withoutSelf(field: ResolvedField, value: unknown, survivor: Side, other: Side): unknown {
  if (targetOf(field) === null) return value
  const two = [survivor.record.id, other.record.id]
  if (Array.isArray(value)) {
    const left = value.filter((one) => !two.includes(String(one)))
    return left.length === 0 ? null : left
  }
  return two.includes(String(value)) ? null : value
}

function linesOf(
  model: ResolvedModel,
  held: Held,
  chosen: ReadonlyMap<string, PlannedField>,
  survivor: Side,
  other: Side,
): PlainLine[] | undefined {
  const both = linesToJoin(model, held, survivor, other)
  if (!both || both.added.length === 0) return undefined
  const mirror = [...chosen.values()].find(
    (one) =>
      one.follows === null && mirroredLines(one.held) === held.field.name && one.proposal.rule !== 'same',
  )
  return joinLines(both.kept, both.added, both.aside, mirror?.choice === 'other')
}

/**
 * The lines of both under a field that holds lines, those of the other as they name the one that stays, and
 * what makes no line another one.
 */
export function linesToJoin(model: ResolvedModel, held: Held, survivor: Side, other: Side) {
  const owned = ownedLines(model, held.field)
  if (!owned) return null
  const fields = [...owned.object.fields.values()]
  const aside = new Set(
    fields
      .filter(
        ({ field }) => field.type === 'yesNo' || (field.type === 'choice' && field.default !== undefined),
      )
      .map(({ name }) => name),
  )
  const named = fields.filter((field) => targetOf(field) !== null)
  const asOne = (line: PlainLine): PlainLine =>
    Object.fromEntries(
      Object.entries(line).map(([name, value]) => [
        name,
        named.some((field) => field.name === name)
          ? renamed(value, other.record.id, survivor.record.id)
          : value,
      ]),
    )
  const [kept = [], added = []] = [survivor, other].map(({ lines }) => (lines.get(held.key) ?? []).map(asOne))
  return { kept, added, aside }
}

/** A reference, or several, with one record in place of another. */
export function renamed(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one: unknown) => (one === from ? to : one)))]
  return value === from ? to : value
}

/** What a record is called by that is its alone: its number, and other unique texts. */
export function namesOf(
  model: ResolvedModel,
  base: ResolvedObject,
  { record }: Side,
): ReadonlyMap<string, string> {
  const names = heldFields(model, base).flatMap(({ face, field, isLines }) => {
    const isName = !isLines && (field.field.unique || field.field.type === 'sequenceNumber')
    const value = record.values[storedKey(face, field)]
    return isName && typeof value === 'string' && value !== '' ? [[field.name, value] as const] : []
  })
  return new Map(names)
}
