import { readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createMigration } from '../engine/schema/create-migration.ts'
import { startPostgres } from '#postgres'
import { modules } from '../modules/index.ts'

/**
 * `npm run migration [-- name]` compares the declarations with what the migrations make, and writes the next
 * numbered
 * file where they differ; a person reads and mends it (renames, moves of data) before it is committed. With
 * `--fresh`
 * the one named is made anew, for as long as nobody has it. It also brings schema.sql up to date.
 */
async function migration(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fresh: { type: 'boolean' } },
  })
  const name = positionals[0] ?? 'declarations'
  const folder = path.join(import.meta.dirname, '..', 'migrations')
  if (values.fresh) for (const file of await filesNamed(folder, name)) await rm(path.join(folder, file))
  const postgresFolder = path.join(os.tmpdir(), `kontor-migration-${process.pid}`)
  const postgres = await startPostgres(postgresFolder, { durable: false })
  try {
    const { statements, schema } = await createMigration(postgres.url, modules)
    if (statements.length > 0) {
      const file = `${await nextNumber(folder)}-${name}.sql`
      await writeFile(path.join(folder, file), `${statements.join(';\n\n')};\n`)
      console.log(
        `Written migrations/${file}. Read it, and mend it where data has to move, before you commit it.`,
      )
    } else console.log('The migrations make what is declared. Nothing to write.')
    await writeFile(path.join(folder, 'schema.sql'), schema)
  } finally {
    await postgres.stop()
    await rm(postgresFolder, { recursive: true, force: true })
  }
}

async function filesNamed(folder: string, name: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.replace(/^\d{4}-/, '') === `${name}.sql`)
}

/** The first free number, so that a file made anew keeps its own. */
async function nextNumber(folder: string): Promise<string> {
  const taken = new Set((await readdir(folder)).map((file) => file.slice(0, 4)))
  for (let number = 1; ; number++) {
    const text = String(number).padStart(4, '0')
    if (!taken.has(text)) return text
  }
}

await migration()
