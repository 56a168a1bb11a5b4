import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '#postgres'
import { rehearseUpgrade } from './rehearse-upgrade.ts'

const { values } = parseArgs({ options: { parties: { type: 'string', default: '1000000' } } })
const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-upgrade-'))
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
const postgres = await startPostgres(path.join(folder, 'postgres'))
try {
  const { steps, backupBytes, seconds } = await rehearseUpgrade({
    ...{ url: postgres.url, schema: 'kontor', dataFolder: folder },
    parties: Number(values.parties),
    say,
  })
  say(
    `Backed up in ${seconds.backup.toFixed(1)} s (${(backupBytes / 1024 ** 2).toFixed(0)} MiB), ` +
      `brought up to date in ${seconds.upgrade.toFixed(1)} s in ${steps.length - 1} steps.`,
  )
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
}
