import { stat } from 'node:fs/promises'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import {
  createEngine,
  openDatabase,
  Problem,
  readBackup,
  readList,
  readMigrations,
  restoreBackup,
  writeBackup,
  type BackupPlace,
  type BackupReport,
  type BackupStep,
  type ListedErasure,
} from '#engine'
import type { Postgres } from '#postgres'
import { textOption } from './account-commands.ts'
import { backupSecret } from './backup-secret.ts'
import { words, type Command, type Given } from './commands.ts'
import { toldReplayed } from './erasure-commands.ts'
import { foundWords } from './found-words.ts'
import { engineOptions, openPostgres, placeOf, type Place } from './with-engine.ts'

const backupForm = 'backup FILE|FOLDER [--key-file FILE]'

/** Writes everything into one file while Kontor runs: data, files, catalog and history as of one moment. */
export const backup: Command = {
  form: backupForm,
  summary:
    'Writes everything into one file while Kontor runs; into a folder under a name with the date. Encrypted ' +
    'where a key is given.',
  options: { to: { type: 'string' }, 'key-file': { type: 'string' } },
  async run(given) {
    const secret = await secretOf(given)
    const file = await fileFor(targetOf(given))
    const report = await interruptibly((signal) =>
      withPlace((place) => writeBackup(place, file, { ...secret, signal, progress: teller('Written') })),
    )
    process.stdout.write(`Written to ${file}: ${wordsOf(report)}.\n`)
    if (secret.secret === undefined) {
      warn('The backup is not encrypted. Give a key with --key-file FILE to keep it from others’ eyes.')
    }
    if (report.lost.length > 0) {
      warn(`The content of ${report.lost.length} files is missing or damaged: ${report.lost.join(', ')}.`)
    }
    if (report.leftOut.length > 0) {
      warn(`Left out, because Kontor did not make it: ${report.leftOut.join(', ')}.`)
    }
    // Whoever has it made at night hears of nothing but this.
    return report.lost.length > 0 ? 1 : 0
  },
}

const restoreForm = 'restore FILE [--key-file FILE] [--erasures LIST] [--check]'

/** Puts a backup into an empty place; says first whether it is whole. */
export const restore: Command = {
  form: restoreForm,
  summary:
    'Puts a backup into an empty place, and proves it. --erasures names the kontor-erasures.jsonl that was kept ' +
    'outside: who was erased after the backup is erased again. --check only reads it and says whether it is whole.',
  options: { 'key-file': { type: 'string' }, erasures: { type: 'string' }, check: { type: 'boolean' } },
  async run(given) {
    const [file = ''] = words(given, restoreForm, ['FILE'])
    const options = { ...(await secretOf(given)), migrations: await readMigrations() }
    const list = textOption(given, 'erasures')
    // A list that cannot be read is told before anything is done.
    const erasures = list === undefined ? null : await readList(list)
    return interruptibly(async (signal) => {
      const checked = await readBackup(file, { ...options, signal, progress: teller('Read') })
      if (given.values['check'] === true) {
        process.stdout.write(`${file} of ${checked.about.made} is whole.\n`)
        return 0
      }
      const report = await withPlace((place) =>
        restoreBackup(place, checked, { ...options, signal, progress: teller('Restored') }),
      )
      process.stdout.write(`Restored from ${file} of ${checked.about.made}: ${wordsOf(report)}.\n`)
      if (report.lost.length > 0) {
        warn(
          `The content of ${report.lost.length} files was lost before the backup: ${report.lost.join(', ')}.`,
        )
      }
      if (erasures === null)
        warn(
          'Who was erased after this backup is in it again. Name the list of erasures with --erasures LIST.',
        )
      return proved(erasures ?? [], checked.about.made)
    })
  },
}

/** In place of the first word stands what the contract of the command line calls `--to`. */
function targetOf(given: Given): string {
  const target = textOption(given, 'to')
  const [word = ''] = words(given, backupForm, target === undefined ? ['FILE'] : [])
  return target ?? word
}

/** The secret of backups is named in the call or in the environment, and never stands in the call itself. */
async function secretOf(given: Given): Promise<{ secret?: string }> {
  const secret = await backupSecret(process.env, textOption(given, 'key-file'))
  return secret === undefined ? {} : { secret }
}

async function fileFor(target: string): Promise<string> {
  const found = await stat(target).catch(() => null)
  if (!found?.isDirectory() && !/[\\/]$/.test(target)) return path.resolve(target)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const instant = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')
  return path.resolve(target, `kontor-${instant}.backup`)
}

/**
 * Reads and writes the place as it is: the engine would first bring it up to date, and a backup is wanted
 * before that.
 */
async function withPlace<T>(work: (place: BackupPlace) => Promise<T>): Promise<T> {
  return withPostgres(async (place, postgres) => {
    const database = openDatabase({ url: postgres.url, schema: place.schema, connections: 4 })
    try {
      const files = place.filesUrl === null ? {} : { filesUrl: place.filesUrl }
      return await work({ database, dataFolder: place.data, ...files })
    } finally {
      await database.close()
    }
  })
}

/** What was restored is held against itself, as `kontor verify` does. */
async function proved(erasures: readonly ListedErasure[], made: string): Promise<number> {
  const { findings, code } = await withPostgres(async (place, postgres) => {
    const engine = await createEngine({ ...engineOptions(place, postgres), connections: 4 })
    try {
      const code = toldReplayed(await engine.personal.replay(erasures, made))
      for (const sentence of await engine.lockedSecrets()) warn(sentence)
      return { findings: await engine.verify(), code }
    } finally {
      await engine.close()
    }
  })
  for (const finding of findings) process.stdout.write(`${finding}\n`)
  if (findings.length > 0 || code === 0) process.stdout.write(foundWords(findings.length))
  return findings.length === 0 ? code : 1
}

async function withPostgres<T>(work: (place: Place, postgres: Postgres) => Promise<T>): Promise<T> {
  const place = placeOf(process.env)
  const postgres = await openPostgres(place, true)
  try {
    return await work(place, postgres)
  } finally {
    await postgres.stop()
  }
}

/** Whoever stops the command finds nothing half done. */
async function interruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort(new Problem(409, 'stopped', 'Stopped; nothing was changed.'))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    return await work(stopping.signal)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

/** Shows on a terminal how far the work is, a few times a second. */
function teller(verb: string): (step: BackupStep) => void {
  let last = 0
  return ({ name, bytes }) => {
    if (process.stderr.isTTY !== true || performance.now() - last < 200) return
    last = performance.now()
    process.stderr.write(`\r${verb} ${(bytes / 1024 / 1024).toFixed(1)} MB (${name})\x1b[K\r`)
  }
}

function wordsOf({ tables, rows, files }: BackupReport): string {
  return `${rows} rows of ${tables} tables, ${files} files`
}

function warn(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}
