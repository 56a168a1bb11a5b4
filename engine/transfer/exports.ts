import { isId, newId } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { writeExportEntry, writePrintEntry } from '../audit/export-entry.ts'
import { exportsFolder } from './import-parts.ts'
import { spooled } from './spooled.ts'
import { exportRecords, type ExportFile, type ExportParts, type ExportRequest } from './export-records.ts'

/** Files out: of what a list shows, or of everything. */
export type Exports = {
  open(actor: Actor, request: ExportRequest): Promise<ExportFile>
  /** Keeps a request too long for an address, to be fetched by its id within a day. */
  keep(actor: Actor, request: ExportRequest): Promise<string>
  openKept(actor: Actor, id: string): Promise<ExportFile>
  /** Notes in the log who put which records on paper: how they were narrowed, and how many there were. */
  notePrinted(actor: Actor, object: string, details: Readonly<Record<string, unknown>>): Promise<void>
}

type ExportsParts = ExportParts & { readonly dataFolder: string }

export function openExports(parts: ExportsParts): Exports {
  const { database } = parts
  return {
    open: (actor, request) => written(parts, actor, request),
    async keep(actor, request) {
      // What cannot be exported is refused now, not when it is fetched.
      const file = await exportRecords(parts, actor, request)
      await file.content.return(undefined)
      const id = newId()
      await database.query(sql`delete from export where created_at < now() - interval '1 day'`)
      await database.query(
        sql`insert into export (id, actor, request) values (${id}, ${actor.user},
          ${JSON.stringify(request)}::jsonb)`,
      )
      return id
    },
    async openKept(actor, id) {
      const [kept] = await database.query<{ request: ExportRequest }>(
        sql`select request from export where id = ${id} and actor = ${actor.user} and created_at > now()
          - interval '1 day'`,
      )
      if (!kept) throw notFound()
      return written(parts, actor, kept.request)
    },
    async notePrinted(actor, object, details) {
      await writePrintEntry(database, actor, object, details, onlyRecord(details['where']))
    },
  }
}

/** The file, and an entry of the log that says who took what. */
async function written(parts: ExportsParts, actor: Actor, request: ExportRequest): Promise<ExportFile> {
  const { content, ...file } = await exportRecords(parts, actor, request)
  const { object, ...details } = request
  const model = parts.model()
  const named = model.byPath.get(object)?.name ?? object
  await writeExportEntry(parts.database, actor, named, details)
  return { ...file, content: spooled(content, exportsFolder(parts)) }
}

/** A card on paper is a list of one, which is named by its id. */
function onlyRecord(where: unknown): string | null {
  if (typeof where !== 'object' || where === null) return null
  const { id, ...others } = where as Record<string, unknown>
  return typeof id === 'string' && isId(id) && Object.keys(others).length === 0 ? id : null
}
