import { unconfirmed } from '../records/write/rules.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sentenceOf, type FieldError } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { fieldOf, type Operation, type Outcome } from '../records/write/draft.ts'
import { allowedRows } from '../records/write/row-rights.ts'
import { isSetByActions } from '../records/write/taken-back.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { kept, type Stayed } from './kept.ts'

/** What a record is to hold again, as one of its faces. */
export type FaceOperation = { readonly face: ResolvedObject; readonly operation: Operation }

/**
 * Writes back what may go back, and adds to `stays` what does not, and why; gives the number of records
 * that went back. Of a record that is there each field stands for itself: what speaks against one (its
 * right, its value, a rule that looks at it) keeps that one. What is to come back whole stays away whole.
 * What one may not change of a record itself goes back by the rights to a role that it plays, as it may have
 * been written; and what only actions set, by the right to these. The ids of records of which nothing went
 * back go into `lost`.
 */
export async function writeBack(
  door: Door,
  operations: readonly FaceOperation[],
  stays: Stayed[],
  lost = new Set<string>(),
): Promise<number> {
  let reversed = 0
  for (const face of new Set(operations.map((one) => one.face))) {
    const own = operations.filter((one) => one.face === face).map((one) => one.operation)
    const first = await writeFace(door, face, own)
    const byRoles = await byTheirRoles(door, face, first.refusals)
    const byActs = await byTheirActs(door, face, byRoles.stay)
    const came = new Set([...byRoles.came, ...byActs.came])
    const stay = byActs.stay.filter((one) => !followsLines(face, one, { own, stay: byActs.stay }))
    for (const { tell } of stay) stays.push(await tell())
    const whole = new Set(first.refusals.flatMap(({ isWhole, id }) => (isWhole ? id : [])))
    for (const id of whole) if (!came.has(id)) lost.add(id)
    reversed += first.reversed + [...whole].filter((id) => came.has(id)).length
  }
  return reversed
}

/** What did not go back: a whole operation, or a field of it. */
type Refusal = {
  readonly id: string
  /** The part that did not. */
  readonly operation: Operation
  /** Whether nothing of the operation did. */
  readonly isWhole: boolean
  readonly isByRight: boolean
  readonly tell: () => Promise<Stayed>
}

/** What of it stays all the same, and the records of which something went back by the rights to a role. */
async function byTheirRoles(door: Door, base: ResolvedObject, refusals: readonly Refusal[]) {
  let stay = refusals
  const came = new Set<string>()
  for (const name of base.roles) {
    const isOpen = (one: Refusal) => one.isByRight && one.operation.kind === 'update'
    const open = stay.filter(isOpen)
    const role = door.model.objects.get(name)
    if (open.length === 0 || !role || !door.actor.access.object(name)?.rows('change')) continue
    const again = await writeFace(door, role, asOneEach(open))
    const byId = Map.groupBy(again.refusals, ({ id }) => id)
    stay = stay.flatMap((one) => {
      if (!isOpen(one)) return one
      const refused = byId.get(one.id) ?? []
      const fields = new Set(refused.flatMap(fieldsOf))
      if (fieldsOf(one).every((field) => fields.has(field))) return one
      came.add(one.id)
      return refused.filter((other) => isPartOf(one, other))
    })
  }
  return { stay, came }
}

/**
 * What actions set goes back by the right to these, asked of the record as it would stand again: who may
 * freeze, and change nothing by hand, takes back a slip of theirs all the same. What was undone is not done
 * again so, for the action asks more than a right.
 */
async function byTheirActs(door: Door, face: ResolvedObject, refusals: readonly Refusal[]) {
  const came = new Set<string>()
  const wanted = refusals.filter((one) => one.isByRight && one.operation.kind === 'update')
  const may = await actedOn(door, face, new Set(wanted.map(({ id }) => id)))
  const open = wanted.filter(({ id }) => may.has(id))
  const parts = asOneEach(open).flatMap((operation) => setByActions(face, operation))
  if (parts.length === 0) return { stay: refusals, came }
  const again = await writeFace({ ...door, authority: 'action', asksActs: true }, face, parts)
  const refused = Map.groupBy(again.refusals, ({ id }) => id)
  const [asked, written] = [new Set(open), new Map(parts.map((one) => [one.id, one] as const))]
  const wentBack = (one: Refusal): ReadonlySet<string> => {
    const lost = new Set(refused.get(one.id)?.flatMap(fieldsOf))
    const part = asked.has(one) ? written.get(one.id) : undefined
    return new Set(Object.keys(part?.values ?? {}).filter((name) => !lost.has(name)))
  }
  const stay = refusals.flatMap((one) => {
    const back = wentBack(one)
    if (back.size === 0) return one
    came.add(one.id)
    const values = Object.fromEntries(
      Object.entries(one.operation.values).filter(([name]) => !back.has(name)),
    )
    return Object.keys(values).length === 0 ? [] : { ...one, operation: { ...one.operation, values } }
  })
  return { stay, came }
}

/** Records that may be read, and with which all that is taken back of them may be done. */
async function actedOn(door: Door, face: ResolvedObject, ids: ReadonlySet<string>) {
  const mayDo = (id: string) => {
    const acts = door.takesBack?.get(id) ?? []
    const isOpen = acts.every(
      ({ face: of, action, again }) => !again && door.actor.access.object(of)?.rows(action) !== undefined,
    )
    return acts.length > 0 && isOpen
  }
  const own = door.authority === 'action' ? [] : [...ids].filter(mayDo)
  return new Set(own.length === 0 ? [] : (await allowedRows(door, face, own, 'read')).keys())
}

