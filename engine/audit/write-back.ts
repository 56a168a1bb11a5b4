import { unconfirmed } from '../records/write/rules.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sentenceOf, type FieldError } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { fieldOf, type Operation, type Outcome } from '../records/write/draft.ts'
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
 * The ids of records of which nothing went back go into `lost`.
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
    reversed += await writeFace(door, face, own, stays, lost)
  }
  return reversed
}

async function writeFace(
  door: Door,
  face: ResolvedObject,
  operations: readonly Operation[],
  stays: Stayed[],
  lost: Set<string>,
): Promise<number> {
  if (operations.length === 0) return 0
  const outcomes = await writeRecords(door, face, operations)
  const again: Operation[] = []
  let reversed = 0
  // What one of them held is free once that one went back.
  const isAnyBack = outcomes.some((outcome) => !faultOf(door, outcome))
  for (const [at, outcome] of outcomes.entries()) {
    const [fault, operation] = [faultOf(door, outcome), operations[at]]
    if (!fault) reversed++
    else if (operation && isAnyBack && outcome.errors.some(({ code }) => code === 'unique'))
      again.push(operation)
    else {
      const parted = partedByFault(operation, outcome)
      if (!parted) stays.push(await keptWhole(door, face, outcome, fault))
      for (const field of parted?.faulty ?? []) stays.push(await keptField(door, face, outcome, field))
      if (parted?.rest) again.push(parted.rest)
      else lost.add(outcome.id)
    }
  }
  return reversed + (await writeFace(door, face, again, stays, lost))
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

async function keptWhole(door: Door, face: ResolvedObject, outcome: Outcome, fault: Fault): Promise<Stayed> {
  const [error] = outcome.errors
  const reason = whatIsGone(face, error) ?? sentenceOf(fault)
  return kept(door, face, { record: outcome.id, field: error?.field, reason })
}

/** A field is told with what is said of it itself, else with what is said of those it goes with. */
async function keptField(door: Door, face: ResolvedObject, outcome: Outcome, field: string): Promise<Stayed> {
  const own = outcome.errors.find((error) => fieldOf(error.field) === field)
  const fault = own ?? outcome.errors[0] ?? unconfirmed(door, outcome.warnings)[0]
  const reason = whatIsGone(face, own) ?? (fault ? sentenceOf(fault) : said('It was changed since.'))
  return kept(door, face, { record: outcome.id, field: own?.field ?? field, reason })
}

/** That a reference led to what is gone by now, without the id that was there. */
function whatIsGone(face: ResolvedObject, error: FieldError | undefined): Said | null {
  const field = error?.code === 'noSuchRecord' ? face.fields.get(error.field) : undefined
  return field
    ? said('{label}: what stood there is gone, or you may not see it.', { label: called(field.field) })
    : null
}
