import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { csvWriter } from './csv-writer.ts'
import { readTable } from './read-table.ts'
import { xlsxWriter } from './xlsx-writer.ts'

/** Writes a table of many rows and reads it back, in a process of its own; prints what that took. */
const [format = 'csv', path = '', count = '0'] = process.argv.slice(2)
const columns = ['number', 'name', 'taxId', 'city', 'email', 'phone', 'limit', 'since', 'notes', 'more'].map(
  (header) => ({ header }),
)

function* batches(): Generator<string[][]> {
  for (let at = 0; at < Number(count); at += 1000) {
    yield Array.from({ length: 1000 }, (_, more) => {
      const n = at + more
      const name = `SIA "Zaļā pļava ${n}"`
      return [
        `C-${n}`,
        name,
        `LV${n}`,
        'Rīga',
        `info${n}@example.lv`,
        `+371 2${n}`,
        `${n}.50`,
        '2026-03-31',
        `note, ${n}`,
        '',
      ]
    })
  }
}

const writer = format === 'csv' ? csvWriter : xlsxWriter
const started = performance.now()
await pipeline(Readable.from(writer(columns, batches())), createWriteStream(path))
const written = performance.now()
let rows = 0
for await (const batch of readTable({ path })) rows += batch.rows.length
const read = performance.now()
process.stdout.write(
  JSON.stringify({
    rows,
    megabytes: Math.round(mostKilobytes() / 1024),
    writtenPerSecond: Math.round(rows / ((written - started) / 1000)),
    readPerSecond: Math.round(rows / ((read - written) / 1000)),
  }),
)

/** Linux counts in `maxRSS` what the process held that this one was made from, which may run many tests. */
function mostKilobytes(): number {
  const status = '/proc/self/status'
  const own = existsSync(status) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
  return own ? Number(own) : process.resourceUsage().maxRSS
}
