import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { fileOf } from './table-for-test.ts'

const run = promisify(execFile)
const script = new URL('./memory-for-test.ts', import.meta.url).pathname

for (const [format, count] of [
  ['csv', 1_000_000],
  ['xlsx', 200_000],
] as const) {
  test(`${count} rows of ${format} are written and read in little memory`, async (t) => {
    const { path } = await fileOf(t, '')
    // A heap that cannot hold the table: whatever gathered its rows would end the process.
    const { stdout } = await run(process.execPath, [
      '--max-old-space-size=48',
      script,
      format,
      path,
      String(count),
    ])
    const { rows, megabytes } = JSON.parse(stdout) as { rows: number; megabytes: number }
    t.diagnostic(stdout)
    assert.equal(rows, count)
    assert.ok(megabytes < 300, `${megabytes} MB`)
  })
}
