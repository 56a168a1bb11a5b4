import { id, sql } from '../database/sql.ts'
import type { JobDeclaration, JobRun } from '../jobs/job.ts'
import { doLater, type Later } from './bring-table-to.ts'
import type { CatalogParts } from './catalog-change.ts'
import { computeFields } from './compute-now.ts'
import { estimatedRows } from './estimated-rows.ts'
import { raiseModelVersion } from './load-catalog.ts'

type Payload = {
  readonly object: string
  readonly field: string
  readonly later: readonly Later[]
  /** Whether the records' search index has to be made anew. */
  readonly search: boolean
  /** The record after which to go on. */
  readonly after: string | null
  readonly done: number
}

/** The job by which it is done. */
export const finishField = 'finish field'

const batchRows = 1_000

/**
 * Finishes a field that was added to a large table: its indexes, then its values, while everybody works
 * on.
 */
export function finishFieldJob(parts: CatalogParts): JobDeclaration {
  return {
    name: finishField,
    isOwed: true,
    async run(run: JobRun<Payload>) {
      for (const later of run.payload.later) await doLater(parts.database, later)
      const total = await computeAll(parts, run)
      return { computed: total }
    },
  }
}

async function computeAll({ records, database, live }: CatalogParts, run: JobRun<Payload>): Promise<number> {
  let { after, done } = run.payload
  for (let finished = false; !finished;) {
    const model = await live.current()
    const face = model.objects.get(run.payload.object)
    const field = face?.fields.get(run.payload.field)
    // It was retired meanwhile, or is a plain field that has nothing to compute. Where it was searched, the
    // records are gone through all the same.
    if (!face || !(field?.pending || run.payload.search)) return done
    const total = await estimatedRows(database, face.table)
    await records.door(run.actor, {}, async (door) => {
      const rows = await door.tx.query<{ id: string }>(
        sql`select id from ${id(face.table)} where ${after}::uuid is null or id > ${after}::uuid order by id limit ${batchRows}`,
      )
      await computeFields(
        door,
        face,
        field,
        rows.map((row) => row.id),
        run.payload.search,
      )
      after = rows.at(-1)?.id ?? after
      done += rows.length
      finished = rows.length < batchRows
      await run.remember({ ...run.payload, later: [], after, done }, door.tx)
      if (finished && field) {
        await door.tx.query(
          sql`update catalog_field set pending = false where object = ${face.name} and name = ${field.name}`,
        )
        await door.tx.query(sql`delete from engine_state where key = ${`pending ${face.name}.${field.name}`}`)
        await raiseModelVersion(door.tx)
        await database.notify('kontor_model', '', door.tx)
      }
    })
    await run.progress(done, Math.max(done, total))
  }
  await live.reload()
  return done
}
