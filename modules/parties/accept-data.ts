import type { RecordOf } from '#model'
import { fieldErrors, lineKey, linesOf, type LineAnswer, type Tx } from '#engine'
import { contact } from './contact.ts'
import { customer } from './customer.ts'
import type { dataRequest } from './data-request.ts'
import { dataRequest as requests } from './data-request.ts'
import { contactLink } from './links.ts'
import { partyFile } from './party-file.ts'
import { said } from './said.ts'
import { supplier } from './supplier.ts'

type Role = typeof customer
type Request = RecordOf<typeof dataRequest>
type Line = Readonly<Record<string, unknown>>
type File = { id: string; name: string; kind: string; file: string; taken: boolean }

/** What is accepted of a form: fields, of some of them only these lines, and whether papers come along. */
export type Chosen = {
  readonly names: readonly string[]
  readonly lines: Readonly<Record<string, readonly string[]>>
  readonly papers: boolean
}

const roles = { customer, supplier, contact } as unknown as Readonly<Record<string, Role>>

/**
 * Writes what was accepted into the partner, on the rights of whoever accepts, and its papers beside it.
 * Throws a 403 where they may not change a field, and a 422 for a line that was not sent.
 */
export async function accept(tx: Tx, record: Request, { names, lines, papers }: Chosen): Promise<void> {
  const role = roles[record.role]
  if (!role) throw new Error(`There is no role ${record.role}.`)
  const answers = (record.answers ?? {}) as Record<string, unknown>
  const done = (record.acceptedLines ?? {}) as Record<string, readonly string[]>
  const taken = names.filter((name) => Object.hasOwn(answers, name))
  const partner = (await tx.get(role, record.party)) as unknown as Line
  const values: Record<string, unknown> = {}
  const acceptedLines: Record<string, readonly string[]> = { ...done }
  for (const name of taken) {
    if (name === 'contacts') {
      const chosen = chosenOf(name, linesOf(answers[name]), lines, done[name] ?? [])
      await addContacts(tx, record, partner, chosen)
      acceptedLines[name] = [...(done[name] ?? []), ...chosen.map(({ line }) => line)]
      continue
    }
    const held = partner[name]
    if (!Array.isArray(held) || !isLines(answers[name])) {
      values[name] = answers[name]
      continue
    }
    const chosen = chosenOf(name, linesOf(answers[name]), lines, done[name] ?? [])
    values[name] = withLines(record.id, held as Line[], chosen)
    acceptedLines[name] = [...(done[name] ?? []), ...chosen.map(({ line }) => line)]
  }
  if (Object.keys(values).length > 0) await tx.byRight().update(role, record.party, values as never)
  const files = (record.files ?? []) as unknown as File[]
  for (const { name, kind, file } of papers ? files.filter((one) => !one.taken) : [])
    await tx.insert(partyFile, { party: record.party, name, kind, file } as never)
  const whole = taken.filter((name) => isWhole(answers[name], acceptedLines[name]))
  await tx.update(requests, record.id, {
    accepted: [...new Set([...(record.accepted ?? []), ...whole])],
    acceptedLines,
    ...(papers ? { files: files.map(({ id }) => ({ id, taken: true })) } : {}),
  } as never)
}

/**
 * People to talk to become contacts of their own, tied to the partner; they are whose the partner is, so that
 * its manager and its companies see them, whoever accepts them.
 */
async function addContacts(
  tx: Tx,
  record: Request,
  { manager, companies }: Line,
  lines: readonly LineAnswer[],
): Promise<void> {
  for (const { line: _line, gone: _gone, position, ...values } of lines) {
    const person = await tx
      .byRight({ manager, companies })
      .insert(contact, { kind: 'person', ...values } as never)
    const link = { contact: person, [record.role]: record.party, position: position ?? null }
    await tx.byRight().insert(contactLink, link as never)
  }
}

/** Forms of earlier versions kept one line as an object. */
function isLines(answer: unknown): boolean {
  if (!Array.isArray(answer)) return typeof answer === 'object' && answer !== null
  return answer.every((one: unknown) => typeof one === 'object')
}

function isWhole(answer: unknown, accepted: readonly string[] | undefined): boolean {
  return accepted === undefined || linesOf(answer).every(({ line }) => accepted.includes(line))
}

/** The lines that were chosen, without those that were accepted before. */
function chosenOf(
  name: string,
  sent: readonly LineAnswer[],
  lines: Chosen['lines'],
  done: readonly string[],
): LineAnswer[] {
  const wanted = Object.hasOwn(lines, name) ? lines[name] : undefined
  const known = new Set(sent.map(({ line }) => line))
  if (wanted !== undefined && !(Array.isArray(wanted) && wanted.every((one) => known.has(one))))
    throw fieldErrors([
      { field: 'lines', code: 'unknownLine', message: said('Such a line was not sent with this form.') },
    ])
  return sent.filter(({ line }) => !done.includes(line) && (wanted?.includes(line) ?? true))
}

/** The lines of a partner with those of a form: changed, added, or taken out; the others stay. */
function withLines(request: string, held: readonly Line[], sent: readonly LineAnswer[]): Line[] {
  const stays: Line[] = held.flatMap((line): Line[] => {
    const answer = sent.find((one) => one.line === lineKey(request, String(line['id'])))
    if (!answer) return [{ id: line['id'] }]
    if (answer.gone) return []
    const { line: _name, ...values } = answer
    return [{ ...values, id: line['id'] }]
  })
  const known = new Set(held.map(({ id }) => lineKey(request, String(id))))
  return sent
    .filter((one) => !one.gone && !known.has(one.line))
    .reduce((all, { line: _name, gone: _gone, ...values }) => withLine(all, held, values), stays)
}

/** The lines with one more, or with one filled up that says the same as far as it says anything. */
function withLine(all: readonly Line[], held: readonly Line[], given: Line): Line[] {
  const fits = (line: Line) =>
    Object.entries(given).every(([key, value]) => (line[key] ?? null) === null || line[key] === value)
  const same = held.find((line) => fits(line) && all.some(({ id }) => id === line['id']))
  if (!same) return [...all, given]
  return all.map((line) => (line['id'] === same['id'] ? { ...line, ...given } : line))
}
