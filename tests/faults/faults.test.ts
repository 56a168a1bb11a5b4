import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { faultRounds } from '../../testing/faults/fault-rounds.ts'

test('server and database are killed ten times under mixed work, and nothing acknowledged is lost or doubled', async (t) => {
  const seed = Number(process.env['KONTOR_FAULT_SEED'] ?? randomInt(1_000_000))
  const counts = await faultRounds({ rounds: 10, seed, rows: 100, say: (said) => t.diagnostic(said) })
  for (const what of ['created', 'changed', 'undone', 'imported', 'bulk changes', 'backups'])
    assert.ok((counts.get(what) ?? 0) > 0, `${what}: ${JSON.stringify([...counts])}`)
})
