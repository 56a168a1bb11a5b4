import type { Field } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { Refusal } from '../errors.ts'
import type { JobDeclaration, JobRun } from '../jobs/job.ts'
import { besideOf, copyName, createCopy } from '../schema/copy-beside.ts'
import { databaseName, quoted } from '../schema/database-name.ts'
import { declaredIndexes } from '../schema/declared-indexes.ts'
import { finish } from './add-field.ts'
import { doLater, type Later } from './bring-table-to.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { estimatedRows } from './estimated-rows.ts'
import { isReshaped } from './is-reshaped.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { said } from '../said/said.ts'
import { called } from '../said/called.ts'

type Payload = {
  readonly object: string
  readonly field: string
  /** The record after which to go on. */
  readonly after: string | null
  readonly done: number
}

const batchRows = 2_000

/**
 * Begins to make a field of a large table a wider kind while everybody works on: its values are copied into a
 * column beside it, which takes its place once it is full. Until then the field stays as it was.
 */
export async function beginWidening(
  { jobs }: CatalogParts,
  change: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
  wanted: Field,
): Promise<void> {
  const { table, beside, copy } = namesOf(face, field)
  await change.run([
    `alter table ${table} drop column if exists ${beside}`,
    `alter table ${table} add column ${beside} numeric`,
    createCopy(face.table, field.column ?? ''),
    `create or replace trigger ${copy} before insert or update on ${table} for each row execute function ${copy}()`,
  ])
  await change.tx.query(
    sql`insert into engine_state (key, value) values (${stateKey(face.name, field.name)}, ${JSON.stringify(wanted)}::jsonb)
        on conflict (key) do update set value = excluded.value`,
  )
  const payload = { object: face.name, field: field.name, after: null, done: 0 }
  await jobs.add(change.tx, 'widen field', payload, {
    actor: change.actor,
    label: called(field.field)(change.actor.language),
  })
}

/** Leaves the field as it is. */
export async function callOffWidening(
  change: CatalogChange,
  face: ResolvedObject,
  field: ResolvedField,
): Promise<void> {
  const { table, beside, copy } = namesOf(face, field)
  await change.run([
    `drop trigger if exists ${copy} on ${table}`,
    `drop function if exists ${copy}()`,
    `alter table ${table} drop column if exists ${beside}`,
  ])
  await change.tx.query(sql`delete from engine_state where key = ${stateKey(face.name, field.name)}`)
}

/** What a field is becoming, or null. */
export async function wideningOf(tx: Connection, object: string, field: string): Promise<Field | null> {
  const [row] = await tx.query<{ value: Field }>(
    sql`select value from engine_state where key = ${stateKey(object, field)}`,
  )
  return row?.value ?? null
}

/** While a field becomes another kind it can neither be changed otherwise nor be taken away. */
export async function refuseWhileWidening(tx: Connection, object: string, field: ResolvedField) {
  if (!(await wideningOf(tx, object, field.name))) return
  throw new Refusal(
    'catalog.changing',
    said(
      '{label} is becoming another kind just now. Wait until that is done, or call it off by giving its present kind.',
      { label: called(field.field) },
    ),
  )
}

/** Copies the values, builds the indexes of the new column beside the old ones, and puts it in its place. */
export function widenFieldJob(parts: CatalogParts): JobDeclaration {
  return {
    name: 'widen field',
    isOwed: true,
    async run(run: JobRun<Payload>) {
      const { object, field: name } = run.payload
      const model = await parts.live.current()
      const face = model.objects.get(object)
      const field = face?.fields.get(name)
      if (!face || !field || !(await wideningOf(parts.database, object, name))) return { changed: false }
      for (let from = run.payload; ; from = { ...run.payload, after: null, done: 0 }) {
        const copied = await copyAll(parts, run, from, face, field)
        for (const index of indexesBeside(model, face, field)) await doLater(parts.database, index)
        const end = await swap(parts, run.actor, object, name)
        if (end !== 'incomplete') return { changed: end === 'swapped', copied }
      }
    },
  }
}

