import { readCell } from '#import'
import { labelOf, problemText, type Field, type Language, type TextStyle } from '#model'
import { isEmpty } from '../records/write/parse-values.ts'
import { tableText, type TableRow } from '../table-files/index.ts'
import type { ColumnMapping } from './mapping.ts'
import { mirrorOf, type Target } from './targets.ts'

/** A row of the file: its place among the rows of data from 1, its line for people, its cells as mended. */
export type FileRow = TableRow & { readonly row: number }

/** What stands against a row: where, why, and what the cell says. */
export type Finding = {
  readonly source: number | null
  readonly field: string | null
  readonly code: string
  readonly level: 'error' | 'warning'
  readonly message: string
  readonly value: string | null
}

/** A field that names a record which is not there, but may be another row of the same file. */
export type Tie = { readonly field: string; readonly source: number; readonly value: string }

export type ReadRow = {
  readonly file: FileRow
  readonly values: Record<string, unknown>
  readonly findings: Finding[]
  readonly ties: Tie[]
}

/** Reads the cells of rows as values of fields. */
export type RowReader = {
  read(row: FileRow): ReadRow
  /** The column from which the value of a field (of lines: `emails[0].email`) came. */
  sourceOf(field: string): number | null
  readonly columns: readonly MappedColumn[]
  /** Of whoever imports; in it is said what stands against rows. */
  readonly language: Language
}

export type MappedColumn = { readonly mapping: ColumnMapping; readonly target: Target }

/** Columns of few different texts (countries, categories) are read once for each text. */
const mostRemembered = 2_000

export function rowReader(
  mapping: readonly ColumnMapping[],
  targets: readonly Target[],
  style: TextStyle,
  empties: 'keep' | 'clear',
  language: Language,
): RowReader {
  const columns = mapping.flatMap((one): MappedColumn[] => {
    const target = targets.find(({ name }) => name === one.field)
    return target ? [{ mapping: one, target }] : []
  })
  const readers = columns.map((column) => ({
    ...column,
    read: cellReader(column, style),
    put: putter(column.target, empties),
  }))
  const sources = sourcesOf(columns)
  return {
    columns,
    language,
    sourceOf: (field) =>
      sources.get(field.replace(/\[\d+\]/g, '')) ?? sources.get(field.replace(/\[.*$/, '')) ?? null,
    read(file) {
      const values: Record<string, unknown> = {}
      const findings: Finding[] = []
      if (file.problem) {
        const { code } = file.problem
        const message = tableText(file.problem, language)
        findings.push({ source: null, field: null, level: 'error', value: null, code, message })
      }
      for (const {
        mapping: { column },
        target,
        read,
        put,
      } of readers) {
        const text = file.cells[column] ?? ''
        const found = read(text)
        if ('value' in found) put(values, found.value)
        else
          findings.push({
            source: column,
            field: target.name,
            level: 'error',
            value: text,
            code: found.problem.code,
            message: `${labelOf(target.field.field, language)}: ${problemText(found.problem, language)}`,
          })
      }
      return { file, values, findings, ties: [] }
    },
  }
}

type Read = ReturnType<typeof readCell>

function cellReader({ mapping, target }: MappedColumn, style: TextStyle): (text: string) => Read {
  const remembered = new Map<string, Read>()
  const replaced = new Map(Object.entries(mapping.values))
  const field: Field = target.field.field
  return (text) => {
    const known = remembered.get(text)
    if (known) return known
    const read = readCell(replaced.get(text.trim()) ?? text, field, style)
    if (remembered.size < mostRemembered) remembered.set(text, read)
    return read
  }
}

/** Puts a value where its column belongs. An empty cell says nothing, unless it is meant to clear. */
function putter({ field, lines }: Target, empties: 'keep' | 'clear') {
  return (values: Record<string, unknown>, value: unknown): void => {
    const nothing = isEmpty(value)
    if (nothing && (empties === 'keep' || lines)) return
    if (!lines) values[field.name] = nothing ? null : value
    else {
      const [line] = (values[lines.name] ??= [{}]) as Record<string, unknown>[]
      if (line) line[field.name] = value
    }
  }
}

/** A problem of a main line belongs to the column of the field that mirrors it. */
function sourcesOf(columns: readonly MappedColumn[]): Map<string, number> {
  const sources = new Map<string, number>()
  for (const { target, mapping } of columns) {
    for (const name of mirrorOf(target.field.field)) sources.set(name, mapping.column)
  }
  for (const { target, mapping } of columns) sources.set(target.name, mapping.column)
  return sources
}
