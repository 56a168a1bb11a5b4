import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { readBackup, readMigrations } from '#engine'
import { freshDatabase } from '#testing'
import { rehearseUpgrade } from '../../testing/upgrade/rehearse-upgrade.ts'

test('a filled place of the oldest version is backed up and brought to the present, step by step', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-oldest-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  const parties = 2_000
  const { steps, backupFile } = await rehearseUpgrade({ url, schema, dataFolder, parties, say: () => {} })
  const migrations = await readMigrations()
  const missing = migrations.filter(({ number }) => number > 3)
  assert.deepEqual(
    steps.slice(0, -1),
    missing.map(({ name }, at) => `${at} of ${missing.length} ${name}`),
  )
  // What was put aside is the place as it was, whole, for the version that made it.
  const { about } = await readBackup(backupFile, { migrations, secret: '5e'.repeat(32) })
  assert.equal(about.migrations.length, 3)
})
