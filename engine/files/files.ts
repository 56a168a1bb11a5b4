import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Records } from '../records/records.ts'
import { writeOne } from '../records/write/write-one.ts'
import { collectFilesJob, lockContent, noteContent } from './collect-files.ts'
import { contentName, type ByteRange, type ContentStore } from './content-store.ts'
import { fileTable, mayReadFile, noteFileRead } from './may-read-file.ts'
import { refuseUpload } from './may-upload.ts'
import { openContent } from './open-content.ts'
import { receiveContent, type Received } from './receive-content.ts'
import { scanFilesJob } from './scan/scan-files-job.ts'
import { openScanner, type Scan, type Scanner } from './scan/scanner.ts'
import { typeOfContent } from './type-of-content.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import { uploadsUnderWay } from './under-way.ts'
import { lockUploads, refuseHoard, uploadsWait } from './waiting-uploads.ts'

export type FileView = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  /** What the scanner says of it; null where there is none. */
  readonly scan: Scan
}
export type KeptFile = FileView & { readonly hash: string }

/** What came in and is not kept yet. `discard` must follow, whether it was kept or not. */
export type Arrived = {
  readonly hash: string
  readonly size: number
  readonly scan: Scan
  discard(): Promise<void>
} & Pick<Received, 'head' | 'localFile'>

/** Files that people upload and attach to records. */
export type Files = {
  /**
   * Takes content in, to be kept or discarded, and has it scanned where a scanner is set up. Throws a 403 for
   * whom a file is of no use, a 429 where too many of theirs are in no record yet, a 413 for what is too
   * large, a 422 for what is infected, and a 409 where it has to be scanned and cannot be.
   */
  arrive(actor: Actor, content: Readable, name: string): Promise<Arrived>
  /**
   * Puts the content where contents are kept, which may take long: to be called before `keep` by whoever
   * calls that within a transaction. Throws a 429 as `arrive` does. What is not kept then is cleared away.
   */
  send(actor: Actor, arrived: Arrived): Promise<void>
  /**
   * Keeps it as a file of the actor's; what type it is, its content says. Throws a 422 for a name that is
   * none.
   */
  keep(
    actor: Actor,
    arrived: Arrived,
    given: { readonly name: string },
    options?: { tx?: Transaction },
  ): Promise<FileView>
  /** Throws a 404 unless the actor uploaded it, or sees a record's field that names it. */
  find(actor: Actor, id: string): Promise<KeptFile>
  /** Throws a 403 for what the scanner found harm in, and a 409 for what it has not found clean yet. */
  open(file: KeptFile, range?: ByteRange): Promise<Readable>
  readonly scanner: Scanner
}

export type FilesParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly actions: Pick<ActionRegistry, 'of'>
  readonly jobs: Jobs
  readonly dataFolder: string
  /** Object storage in place of the data folder: `s3://…`. */
  readonly url?: string
  readonly settings: Settings
  /** Where the scanner listens. */
  readonly clamd?: string
  readonly scannerPatience?: number
}

