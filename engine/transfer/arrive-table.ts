import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId, type TextStyle } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { diskFailure } from '../files/disk-failure.ts'
import { inLanguage, inspectTable, type TableInspection } from '../table-files/index.ts'
import { noteImportFile } from './drop-left-files.ts'
import { importFile, kept, type ImportParts } from './import-parts.ts'
import { changeImport, findImport, importable } from './import-record.ts'
import { refuseMoreImports } from './kept-imports.ts'
import { importView, type ImportView } from './import-view.ts'
import {
  cellsRead,
  guessedMapping,
  signatureOf,
  type ColumnMapping,
  cutMapping,
  hasKnownWords,
} from './mapping.ts'
import { targetsOf, type Target } from './targets.ts'

/** A file that came in and is not kept yet. `discard` must follow, whether it was kept or not. */
export type ArrivedTable = {
  /** Of the import that it may become. */
  readonly id: string
  readonly object: string
  readonly hash: string
  readonly size: number
  discard(): Promise<void>
}

export type ArrivingFile = {
  readonly name: string
  readonly content: Readable
  /** It came with a key, so what it became may stand answered already: that the repeat is to be told. */
  readonly mayBeAnswered?: boolean
}

const keptIds = new WeakSet<ArrivedTable>()

/**
 * Throws a 404 or 403 for an object that the actor may not import, and a 429 where they keep too many, before
 * anything is taken in (the latter only when it is kept, where this may have been answered before); a 422 for
 * what the scanner finds harm in, and a 409 while it does not answer: a table is read as soon as it is here.
 */
export async function arriveTable(
  parts: ImportParts,
  actor: Actor,
  named: string,
  { name, content, mayBeAnswered = false }: ArrivingFile,
): Promise<ArrivedTable> {
  const object = importable(parts.model(), actor, named)
  if (!mayBeAnswered) await refuseMoreImports(parts.database, actor)
  const id = newId()
  const file = importFile(parts, id)
  const hash = createHash('sha256')
  let size = 0
  async function* measured(pieces: AsyncIterable<Buffer | string>) {
    for await (const piece of pieces) {
      hash.update(piece)
      size += Buffer.byteLength(piece)
      yield piece
    }
  }
  await noteImportFile(parts.database, id)
  await mkdir(path.dirname(file), { recursive: true })
  try {
    await pipeline(content, measured, createWriteStream(file, { flags: 'wx', flush: true }))
  } catch (error) {
    await rm(file, { force: true })
    throw diskFailure(error)
  }
  const digest = hash.digest('hex')
  try {
    await parts.scanner.admit(actor, { name, hash: digest, localFile: file, mayWait: false })
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  const arrived: ArrivedTable = {
    id,
    object: object.name,
    hash: digest,
    size,
    async discard() {
      if (!keptIds.has(arrived)) await rm(file, { force: true })
    },
  }
  return arrived
}

/**
 * Looks into what arrived, guesses where its columns go, and makes an import of it. Throws a 429 where the
 * actor keeps too many by now.
 */
export async function keepTable(
  parts: ImportParts,
  actor: Actor,
  arrived: ArrivedTable,
  given: string,
  { tx }: { tx?: Transaction } = {},
): Promise<ImportView> {
  const { id, size } = arrived
  const model = parts.model()
  const object = importable(model, actor, arrived.object)
  await refuseMoreImports(tx ?? parts.database, actor)
  const name = given.replaceAll('\0', '').slice(-200) || 'file'
  const inspection = await inLanguage(actor.language, () =>
    inspectTable({ path: importFile(parts, id), name }),
  )
  const style: TextStyle = { ...inspection.style, language: actor.language }
  const targets = targetsOf(model, object, actor)
  const mapping = guessedMapping(inspection.columns, targets, style)
  const keep = async (on: Transaction): Promise<ImportView> => {
    await on.query(
      sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style, mapping)
          values (${id}, ${object.name}, ${actor.user}, ${name}, ${size},
            ${JSON.stringify(kept(inspection))}::jsonb, ${JSON.stringify(inspection.options)}::jsonb,
            ${JSON.stringify(style)}::jsonb, ${JSON.stringify(mapping)}::jsonb)`,
    )
    await takeSavedMapping(on, id, object.name, inspection, { actor, guessed: mapping, targets, style })
    return importView(on, model, actor, await findImport(on, model, actor, id))
  }
  const view = await (tx ? keep(tx) : parts.database.transaction(keep))
  keptIds.add(arrived)
  return view
}

/** Takes a file in and keeps it. */
export async function takeTable(
  parts: ImportParts,
  actor: Actor,
  given: { readonly object: string; readonly name: string; readonly content: Readable },
): Promise<ImportView> {
  const arrived = await arriveTable(parts, actor, given.object, given)
  try {
    return await keepTable(parts, actor, arrived, given.name)
  } finally {
    await arrived.discard()
  }
}

/** A file with the headings of an earlier one is read as it was; what stands below may be another thing. */
async function takeSavedMapping(
  tx: Connection,
  id: string,
  object: string,
  inspection: TableInspection,
  {
    actor,
    guessed,
    targets,
    style,
  }: { actor: Actor; guessed: readonly ColumnMapping[]; targets: readonly Target[]; style: TextStyle },
) {
  const [saved] = await tx.query<{
    actor: string
    mapping: ColumnMapping[]
    mode: string
    key: string | null
  }>(
    sql`select actor, mapping, mode, key from import_mapping where object = ${object} and signature =
      ${signatureOf(inspection.columns)}`,
  )
  if (!saved) return
  // Others may have brought in what this one may not, and what stood in their file is theirs.
  const own = cutMapping(saved, targets)
  const mapping = guessed.map((one): ColumnMapping => {
    const remembered = saved.mapping.find(({ column }) => column === one.column)
    const known = own.mapping.find(({ column }) => column === one.column)
    if (!known || known.field !== remembered?.field) return one
    const samples = inspection.columns.find(({ index }) => index === one.column)?.samples ?? []
    const isSure = cellsRead(samples, known, targets, style)
    const values = saved.actor === actor.user || hasKnownWords(known, targets) ? known.values : {}
    return { ...known, values, certainty: isSure ? 'certain' : 'guess', by: 'saved' }
  })
  await changeImport(tx, id, { mapping, mode: saved.mode, key: own.key })
}
