import assert from 'node:assert/strict'
import { sql, type Actor, type Engine } from '#engine'
import type { Memory, Row } from './memory.ts'

const faces = ['member', 'rower', 'coach', 'crew'] as const
type Face = (typeof faces)[number]

/** A list of the engine, read as JSON. */
export async function rows(
  engine: Engine,
  root: Actor,
  face: Face,
  names: readonly string[],
  query: { where?: object; asOf?: string } = {},
): Promise<Readonly<Record<string, unknown>>[]> {
  const fields = ['id', ...names]
  const page = await engine.records.list(root, face, { ...query, fields, sort: 'id', limit: 1_000 })
  return (JSON.parse(page) as { items: Record<string, unknown>[] }).items.map(plainly)
}

/** References by their id, and numbers as numbers: how things are called is not asked here. */
function plainly(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value !== null && typeof value === 'object' && 'id' in value ? value.id : value,
    ]),
  )
}

/** Every list, and one record of each, are what the memory says: now, or as of a noted instant. */
export async function agrees(engine: Engine, root: Actor, memory: Memory, instant?: number): Promise<void> {
  const noted = instant === undefined ? undefined : memory.noted[instant]
  const club = noted?.club ?? memory.now
  const when = noted ? { asOf: noted.at } : {}
  for (const face of faces) {
    const owners = face === 'crew' || face === 'member' ? [face] : (['member', face] as const)
    const fields = memory.shown(...owners)
    const names = [...fields.map(({ name }) => name), ...(face === 'crew' ? [] : ['phones'])]
    const lines = memory.shown('memberPhone').map(({ name }) => name)
    const numbers = [...fields, ...memory.shown('memberPhone')].flatMap(({ kind, name }) =>
      exact.has(kind) ? [name] : [],
    )
    const alike = (row: Readonly<Record<string, unknown>>) => compared(row, names, numbers, lines)
    const found = await rows(engine, root, face, names, when)
    const expected = memory.rows(face, club, instant)
    const said = `${face} ${noted ? `as of ${instant}, ${noted.at}` : 'now'}`
    assert.deepEqual(found.map(alike), expected.map(alike), said)
    const one = expected.at(-1)
    if (one === undefined) continue
    const card = await record(engine, root, face, one.id, noted?.at)
    assert.deepEqual(alike(card), alike(one), `the record of ${said}`)
  }
}

/** What is told as text, so that nothing of it is lost. */
const exact: ReadonlySet<string> = new Set(['double', 'sum', 'decimal'])

async function record(engine: Engine, root: Actor, face: Face, id: string, at?: string) {
  if (at !== undefined) return plainly(JSON.parse(await engine.history.recordAsOf(root, face, id, at)))
  const found = await engine.records.get(root, face, id)
  return plainly('json' in found ? JSON.parse(found.json) : {})
}

function compared(
  row: Readonly<Record<string, unknown>>,
  names: readonly string[],
  numbers: readonly string[],
  lines: readonly string[],
): Row {
  const inForm = (name: string, value: unknown) =>
    numbers.includes(name) && value !== null ? Number(value) : value
  const shown = names.map((name) => {
    const value = row[name] ?? null
    if (name === 'phones')
      return [name, (value as Row[]).map((line) => lines.map((of) => inForm(of, asId(line[of]))))]
    return [name, inForm(name, value)]
  })
  return { id: row['id'], ...Object.fromEntries(shown) } as Row
}

function asId(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'id' in value ? value.id : (value ?? null)
}

/** The clock of the database, between two changes. */
export async function instantNow(engine: Engine): Promise<string> {
  const [row] = await engine.database.query<{ at: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
  )
  return row?.at ?? ''
}
