import type { ResolvedField } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import { kept, type Stayed } from './kept.ts'
import { namedIn, partedByNames, unseenAmong, type Naming } from './named-in.ts'
import { writeBack, type FaceOperation } from './write-back.ts'

/** A step by which a record comes back, or a role of one, and what it needs to be there before. */
type Step = FaceOperation & { readonly id: string; readonly names: readonly Naming[] }

/**
 * Brings back records and roles that went together, each behind those that it names, and adds to `stays` what
 * stays away, and why. What names itself, or goes in a circle, comes back without that first and is told it
 * then. Gives the ids of those of which anything came back.
 */
export async function comeBack(
  door: Door,
  operations: readonly FaceOperation[],
  stays: Stayed[],
): Promise<ReadonlySet<string>> {
  const [there, away] = [new Set<string>(), new Set<string>()]
  let open = operations.map((one): Step => ({
    ...one,
    id: one.operation.id ?? '',
    names: namedIn(door.model, one.face, one.operation.values),
  }))
  while (open.length > 0) {
    const ready = unbound(open)
    const next = ready.length > 0 ? ready : circles(open)
    const { came, lost } = await (ready.length > 0
      ? comeAlone(door, next, stays)
      : comeAsOne(door, next, stays))
    for (const id of came) there.add(id)
    for (const id of lost) away.add(id)
    const done = new Set(next)
    // Of what does not come back at all no role comes back, and it is told once why.
    open = open.filter((step) => !done.has(step) && !(away.has(step.id) && !there.has(step.id)))
  }
  return there
}

/** The steps that wait for none of the others, nor for themselves. */
function unbound(steps: readonly Step[]): readonly Step[] {
  const awaits = awaiting(steps)
  return steps.filter((step) => awaits(step).length === 0)
}

/** The steps that wait for one another, or for themselves: what only waits for those is left out. */
function circles(steps: readonly Step[]): readonly Step[] {
  for (let open = steps; ;) {
    const awaits = awaiting(open)
    const awaited = new Set(open.flatMap(awaits))
    if (awaited.size === open.length) return open
    open = open.filter((step) => awaited.has(step))
  }
}

/** Which of some steps a step waits for: what it names has to be there, as what it is named. */
function awaiting(steps: readonly Step[]): (step: Step) => readonly Step[] {
  const byId = Map.groupBy(steps, ({ id }) => id)
  return ({ id, operation, names }) => {
    const own = operation.kind === 'create' ? [] : (byId.get(id) ?? [])
    const named = names.flatMap((one) =>
      (byId.get(one.id) ?? []).filter(
        (step) => step.operation.kind === 'create' || step.face.name === one.as,
      ),
    )
    return [...own.filter((step) => step.operation.kind === 'create'), ...named]
  }
}

type Came = { readonly came: readonly string[]; readonly lost: ReadonlySet<string> }

async function comeAlone(door: Door, steps: readonly Step[], stays: Stayed[]): Promise<Came> {
  const lost = new Set<string>()
  await writeBack(door, steps, stays, lost)
  return { came: steps.flatMap(({ id }) => (lost.has(id) ? [] : id)), lost }
}

/**
 * All that go in a circle come back, or those that cannot stay away with what names them: without what they
 * name, a record would look whole and be none.
 */
async function comeAsOne(door: Door, steps: readonly Step[], stays: Stayed[]): Promise<Came> {
  const lost = new Set<string>()
  for (let open = steps; open.length > 0; open = open.filter(({ id }) => !lost.has(id))) {
    const why: Stayed[] = []
    const attempt = async () => {
      await writeCircle(door, open, why)
      if (why.length === 0) await tellUnseen(door, open, why)
      if (why.length > 0) throw new NotAll()
    }
    const isDone = await door.tx.savepoint(attempt).then(() => true, notAll)
    stays.push(...why)
    if (isDone) return { came: open.map(({ id }) => id), lost }
    for (const { record } of why) lost.add(record)
  }
  return { came: [], lost }
}

async function writeCircle(outside: Door, steps: readonly Step[], why: Stayed[]): Promise<void> {
  const ids = new Set(steps.map(({ id }) => id))
  const door: Door = { ...outside, comesWith: ids }
  // Those of another role follow by another statement.
  await door.tx.query(sql`set constraints all deferred`)
  const later: FaceOperation[] = []
  for (let open = steps; open.length > 0;) {
    // A role is taken on once its record is there.
    const made = new Set(open.flatMap(({ id, operation }) => (operation.kind === 'create' ? id : [])))
    const now = open.filter(({ id, operation }) => operation.kind === 'create' || !made.has(id))
    const firsts = now.map(({ face, operation, id }): FaceOperation => {
      const { first, rest } = partedByNames(door.model, face, operation.values, (named) => ids.has(named.id))
      if (Object.keys(rest).length > 0) later.push({ face, operation: { kind: 'update', id, values: rest } })
      return { face, operation: { ...operation, values: first } }
    })
    await writeBack(door, firsts, why)
    if (why.length > 0) return
    open = open.filter((step) => !now.includes(step))
  }
  await writeBack(outside, later, why)
  if (why.length === 0) await door.tx.query(sql`set constraints all immediate`)
}

/** What was named before it was there is to be seen by who brings it back, as what it is named. */
async function tellUnseen(door: Door, steps: readonly Step[], why: Stayed[]): Promise<void> {
  const ids = new Set(steps.map(({ id }) => id))
  const named = steps.flatMap((step) =>
    step.names.flatMap((one) => (ids.has(one.id) ? { ...one, step } : [])),
  )
  for (const { step, field } of await unseenAmong(door, named)) why.push(await keptFor(door, step, field))
}

function keptFor(door: Door, { face, id: record }: Step, { name, field }: ResolvedField): Promise<Stayed> {
  const label = called(field)
  const reason = said('{label}: what stood there is gone, or you may not see it.', { label })
  return kept(door, face, { record, field: name, reason })
}

/** Not all of a circle may come back. */
class NotAll extends Error {}

function notAll(error: unknown): false {
  if (error instanceof NotAll) return false
  throw error
}
