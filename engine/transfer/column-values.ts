import { guessValues, readCell } from '#import'
import { problemText } from '#model'
import type { Actor } from '../access/actor.ts'
import { fieldErrors } from '../errors.ts'
import { importFile, type ImportParts } from './import-parts.ts'
import { findFile } from './import-record.ts'
import { fileRows } from './import-rows.ts'
import { importSetup } from './import-setup.ts'
import { said } from '../said/said.ts'

export type ColumnValue = {
  readonly value: string
  readonly rows: number
  /** What is read of it as it stands. */
  readonly reads: unknown
  readonly problem: string | null
  /** The choice that it probably means, where it is not understood. */
  readonly guess: string | null
}

const mostRows = 100_000
const mostValues = 500

/**
 * The different texts of a column with how often they occur, the most frequent first, and how each is read.
 */
export async function columnValues(
  parts: ImportParts,
  actor: Actor,
  id: string,
  column: number,
): Promise<{ items: ColumnValue[]; whole: boolean }> {
  const record = await findFile(parts.database, parts.model(), actor, id)
  const mapping = record.mapping.find((one) => one.column === column)
  if (!mapping)
    throw fieldErrors([
      { field: 'column', code: 'column', message: said('There is no such column in the file.') },
    ])
  const counts = new Map<string, number>()
  let rows = 0
  for await (const batch of fileRows(record, importFile(parts, id), 0, 2_000)) {
    for (const { cells } of batch) {
      const text = (cells[column] ?? '').trim()
      if (text !== '' && (counts.has(text) || counts.size < 20_000))
        counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    rows += batch.length
    if (rows >= mostRows) break
  }
  const frequent = [...counts].sort((left, right) => right[1] - left[1]).slice(0, mostValues)
  const { targets } = importSetup(parts.model(), actor, record)
  const field = targets.find(({ name }) => name === mapping.field)?.field.field
  const guesses =
    field?.type === 'choice'
      ? guessValues(
          frequent.map(([text]) => text),
          field,
        )
      : []
  const items = frequent.map(([value, count], at): ColumnValue => {
    const read = field ? readCell(mapping.values[value] ?? value, field, record.style) : { value: null }
    const fails = 'problem' in read
    return {
      value,
      rows: count,
      reads: fails ? null : read.value,
      problem: fails ? problemText(read.problem, actor.language) : null,
      guess: fails ? (guesses[at]?.value ?? null) : null,
    }
  })
  return { items, whole: rows < mostRows && counts.size <= mostValues }
}
