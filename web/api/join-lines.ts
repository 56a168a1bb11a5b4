import type { ApiRecord } from './model.ts'
import { Clash, isSame } from './save-over.ts'

export type Lines = readonly ApiRecord[]

/** Somebody else changed the same line, or took it away: both as they would have it. */
export class LineClash extends Clash {
  /** All lines as they are now. */
  readonly all: Lines
  /** The line as each would have it; null where it would be gone. */
  readonly sides: { readonly yours: ApiRecord | null; readonly theirs: ApiRecord | null }
  /** The field of the line that both changed; null where one of them took the line away. */
  readonly column: string | null

  constructor(all: Lines, sides: LineClash['sides'], column: string | null) {
    super(column === null ? sides.theirs : sides.theirs?.[column])
    this.all = all
    this.sides = sides
    this.column = column
  }
}

export interface LinesToJoin {
  /** The lines when the change began, as one would have them, and as they are now. */
  base: Lines
  mine: Lines
  theirs: Lines
}

/**
 * Lines of a record with what both changed since it was read, field by field. Where both changed the same, a
 * `LineClash` is thrown, or one's own holds if `overrule` says so.
 */
export function joinLines({ base, mine, theirs }: LinesToJoin, overrule = false): ApiRecord[] {
  const known = byId(base)
  const [own, others] = [byId(mine), byId(theirs)]
  const clash = (yours: ApiRecord | undefined, their: ApiRecord | undefined, column: string | null) => {
    if (!overrule) throw new LineClash(theirs, { yours: yours ?? null, theirs: their ?? null }, column)
  }
  const joined = (line: ApiRecord): ApiRecord | null => {
    const before = known.get(line.id)
    const [yours, their] = [own.get(line.id), others.get(line.id)]
    if (!before) return line
    const changed = yours ? changedColumns(before, yours) : []
    if (!their) {
      if (changed.length === 0) return null
      clash(yours, their, null)
      return yours ?? null
    }
    const changedByThem = changedColumns(before, their)
    if (!yours) {
      if (changedByThem.length > 0) clash(yours, their, null)
      return null
    }
    const both = changed.find((name) => changedByThem.includes(name) && !isSame(yours[name], their[name]))
    if (both !== undefined) clash(yours, their, both)
    return { ...their, ...Object.fromEntries(changed.map((name) => [name, yours[name]])) }
  }
  const [mainBefore, mainOwn, mainOther] = [base, mine, theirs].map(mainOf)
  const isMainMine = mainOwn !== undefined && mainOwn.id !== mainBefore?.id
  if (isMainMine && mainOther && mainOther.id !== mainBefore?.id && mainOther.id !== mainOwn.id)
    clash(mainOwn, mainOther, null)
  return inOrder({ base, mine, theirs })
    .flatMap((line) => joined(line) ?? [])
    .map((line) => (isMainMine && line.id !== mainOwn.id && line['main'] ? { ...line, main: false } : line))
}

/** All lines that anybody has, each once: as one moved them, else as they stand now. */
function inOrder({ base, mine, theirs }: LinesToJoin): ApiRecord[] {
  const orderOf = (lines: Lines, among: Lines) => {
    const ids = byId(among)
    return lines.filter(({ id }) => ids.has(id)).map(({ id }) => id)
  }
  const isMoved = !isSame(orderOf(mine, base), orderOf(base, mine))
  const [first, then] = isMoved ? [mine, theirs] : [theirs, mine]
  const firstIds = byId(first)
  return [...first, ...then.filter(({ id }) => !firstIds.has(id))]
}

function changedColumns(before: ApiRecord, after: ApiRecord): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => !isSame(before[name], after[name]))
}

function byId(lines: Lines): Map<string, ApiRecord> {
  return new Map(lines.map((line) => [line.id, line]))
}

function mainOf(lines: Lines): ApiRecord | undefined {
  return lines.find((line) => line['main'] === true)
}

/** Lines as they are written: new ones without an id, references by id. */
export function writtenLines(lines: Lines): Record<string, unknown>[] {
  return lines.map((line) => {
    const entries = Object.entries(line).filter(
      ([name, value]) => value !== null && !(name === 'id' && isFresh(line)),
    )
    return Object.fromEntries(entries.map(([name, value]) => [name, isReference(value) ? value.id : value]))
  })
}

/** A line that was added and is not saved yet. */
export function isFresh(line: ApiRecord): boolean {
  return line.id.startsWith('new-')
}

function isReference(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value
}
