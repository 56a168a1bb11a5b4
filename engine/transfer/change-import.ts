import type { TextStyle } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { inLanguage, inspectTable, type TableOptions } from '../table-files/index.ts'
import { importFile, kept, type ImportParts } from './import-parts.ts'
import {
  changeImport,
  findFile,
  importable,
  notNow,
  type Decision,
  type ImportRecord,
} from './import-record.ts'
import { givenMapping, guessedMapping, type ColumnMapping } from './mapping.ts'
import { targetsOf } from './targets.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

const known = new Set(['options', 'style', 'mapping', 'mode', 'key', 'decision', 'empties'])

/**
 * Corrects how a file is read. What a check found no longer holds then; only a decision leaves it standing.
 */
export async function changedImport(
  parts: ImportParts,
  tx: Transaction,
  actor: Actor,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const record = await findFile(tx, parts.model(), actor, id, true)
  const object = importable(parts.model(), actor, record.object)
  const stray = Object.keys(given).find((name) => !known.has(name))
  if (stray !== undefined)
    throw fault(
      stray.slice(0, 80),
      said('Only options, style, mapping, mode, key, empties and decision can be changed.'),
    )
  const reads = Object.keys(given).some((name) => name !== 'decision')
  if (record.state === 'checking' || record.state === 'running' || (reads && record.change !== null))
    throw notNow(record)
  const targets = targetsOf(parts.model(), object, actor)
  const changes: Partial<Record<keyof ImportRecord, unknown>> = {}
  let { inspection, style } = record
  let mapping: readonly ColumnMapping[] = record.mapping
  if (given['options'] !== undefined) {
    const options = tableOptions(given['options'])
    const looked = await inLanguage(actor.language, () =>
      inspectTable({ path: importFile(parts, id), name: record.file_name }, options),
    )
    inspection = kept(looked) as ImportRecord['inspection']
    style = { ...style, ...looked.style }
    Object.assign(changes, { inspection, options: looked.options })
    const same = sameColumns(record, looked.columns)
    if (!same) mapping = guessedMapping(looked.columns, targets, style)
    await tx.query(sql`delete from import_row where import = ${id}`)
  }
  if (given['style'] !== undefined) style = styleOf(given['style'], style)
  if (given['mapping'] !== undefined)
    mapping = givenMapping(given['mapping'], mapping, inspection.columns, targets)
  if (reads) Object.assign(changes, { style, mapping, state: 'mapped', kinds: null, creates: null })
  if (given['mode'] !== undefined) changes.mode = oneOf('mode', given['mode'], ['create', 'update', 'both'])
  if (given['empties'] !== undefined) changes.empties = oneOf('empties', given['empties'], ['keep', 'clear'])
  if (given['key'] !== undefined)
    changes.key = given['key'] === null ? null : String(given['key']).slice(0, 100)
  if (given['decision'] !== undefined)
    changes.decision = given['decision'] === null ? null : decisionOf(given['decision'])
  await changeImport(tx, id, changes)
}

export function decisionOf(given: unknown): Decision {
  return oneOf('decision', given, ['skip', 'update', 'create', 'role', 'join'])
}

function oneOf<T extends string>(field: string, given: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given)
  if (found === undefined)
    throw fault(field, said('“{field}” is one of: {values}.', { field, values: allowed.join(', ') }))
  return found
}

function styleOf(given: unknown, before: TextStyle): TextStyle {
  const { decimal = before.decimal, day = before.day, language = before.language } = plain('style', given)
  return {
    decimal: oneOf('style.decimal', decimal, ['.', ',']),
    day: oneOf('style.day', day, ['ymd', 'dmy', 'mdy']),
    language: oneOf('style.language', language, ['en', 'lv', 'ka', 'zh', 'ru']),
  }
}

/** Options as a person corrects them; what is not named is guessed anew. */
function tableOptions(given: unknown): TableOptions {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(plain('options', given))) {
    if (value === null || value === undefined) continue
    const number = name === 'headerRow' || name === 'columnCount'
    const isFine = number
      ? Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1000
      : typeof value === 'string' && value.length <= 100
    if (!optionNames.has(name) || !isFine)
      throw fault(
        `options.${name.slice(0, 40)}`,
        said('This option is not understood. Choose from what the file was read with.'),
      )
    options[name] = value
  }
  if (options['quote'] !== undefined) oneOf('options.quote', options['quote'], ['"', "'", ''])
  if (options['newline'] !== undefined) oneOf('options.newline', options['newline'], ['\n', '\r'])
  if (options['shortRows'] !== undefined) oneOf('options.shortRows', options['shortRows'], ['fill', 'refuse'])
  if (typeof options['delimiter'] === 'string' && options['delimiter'].length !== 1)
    throw fault('options.delimiter', said('A delimiter is one character.'))
  return options as TableOptions
}

const optionNames = new Set([
  'encoding',
  'delimiter',
  'quote',
  'newline',
  'headerRow',
  'columnCount',
  'shortRows',
  'sheet',
])

function sameColumns(record: ImportRecord, columns: ImportRecord['inspection']['columns']): boolean {
  const headers = (list: ImportRecord['inspection']['columns']) =>
    JSON.stringify(list.map(({ header }) => header))
  return headers(record.inspection.columns) === headers(columns)
}

function plain(field: string, given: unknown): Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    return given as Record<string, unknown>
  throw fault(field, said('Give “{field}” as an object.', { field }))
}

function fault(field: string, message: Sentence) {
  return fieldErrors([{ field, code: 'import', message }])
}
