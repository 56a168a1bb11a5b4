import type { Actor } from '../access/actor.ts'
import type { Kept } from '../audit/kept.ts'
import { keptTitled, type KeptTitled } from '../audit/kept-now.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { ImportRecord } from './import-record.ts'

/** What one undo of the import answered, or came to until it broke off. */
export type UndoPart = {
  readonly change: string
  readonly reversed?: number
  readonly kept?: readonly Kept[]
  readonly keptCount?: number
}

/** What all undos of an import took back, and what they kept and why. */
export type ImportUndo = {
  readonly reversed: number
  readonly keptCount: number
  readonly kept: readonly KeptTitled[]
}

type UndoJob = { readonly state: string; readonly result: unknown; readonly payload: unknown } | null

/**
 * What became of the undo of an import, with those of it that broke off before; null while it goes on. What
 * they kept is told by the rights of now, and to others its number alone.
 */
export async function undoOf(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  { undo }: Pick<ImportRecord, 'undo'>,
  job: UndoJob,
): Promise<ImportUndo | null> {
  const last = undo && partOf(undo, job)
  if (!undo || !last || last.reversed === undefined) return null
  let all: ImportUndo = { reversed: 0, keptCount: 0, kept: [] }
  for (const { change, reversed = 0, kept: then = [], keptCount = then.length } of [
    ...(undo.former ?? []),
    last,
  ]) {
    const kept = await keptTitled(connection, actingReader(model, actor), change, then)
    all = {
      reversed: all.reversed + reversed,
      keptCount: all.keptCount + keptCount,
      kept: [...all.kept, ...kept],
    }
  }
  return all
}

/** What is kept beside an undo that goes on where this one broke off; nothing where none did. */
export function formerOf({ undo }: Pick<ImportRecord, 'undo'>, job: UndoJob): readonly UndoPart[] {
  const last = undo?.job && partOf(undo, job)
  return undo && last ? [...(undo.former ?? []), last] : []
}

function partOf(undo: NonNullable<ImportRecord['undo']>, job: UndoJob): UndoPart | null {
  if (!undo.job) return undo
  // One that broke off has remembered how far it came.
  const told = job?.state === 'done' ? job.result : isBrokenOff(job) ? job?.payload : null
  if (!told) return null
  const { reversed = 0, kept = [], keptCount = kept.length } = told as Partial<UndoPart>
  return { change: undo.change, reversed, kept, keptCount }
}

function isBrokenOff(job: UndoJob): boolean {
  return job?.state === 'failed' || job?.state === 'cancelled'
}
