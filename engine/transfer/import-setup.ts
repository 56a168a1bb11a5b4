import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors } from '../errors.ts'
import { importable, type ImportRecord } from './import-record.ts'
import { missingFields } from './missing-fields.ts'
import { rowReader, type RowReader } from './read-rows.ts'
import { isKey, targetsOf, type Target } from './targets.ts'
import { said } from '../said/said.ts'
import { called } from '../said/called.ts'
import { pluralOf } from '#model'

/** All that is needed to read the rows of an import, made ready once for each job. */
export type ImportSetup = {
  readonly record: ImportRecord
  readonly model: ResolvedModel
  readonly actor: Actor
  readonly object: ResolvedObject
  readonly targets: readonly Target[]
  readonly reader: RowReader
}

export function importSetup(model: ResolvedModel, actor: Actor, record: ImportRecord): ImportSetup {
  const object = importable(model, actor, record.object)
  const targets = targetsOf(model, object, actor)
  return {
    record,
    model,
    actor,
    object,
    targets,
    reader: rowReader(record.mapping, targets, record.style, record.empties, actor.language),
  }
}

/** Refuses an import that cannot be checked or run as it is set. */
export function refuseUnready({ record, model, actor, targets, object }: ImportSetup): void {
  const mapped = record.mapping.filter(({ field }) => field !== null)
  if (mapped.length === 0)
    throw fieldErrors([
      {
        field: 'mapping',
        code: 'mapping',
        message: said('No column has a field yet. Choose where the columns go.'),
      },
    ])
  const unknown = mapped.find(({ field }) => !targets.some(({ name }) => name === field))
  if (unknown)
    throw fieldErrors([
      {
        field: 'mapping',
        code: 'mapping',
        message: said(
          'The field of the column “{column}” is not there any more. Choose another one for it.',
          {
            column: record.inspection.columns.find(({ index }) => index === unknown.column)?.header ?? '',
          },
        ),
      },
    ])
  refuseBadKey(record, targets, object)
  // Where records may be changed too, rows that find theirs need no more than what they change.
  if (record.mode === 'create') refuseMissing(missingFields(model, object, record.mapping, targets, actor))
}

/** Without these each row would be refused for itself, after a check of the whole file. */
function refuseMissing(missing: readonly Target[]): void {
  if (missing.length === 0) return
  throw fieldErrors(
    missing.map(({ name, field }) => ({
      field: name,
      code: 'required',
      message: said(
        'No column goes to “{label}”, which is obligatory. Choose its column, or add one to the file.',
        { label: called(field.field) },
      ),
    })),
  )
}

function refuseBadKey(record: ImportRecord, targets: readonly Target[], object: ResolvedObject): void {
  const { key, mode } = record
  if (key === null) {
    if (mode === 'create') return
    throw fieldErrors([
      {
        field: 'key',
        code: 'required',
        message: said('Records are changed by a key. Choose the field by which they are found.'),
      },
    ])
  }
  const target = targets.find(({ name }) => name === key)
  if (!target || !isKey(target)) {
    throw fieldErrors([
      {
        field: 'key',
        code: 'key',
        message: said('{plural} cannot be found by “{key}”. Choose a number, a code or a name.', {
          plural: (language) => pluralOf(object.declaration, language),
          key: key.slice(0, 80),
        }),
      },
    ])
  }
  if (!record.mapping.some(({ field }) => field === key)) {
    throw fieldErrors([
      {
        field: 'key',
        code: 'key',
        message: said(
          'No column goes to {label}, by which records are to be found. Map one, or choose another key.',
          { label: called(target.field.field) },
        ),
      },
    ])
  }
}
