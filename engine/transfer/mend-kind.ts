import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import type { ImportParts } from './import-parts.ts'
import type { KeptRow } from './import-rows.ts'
import type { ImportSetup } from './import-setup.ts'
import { judgeAgain, reviewed } from './review-problems.ts'
import { said } from '../said/said.ts'

/** What came of it: the rows it was done to, how many are still refused, how many have not had their turn. */
export type KindMended = { readonly rows: number; readonly left: number; readonly more: number }

type Kind = {
  readonly column: number | null
  readonly code: string
  readonly does: 'empty' | 'skip' | 'take'
}

/** How many rows are emptied and checked again at once, so that an answer does not take minutes. */
const mostAtOnce = 5_000

/**
 * Does the same to all rows with one kind of problem: leaves the cell empty, leaves the rows out, or takes
 * them after all. Emptied rows are checked again, a part at a time: while `more` is not 0, ask again.
 */
export async function mendKind(
  parts: ImportParts,
  actor: Actor,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<KindMended> {
  const kind = kindOf(given)
  return parts.records.door(actor, {}, async (door) => {
    const setup = await reviewed(parts, door, actor, id)
    const { columns } = setup.record.inspection
    if (kind.column !== null && !columns.some(({ index }) => index === kind.column)) throw notFound()
    return kind.does === 'empty' ? emptied(door, setup, kind) : leftOut(door, id, kind)
  })
}

function kindOf({ column = null, code, do: does }: Readonly<Record<string, unknown>>): Kind {
  const isPlace = column === null || (typeof column === 'number' && Number.isSafeInteger(column))
  const isKnown = does === 'empty' || does === 'skip' || does === 'take'
  // A problem of the whole row has no cell that could be emptied.
  if (!isPlace || typeof code !== 'string' || !isKnown || (does === 'empty' && column === null)) {
    throw fieldErrors([
      {
        field: 'do',
        code: 'import',
        message: said(
          'Give the column and the code of the problem, and what to do (“do”): “empty”, “skip” or “take”.',
        ),
      },
    ])
  }
  return { column, code, does }
}

/** The rows of an import that have a kind of problem. */
function ofKind({ column, code }: Kind) {
  return sql`exists (select from import_problem p where p.import = r.import and p.row = r.row and p.source
    is not distinct from ${column}::integer and p.code = ${code})`
}

async function leftOut(door: Door, id: string, kind: Kind): Promise<KindMended> {
  const skip = kind.does === 'skip'
  const rows = await door.tx.query<{ row: string }>(
    sql`update import_row r set skip = ${skip} where r.import = ${id} and r.skip <> ${skip} and ${ofKind(kind)}
      returning row`,
  )
  return { rows: rows.length, left: 0, more: 0 }
}

async function emptied(door: Door, setup: ImportSetup, kind: Kind): Promise<KindMended> {
  const { id } = setup.record
  const column = String(kind.column)
  // Rows that were emptied before and are refused for it all the same are not tried again without end.
  const open = sql`r.import = ${id} and not r.skip and r.mended ->> ${column} is distinct from ''
    and ${ofKind(kind)}`
  const rows = await door.tx.query<KeptRow>(
    sql`update import_row r set mended = coalesce(r.mended, '{}'::jsonb) || jsonb_build_object(${column}::text, '')
        where r.import = ${id} and r.row in (select r.row from import_row r where ${open} order by r.row
          limit ${mostAtOnce})
        returning r.*`,
  )
  const left = await judgeAgain(door, setup, rows)
  const [rest] = await door.tx.query<{ rows: string }>(
    sql`select count(*) as rows from import_row r where ${open}`,
  )
  return { rows: rows.length, left, more: Number(rest?.rows ?? 0) }
}