/** Opens the place where files are kept: a folder, or object storage where an address is given. */
export function openFiles(parts: FilesParts): Files {
  const { database, model, records } = parts
  const arriving = path.join(parts.dataFolder, 'files', 'arriving')
  const store = openContent(parts.dataFolder, parts.url)
  const underWay = uploadsUnderWay()
  parts.jobs.declare(collectFilesJob({ database, model, records, store, arriving }))
  const scanner = openScanner({
    ...{ database, settings: parts.settings, fileTable: () => fileTable(model()) },
    ...(parts.clamd === undefined ? {} : { clamd: parts.clamd }),
    ...(parts.scannerPatience === undefined ? {} : { patienceMilliseconds: parts.scannerPatience }),
  })
  parts.jobs.declare(scanFilesJob({ database, model, records, store, scanner }))
  const send: Files['send'] = async (actor, { hash, size, localFile }) => {
    // Also of what is sent again, since its answer was lost: the file may be kept already.
    if (await store.has(hash)) return
    await refuseHoard(database, model(), actor, size)
    await noteContent(database, hash)
    await store.keep(hash, localFile)
  }
  return {
    scanner,
    async arrive(actor, content, name) {
      refuseUpload(model(), parts.actions, actor)
      const own = underWay.begin(actor.user)
      try {
        const room = await refuseHoard(database, model(), actor, 0, own.beside())
        const received = await receiveContent(content, arriving, (bytes) => {
          if (own.take(bytes) > room) throw uploadsWait(own.all(), actor.variables)
        })
        const discard = async () => {
          own.end()
          await rm(received.localFile, { force: true })
        }
        try {
          const scan = await scanner.admit(actor, { name: cleanName(name), ...received, mayWait: true })
          return { ...received, scan, discard }
        } catch (error) {
          await discard()
          throw error
        }
      } catch (error) {
        own.end()
        throw error
      }
    },
    send,
    async keep(actor, arrived, given, options = {}) {
      const name = cleanName(given.name)
      if (!options.tx) await send(actor, arrived)
      return write(parts, store, actor, arrived, name, options)
    },
    async find(actor, file) {
      const [found] = await database.query<Omit<KeptFile, 'size'> & { size: string }>(
        sql`select id, name, type, size, hash, scan from ${id(fileTable(model()))} where id = ${file}`,
      )
      if (!found || !(await mayReadFile(database, model(), actor, file))) throw notFound()
      await noteFileRead(database, model(), actor, file)
      return { ...found, size: Number(found.size) }
    },
    async open(file, range) {
      if (!contentName.test(file.hash)) throw notFound()
      if (file.scan === 'infected') throw notHandedOut(file.name)
      // Where no scanner is set up any more, there is none to wait for.
      if (scanner.isSetUp && (file.scan === 'waiting' || file.scan === 'tooLarge'))
        throw notClean(file.name, file.scan)
      return store.open(file.hash, range)
    },
  }
}

async function write(
  parts: FilesParts,
  store: ContentStore,
  actor: Actor,
  { hash, size, scan, head, localFile }: Arrived,
  name: string,
  options: { tx?: Transaction },
): Promise<FileView> {
  const type = await typeOfContent(head, name)
  const file = parts.model().objects.get('file')
  if (!file) throw new Error('The model has no object for files.')
  const written = await parts.records.door(actor, options, async (door) => {
    await lockContent(door.tx, hash)
    // It was sent before: only what nobody named for a day may have been cleared away in this moment.
    if (!(await store.has(hash))) {
      await noteContent(door.tx, hash)
      await store.keep(hash, localFile)
    }
    await lockUploads(door.tx, actor)
    await refuseHoard(door.tx, parts.model(), actor, size)
    // Who may upload has been asked; what may be attached where, the records' rights say.
    return writeOne({ ...door, authority: 'action' }, file, {
      kind: 'create',
      values: { name, type, size, hash, scan },
    })
  })
  return { id: written.id, name, type, size, scan }
}

function notClean(name: string, scan: 'waiting' | 'tooLarge'): Problem {
  if (scan === 'tooLarge')
    return new Problem(
      409,
      'tooLargeToScan',
      said(
        '“{name}” is not opened: it is larger than the scanner looks through, so nobody can say that it is clean.',
        { name },
      ),
    )
  return new Problem(
    409,
    'notScannedYet',
    said(
      '“{name}” is not opened yet: the scanner has not looked at it. It opens as soon as the scanner finds it clean.',
      { name },
    ),
  )
}

function notHandedOut(name: string): Problem {
  return new Problem(
    403,
    'infected',
    said('“{name}” is not handed out: the scanner found something in it that does harm.', { name }),
  )
}

/**
 * The last part of a path, without what would break a heading or a line; browsers differ in what they send.
 */
function cleanName(given: string): string {
  const last = given.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim()
  if (clean === '' || clean === '.' || clean === '..') {
    throw new Problem(422, 'fields', said('The file has no name. Give it one.'), {
      errors: [{ field: 'file', code: 'name', message: said('The file has no name. Give it one.') }],
    })
  }
  const extension = path.extname(clean).slice(0, 20)
  return clean.length <= 200 ? clean : `${clean.slice(0, 200 - extension.length)}${extension}`
}