async function copyAll(
  { database }: CatalogParts,
  run: JobRun<Payload>,
  from: Payload,
  face: ResolvedObject,
  field: ResolvedField,
): Promise<number> {
  const [column, beside] = [id(field.column ?? ''), id(besideOf(field.column ?? ''))]
  const table = id(face.table)
  let { after, done } = from
  for (let rows = batchRows; rows === batchRows;) {
    const copied = await database.transaction(async (tx) => {
      const batch = await tx.query<{ id: string }>(
        sql`select id from ${table} where ${after}::uuid is null or id > ${after}::uuid order by id limit ${batchRows}`,
      )
      const records = batch.map((row) => row.id)
      await tx.query(
        sql`update ${table} set ${beside} = ${column} where id = any(${records}::uuid[]) and ${column} is not null
              and ${beside} is distinct from ${column}`,
      )
      await run.remember({ ...run.payload, after: records.at(-1) ?? after, done: done + records.length }, tx)
      return records
    })
    rows = copied.length
    after = copied.at(-1) ?? after
    done += rows
    await run.progress(done, Math.max(done, await estimatedRows(database, face.table)))
  }
  return done
}

/** The indexes that the field has, for the column beside it, under names that they keep until the swap. */
function indexesBeside(
  model: ResolvedModel,
  face: ResolvedObject,
  field: ResolvedField,
): (Later & { readonly final: string })[] {
  const base = model.objects.get(face.base) ?? face
  const column = quoted(field.column ?? '')
  return declaredIndexes(model, base)
    .filter(([, statement]) => statement.includes(column))
    .map(([final, statement]) => {
      const name = databaseName(final, 'beside')
      const moved = statement
        .replaceAll(column, quoted(besideOf(field.column ?? '')))
        .replace(quoted(final), quoted(name))
      return { does: 'index', name, final, statement: moved }
    })
}

type End = 'swapped' | 'calledOff' | 'incomplete'

/** Puts the full column in the place of the old one; everybody waits for a moment only. */
async function swap(parts: CatalogParts, actor: Actor, object: string, name: string): Promise<End> {
  return changeCatalog(parts, actor, async (change) => {
    const face = change.before.objects.get(object)
    const field = face?.fields.get(name)
    const wanted = await wideningOf(change.tx, object, name)
    if (!face || !field || !wanted) return 'calledOff'
    if (await isIncomplete(change.tx, face, field)) return 'incomplete'
    const { table, column, beside, copy } = namesOf(face, field)
    await change.run([
      `drop trigger ${copy} on ${table}`,
      `drop function ${copy}()`,
      `alter table ${table} drop column ${column}`,
      `alter table ${table} rename column ${beside} to ${column}`,
      ...indexesBeside(change.before, face, field).map(
        (index) => `alter index ${quoted(index.name)} rename to ${quoted(index.final)}`,
      ),
    ])
    await change.tx.query(sql`delete from engine_state where key = ${stateKey(object, name)}`)
    await change.tx.query(
      sql`update catalog_field set declaration = ${JSON.stringify(wanted)}::json where object = ${object} and name = ${name}`,
    )
    const { model } = await change.after()
    const now = model.objects.get(object)?.fields.get(name)
    if (now && isReshaped(field, now, change.before, model)) await finish(parts, change, model, now)
    await change.audit({
      action: 'changeField',
      object,
      before: { name, ...field.field },
      after: { name, ...wanted },
    })
    return 'swapped'
  })
}

/** It was called off and begun anew while this job was at work, so that the column began empty again. */
async function isIncomplete(tx: Connection, face: ResolvedObject, field: ResolvedField): Promise<boolean> {
  const [missing] = await tx.query(
    sql`select from ${id(face.table)} where ${id(besideOf(field.column ?? ''))} is distinct from ${id(field.column ?? '')} limit 1`,
  )
  return missing !== undefined
}

function namesOf(face: ResolvedObject, field: ResolvedField) {
  return {
    table: quoted(face.table),
    column: quoted(field.column ?? ''),
    beside: quoted(besideOf(field.column ?? '')),
    copy: quoted(copyName(face.table, field.column ?? '')),
  }
}

function stateKey(object: string, field: string): string {
  return `changing ${object} ${field}`
}
