import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isId } from '#model'
import type { Database } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { refusedBackup } from '../backup/refused-backup.ts'
import { appendLines, readLine } from '../files/append-lines.ts'
import type { Mode } from './erase-person.ts'
import type { Mention } from './find-mentions.ts'

/** A line of the list: who was erased, by number alone, so that the list itself tells of nobody. */
export type ListedErasure = {
  readonly id: string
  readonly object: string
  readonly record: string
  readonly mode: Mode
  readonly at: string
  /** In which fields of which other records the person was taken out, also by number and name of field. */
  readonly mentions?: readonly Mention[]
  /** Records that had gone into this one, and such as went with the person; lists of before name none. */
  readonly former?: readonly string[]
  readonly linked?: readonly string[]
}

export const erasureFile = 'kontor-erasures.jsonl'

/**
 * Appends what is not in the list yet. The list lies outside of the database: a backup that is older than an
 * erasure does not know of it. A line that is there twice does no harm. What the database says to be listed
 * may have been so elsewhere: in the place that it was restored from, or in the folder of before. That is
 * compared unless it is said not to be: of very many erasures each few would read all of the list.
 */
export async function keepList(database: Database, folder: string, { compares = true } = {}): Promise<void> {
  const there = compares ? await idsOn(path.join(folder, erasureFile)) : null
  const isAway = there === null ? raw('false') : sql`id <> all(${there}::uuid[])`
  const rows = await database.query<ListedErasure>(
    sql`select id, object, record, mode, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
               blanked as mentions, former, linked
        from person_erasure where not listed or ${isAway} order by person_erasure.at, id`,
  )
  if (rows.length === 0) return
  await mkdir(folder, { recursive: true })
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  await appendLines(path.join(folder, erasureFile), lines)
  await database.query(
    sql`update person_erasure set listed = true where id = any(${rows.map((row) => row.id)}::uuid[])`,
  )
}

/** Which erasures stand on a list whole; null where it may be written to and not read. */
async function idsOn(file: string): Promise<string[] | null> {
  try {
    return linesOf(await readFile(file, 'utf8'), file).erasures.map(({ id }) => id)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null
  }
}

/** Reads a list; throws where a line is none, for a list that is read in part would leave people in. */
export async function readList(file: string): Promise<ListedErasure[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw refusedBackup('noList', notToBeRead(file, error))
  })
  const { erasures, faults } = linesOf(text, file)
  const [fault] = faults
  if (fault !== undefined) throw refusedBackup('damaged', fault)
  return erasures
}

function notToBeRead(file: string, { code, message }: NodeJS.ErrnoException): string {
  const what =
    code === 'ENOENT' ? `There is no list ${file}.` : `The list ${file} cannot be read (${message}).`
  return `${what} Name the ${erasureFile} that was kept outside, and let who you are read it.`
}

/** What is wrong with the list of a place, a sentence for each line; nothing where there is no list yet. */
export async function checkList(folder: string): Promise<string[]> {
  const file = path.join(folder, erasureFile)
  try {
    return linesOf(await readFile(file, 'utf8'), file).faults
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    // What else was checked is told nevertheless.
    if (code === undefined) throw error
    return [unreadable(file, code, message)]
  }
}

/**
 * A line that was cut off is made good by its whole one: what is not known to be on the list is written
 * again, so that follows it. Where it does not, somebody is missing.
 */
function linesOf(text: string, file: string): { erasures: ListedErasure[]; faults: string[] } {
  const erasures: ListedErasure[] = []
  const faults: string[] = []
  const read = text.split('\n').map((line) => readLine(line, '{"id":', parsed))
  for (const [at, { whole, cutOff }] of read.entries()) {
    if (whole) erasures.push(whole)
    if (cutOff === null || cutOff.trim() === '') continue
    const follows = read.slice(at).some((later) => later.whole && later.text.startsWith(cutOff))
    if (!follows) faults.push(faultOf(cutOff, at + 1, file))
  }
  return { erasures, faults }
}

function unreadable(file: string, code: string, message: string): string {
  const remedy =
    code === 'EISDIR'
      ? 'A folder stands in its place: move it away, and put the file back from its copy'
      : 'Let the user as whom Kontor runs read and write it, and its folder'
  return `The list of erasures ${file} cannot be read (${message}). ${remedy}, then check again.`
}

function faultOf(line: string, number: number, file: string): string {
  if (!line.startsWith('{"id":') && !'{"id":'.startsWith(line))
    return `Line ${number} of ${file} is no erasure. Name the list as Kontor wrote it.`
  const record = /"record":"([0-9a-f-]{36})"/.exec(line)?.[1]
  const whom = record === undefined ? 'the last who was erased' : `the record ${record}`
  return (
    `Line ${number} of ${file} was cut off while it was written, and its whole one does not follow. A running Kontor ` +
    'writes it again within ten minutes; copy the list then. Where it is lost, take the line out, and erase ' +
    `${whom} by hand.`
  )
}

function parsed(line: string): ListedErasure | null {
  try {
    const { mentions = [], former = [], linked = [], ...one } = JSON.parse(line) as ListedErasure
    const { id, object, record, mode, at } = one
    const isWhole = isId(id) && isId(record) && typeof object === 'string' && typeof at === 'string'
    return isWhole && ['erase', 'anonymise'].includes(mode)
      ? { id, object, record, mode, at, mentions, former, linked }
      : null
  } catch {
    // A line that was cut off is none.
    return null
  }
}
