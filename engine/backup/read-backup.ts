import { access, constants } from 'node:fs/promises'
import { hashOfMigration, type Migration } from '../schema/migrate.ts'
import { newer, openBackup } from './backup-file.ts'
import type { About, BackupOptions, Manifest } from './backup.ts'
import { asJson, readAway } from './parts.ts'
import { refusedBackup } from './refused-backup.ts'
import { damaged } from './sealed-stream.ts'

export type ReadOptions = BackupOptions & {
  /** Those of the program that is to work on what is restored. */
  readonly migrations: readonly Migration[]
}

/** A backup that was read to its end, and is whole. */
export type CheckedBackup = { readonly file: string; readonly about: About; readonly manifest: Manifest }

/**
 * Reads a backup from end to end without writing anything anywhere. Refuses one that is damaged, cut off,
 * made with another key or made by a newer program or another build of it.
 */
export async function readBackup(file: string, options: ReadOptions): Promise<CheckedBackup> {
  await access(file, constants.R_OK).catch(() => {
    throw refusedBackup(
      'notBackup',
      `There is no file ${file} that can be read. Check its name and its owner.`,
    )
  })
  let about: About | undefined
  let manifest: Manifest | undefined
  let bytes = 0
  for await (const { heading, body } of openBackup(file, options.secret)) {
    if (heading.part === 'about') {
      about = await asJson<About>(body)
      expectKnown(file, about, options.migrations)
    } else if (heading.part === 'manifest') manifest = await asJson<Manifest>(body)
    else await readAway(watched(heading.name || heading.part, body))
  }
  if (!about || !manifest) throw damaged(file)
  return { file, about, manifest }

  async function* watched(name: string, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      options.signal?.throwIfAborted()
      await options.progress?.({ name, bytes: (bytes += piece.length) })
      yield piece
    }
  }
}

function expectKnown(file: string, about: About, migrations: readonly Migration[]): void {
  for (const { number, hash } of about.migrations) {
    const known = migrations.find((one) => one.number === number)
    if (!known) throw newer(file)
    if (hashOfMigration(known) === hash) continue
    throw refusedBackup(
      'otherBuild',
      `The backup ${file} was made by another build of Kontor: step ${number} differs. Restore it with that build.`,
    )
  }
}
