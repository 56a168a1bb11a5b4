import type { ResolvedField } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { storedFields } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import type { Owned } from '../records/write/lines.ts'
import { storedOrder } from '../records/write/stored-order.ts'
import { restorable } from './restorable.ts'

type Line = Readonly<Record<string, unknown>>
type Change = { readonly id: string; readonly before: readonly Line[]; readonly written: readonly Line[] }

/**
 * Lines as an undo puts them: what fields hold that were added since the change stays, and speaks against
 * nothing. Else says why they stay as they are: somebody changed them, or what the change gave them stands in
 * a field that is retired by now.
 */
export async function linesBack(
  door: Door,
  owned: Owned,
  { id: entry, before, written }: Change,
  now: readonly Line[],
): Promise<unknown[] | 'changed' | 'retired'> {
  const without = (later: ReadonlySet<string>) => now.map((line) => only(line, (name) => !later.has(name)))
  const differs = (lines: readonly Line[]) =>
    inOneForm(door, owned, lines) !== inOneForm(door, owned, written)
  let known = now
  if (differs(now)) {
    known = without(await addedSince(door, owned, entry))
    if (differs(known)) return 'changed'
  }
  const there = new Map(known.map((line) => [line['id'], line]))
  const retired = new Set(owned.object.retired.map(({ name }) => name))
  const inRetired = (line: Line) => inOneForm(door, owned, [only(line, (name) => retired.has(name))])
  const isHeld = before.some((line) => {
    const one = there.get(line['id'])
    return one !== undefined && inRetired(one) !== inRetired(line)
  })
  return isHeld ? 'retired' : (restorable(before, known) as unknown[])
}

/** Lines that were taken away and brought back are other rows of their table, but the same lines. */
function inOneForm(door: Door, { object }: Owned, lines: readonly Line[]): string {
  const exact = new Set(
    storedFields(door.model, object)
      .filter(({ columnType }) => columnType === 'numeric')
      .map(({ key }) => key),
  )
  const plain = lines.map(({ id: _row, ...line }) =>
    Object.fromEntries(
      Object.entries(line).map(([name, value]) => [name, exact.has(name) ? shortened(value) : value]),
    ),
  )
  return JSON.stringify(storedOrder(plain))
}

/** Money has its cents written out, and the whole number that it was before had none. */
export function shortened(value: unknown): unknown {
  return typeof value === 'string' && value.includes('.') ? value.replace(/\.?0+$/, '') : value
}

function only(line: Line, isMeant: (name: string) => boolean): Line {
  return Object.fromEntries(Object.entries(line).filter(([name]) => name === 'id' || isMeant(name)))
}

async function addedSince({ tx }: Door, { object }: Owned, entry: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ name: ResolvedField['name'] }>(
    sql`select name from catalog_field where object = ${object.name}
          and created_at > (select at from audit_entry where id = ${entry}::bigint)`,
  )
  return new Set(rows.map(({ name }) => name))
}