function setByActions(face: ResolvedObject, operation: Operation): Operation[] {
  const isSet = ([name]: [string, unknown]) => {
    const field = face.fields.get(name)
    return field !== undefined && isSetByActions(field)
  }
  const own = Object.entries(operation.values).filter(isSet)
  return own.length === 0 ? [] : [{ ...operation, values: Object.fromEntries(own) }]
}

/** One statement writes a record but once, so all that was refused of it field by field goes together. */
function asOneEach(refusals: readonly Refusal[]): Operation[] {
  const all = Map.groupBy(refusals, ({ id }) => id)
  return [...all.values()].flatMap((own) => {
    const values = Object.assign({}, ...own.map(({ operation }) => operation.values))
    return own[0] ? { ...own[0].operation, values } : []
  })
}

/** Whether it is a field that came into step with its lines, which went back. */
function followsLines(
  face: ResolvedObject,
  refusal: Refusal,
  { own, stay }: { readonly own: readonly Operation[]; readonly stay: readonly Refusal[] },
): boolean {
  const [name = '', ...others] = fieldsOf(refusal)
  const mirrored = face.fields.get(name)?.field['mirrors'] as { readonly lines: string } | undefined
  if (!mirrored || others.length > 0) return false
  const has = ({ operation }: Pick<Refusal, 'operation'>) =>
    operation.id === refusal.id && Object.hasOwn(operation.values, mirrored.lines)
  return own.some((operation) => has({ operation })) && !stay.some(has)
}

function fieldsOf({ operation }: Refusal): readonly string[] {
  return Object.keys(operation.values)
}

function isPartOf(whole: Refusal, part: Refusal): boolean {
  const fields = fieldsOf(whole)
  return part.id === whole.id && fieldsOf(part).every((field) => fields.includes(field))
}

async function writeFace(
  door: Door,
  face: ResolvedObject,
  operations: readonly Operation[],
): Promise<{ reversed: number; refusals: readonly Refusal[] }> {
  if (operations.length === 0) return { reversed: 0, refusals: [] }
  const outcomes = await writeRecords(door, face, operations)
  const again: Operation[] = []
  const refusals: Refusal[] = []
  let reversed = 0
  // What one of them held is free once that one went back.
  const isAnyBack = outcomes.some((outcome) => !faultOf(door, outcome))
  for (const [at, outcome] of outcomes.entries()) {
    const [fault, operation] = [faultOf(door, outcome), operations[at]]
    if (!fault || !operation) reversed++
    else if (isAnyBack && outcome.errors.some(({ code }) => code === 'unique')) again.push(operation)
    else {
      const parted = partedByFault(operation, outcome)
      const faulty = parted?.faulty.map((field) => refusedField(door, face, { operation, outcome, field }))
      const isWhole = !parted?.rest
      for (const one of faulty ?? [refusedWhole(door, face, { operation, outcome, fault })])
        refusals.push({ ...one, id: outcome.id, isWhole })
      if (parted?.rest) again.push(parted.rest)
    }
  }
  const rest = await writeFace(door, face, again)
  return { reversed: reversed + rest.reversed, refusals: [...refusals, ...rest.refusals] }
}

/** A warning that nobody can confirm here keeps it as it is, too. */
function faultOf(door: Door, { problem, errors, warnings }: Outcome) {
  return problem ?? errors[0] ?? unconfirmed(door, warnings)[0]
}

/**
 * The fields that stand against a change, and the same change without them, if anything is left of it; null
 * where it is to be whole or not at all.
 */
function partedByFault(operation: Operation | undefined, { problem, against }: Outcome) {
  if (operation?.kind !== 'update' || problem) return null
  const faulty = Object.keys(operation.values).filter((name) => against.includes(name))
  if (faulty.length === 0) return null
  const rest = Object.entries(operation.values).filter(([name]) => !faulty.includes(name))
  return { faulty, rest: rest.length > 0 ? { ...operation, values: Object.fromEntries(rest) } : null }
}

type Fault = Parameters<typeof sentenceOf>[0]

type Refused = { readonly operation: Operation; readonly outcome: Outcome }

function refusedWhole(door: Door, face: ResolvedObject, refused: Refused & { readonly fault: Fault }) {
  const { operation, outcome, fault } = refused
  const [error] = outcome.errors
  const tell = () => {
    const reason = whatIsGone(face, error) ?? sentenceOf(fault)
    return kept(door, face, { record: outcome.id, field: error?.field, reason })
  }
  const isByRight = outcome.problem !== null && ofRights.has(outcome.problem.code)
  return { operation, isByRight, tell }
}

/** A field is told with what is said of it itself, else with what is said of those it goes with. */
function refusedField(door: Door, face: ResolvedObject, refused: Refused & { readonly field: string }) {
  const { operation, outcome, field } = refused
  const own = outcome.errors.find((error) => fieldOf(error.field) === field)
  const tell = () => {
    const fault = own ?? outcome.errors[0] ?? unconfirmed(door, outcome.warnings)[0]
    const reason = whatIsGone(face, own) ?? (fault ? sentenceOf(fault) : said('It was changed since.'))
    return kept(door, face, { record: outcome.id, field: own?.field ?? field, reason })
  }
  const part = { ...operation, values: { [field]: operation.values[field] } }
  return { operation: part, isByRight: ofRights.has(own?.code ?? ''), tell }
}

/** What may be otherwise by the rights to a role: what is not seen there at all has no other answer. */
const ofRights = new Set(['notFound', 'forbidden', 'outsideRights', 'unknownField', 'notAllowed'])

/** That a reference led to what is gone by now, without the id that was there. */
function whatIsGone(face: ResolvedObject, error: FieldError | undefined): Said | null {
  const field = error?.code === 'noSuchRecord' ? face.fields.get(error.field) : undefined
  return field
    ? said('{label}: what stood there is gone, or you may not see it.', { label: called(field.field) })
    : null
}
