import { isChecked, rememberChecked, type AskedCheck } from '../records/write/checked-once.ts'
import { kindOf } from '../records/write/check-values.ts'
import type { Reckoner } from './open-reckoner.ts'
import type { ReadRow, RowReader } from './read-rows.ts'

/**
 * Has the values of rows that are phones, tax numbers and the like checked in a thread, so that the check of
 * the rows finds them done. What it asks beyond these (another country by default, say) it does by itself.
 */
export async function checkAhead(
  reckoner: Reckoner,
  thread: number,
  reader: RowReader,
  rows: readonly ReadRow[],
): Promise<void> {
  if (reckoner.count === 1) return
  const values = rows.flatMap((row) => asked(reader, row))
  const { checked = [] } = await reckoner.ask(thread, { does: 'check', values })
  rememberChecked(values, checked)
}

function asked(reader: RowReader, { values }: ReadRow): AskedCheck[] {
  return reader.columns.flatMap(({ target: { field, lines } }) => {
    const kind = kindOf(field)
    const value = lines ? undefined : values[field.name]
    if (kind === undefined || typeof value !== 'string') return []
    const country = values[String(field.field['country'] ?? '')]
    const one: AskedCheck = [kind, value, typeof country === 'string' ? country : undefined]
    return isChecked(...one) ? [] : [one]
  })
}
