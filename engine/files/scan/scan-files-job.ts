import { newId } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { ResolvedModel } from '../../catalog/resolved-model.ts'
import type { Database } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import type { JobDeclaration } from '../../jobs/job.ts'
import type { Records } from '../../records/records.ts'
import { writeOne } from '../../records/write/write-one.ts'
import type { ContentStore } from '../content-store.ts'
import { fileTable } from '../may-read-file.ts'
import { ScannerFailure } from './clamd.ts'
import type { Scan, Scanner } from './scanner.ts'

export type ScanParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly store: ContentStore
  readonly scanner: Scanner
}

const batch = 200

/** Looks through what was taken unseen while the scanner was away, or before there was one. */
export function scanFilesJob(parts: ScanParts): JobDeclaration {
  return {
    name: 'scanFiles',
    everyMinutes: 5,
    run: async ({ actor, progress }) => scanFiles(parts, actor, (done) => progress(done)),
  }
}

type Counted = { readonly clean: number; readonly infected: number }

/** What waits comes first, then what nobody ever looked at, the newest first. */
export async function scanFiles(
  { database, model, records, store, scanner }: ScanParts,
  actor: Actor,
  progress: (done: number) => Promise<void> = async () => {},
): Promise<Counted> {
  const counted = { clean: 0, infected: 0 }
  if (!scanner.isSetUp) return counted
  const files = await database.query<{ id: string; hash: string; scan: Scan }>(
    sql`select id, hash, scan from ${id(fileTable(model()))} where scan is null or scan = 'waiting'
        order by scan is null, id desc limit ${batch}`,
  )
  for (const file of files) {
    const verdict = await verdictOf(scanner, store, file.hash)
    // It is away, so the others wait too; the next run begins again.
    if (verdict === 'away') break
    if (verdict === null) continue
    if (verdict === 'tooLarge') {
      // One from before there was a scanner goes on being handed out, as it always was.
      if (file.scan === 'waiting') await mark(records, model(), actor, file.id, 'tooLarge', null)
      continue
    }
    const scan = verdict.isClean ? 'clean' : 'infected'
    await mark(records, model(), actor, file.id, scan, verdict.isClean ? null : verdict.finding)
    counted[scan] += 1
    await progress(counted.clean + counted.infected)
  }
  return counted
}

/** Null where the content is gone. */
async function verdictOf(scanner: Scanner, store: ContentStore, hash: string) {
  if (!(await store.has(hash))) return null
  try {
    return await scanner.scan(await store.open(hash))
  } catch (error) {
    if (!(error instanceof ScannerFailure)) throw error
    return error.tooLarge ? 'tooLarge' : 'away'
  }
}

async function mark(
  records: Records,
  model: ResolvedModel,
  actor: Actor,
  file: string,
  scan: Exclude<Scan, 'waiting' | null>,
  finding: string | null,
): Promise<void> {
  const object = model.objects.get('file')
  if (!object) throw new Error('The model has no object for files.')
  const options = { change: newId(), ...(finding === null ? {} : { reason: finding }) }
  await records.door(actor, options, (door) =>
    writeOne({ ...door, authority: 'action' }, object, { kind: 'update', id: file, values: { scan } }),
  )
}
