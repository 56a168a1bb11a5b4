import { fieldTypeOf, newId, type Field } from '#model'
import type { Actor } from '../access/actor.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { notFound, Problem, Refusal } from '../errors.ts'
import { computeAnew, fieldOf, indexAnew, objectOf } from './add-field.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { refuseHeldTwice } from './check-owned.ts'
import { refuseSeenWith } from './check-seen-with.ts'
import { ownerOf } from '../records/past/past-tables.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { refuseAsked, refuseLookedBackBy } from './still-asked.ts'
import { targetName } from './target-name.ts'
import { refuseWhileWidening } from './widen-field.ts'
import { said } from '../said/said.ts'
import { isWhole } from './wholly-seen.ts'
import { called } from '../said/called.ts'
import { eraseValues } from '../seal/erase-values.ts'

/** The field vanishes everywhere and keeps its values, history and name. */
export async function retireField(
  parts: CatalogParts,
  actor: Actor,
  object: string,
  name: string,
): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const face = objectOf(change.before, object)
    const field = fieldOf(change.before, object, name)
    if (!field.custom || field.owner !== object) {
      throw new Refusal(
        'catalog.builtIn',
        said(
          '{label} belongs to Kontor itself and cannot be retired. Leave it out of cards and lists instead.',
          { label: called(field.field) },
        ),
      )
    }
    if (name === face.title || name === face.declaration.owned?.via) {
      throw new Refusal(
        'catalog.needed',
        said('{label} is what the records are known by. It cannot be retired.', {
          label: called(field.field),
        }),
      )
    }
    if (field.field.seenWith) {
      throw new Refusal(
        'catalog.fieldInUse',
        said(
          'Records are seen only with what this field names, so without it more would be seen. Switch that off first.',
        ),
      )
    }
    await refuseWhileWidening(change.tx, object, field)
    refuseLookedBackBy(change, field)
    await setRetired(change, object, name, true)
    const { faults, model } = await change.after()
    if (faults.length > 0) {
      const readers = faults.map((fault) => `${fault.object}.${fault.field}`).join(', ')
      throw new Refusal(
        'catalog.fieldInUse',
        said('Formulas read this field: {readers}. Change them first.', { readers }),
      )
    }
    await refuseAsked(change, model)
    await indexAnew(parts, change, model, field)
    await change.audit({ action: 'retireField', object, before: { name, ...field.field }, after: null })
  })
}

export async function restoreField(
  parts: CatalogParts,
  actor: Actor,
  object: string,
  name: string,
): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const found = await retired(change, object, name)
    if (change.before.objects.get(object)?.fields.has(name)) {
      throw new Refusal(
        'catalog.nameTaken',
        said('{name} is the name of another field by now. Retire that one first.', { name }),
      )
    }
    if (found.declaration['seenWith'] === true)
      refuseSeenWith(change.before, objectOf(change.before, object), String(found.declaration['to']))
    refuseHeldTwice(change.before, objectOf(change.before, object), name, found.declaration as Field)
    refuseUnled(change.before, objectOf(change.before, object), found.declaration as Field)
    await setRetired(change, object, name, false)
    const { faults, model } = await change.after()
    const fault = faults.find((one) => one.object === object && one.field === name)
    if (fault)
      throw new Refusal('catalog.formula', said('Its formula fits no longer. {why}', { why: fault.message }))
    await indexAnew(parts, change, model, fieldOf(model, object, name))
    await computeAnew(parts, change, model, fieldOf(model, object, name))
    await change.audit({
      action: 'restoreField',
      object,
      before: null,
      after: { name, ...found.declaration },
    })
  })
}

/** What leads to what is retired by now would vanish again at once, and an amount be in another currency. */
function refuseUnled(model: ResolvedModel, face: ResolvedObject, field: Field): void {
  const type = fieldTypeOf(field)
  const value = type.valueType(field)
  const to = targetName({ field, type })
  const target = to === null ? undefined : model.objects.get(to)
  const isThere = target !== undefined && (value.kind !== 'lines' || target.fields.has(value.via))
  const { currency } = field as Readonly<Record<string, unknown>>
  const isCounted = typeof currency !== 'string' || face.fields.has(currency)
  if ((to === null || isThere) && isCounted) return
  throw new Refusal('catalog.targetRetired', said('What this field leads to is retired. Restore that first.'))
}

const confirmation = 'catalog.eraseField'

/** Drops the column of a retired field, and takes its values out of the history. */
export async function eraseField(
  parts: CatalogParts,
  actor: Actor,
  object: string,
  name: string,
  confirmed: readonly string[],
): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const found = await retired(change, object, name)
    const face = objectOf(change.before, object)
    const column = found.column
    if (!confirmed.includes(confirmation)) throw await unconfirmed(change, face, name, column)
    if (column !== null) await change.run([`alter table "${face.table}" drop column if exists "${column}"`])
    await eraseHistory(change, actor, face, name)
    await change.tx.query(
      sql`update catalog_field set erased_at = now(), column_name = null where object = ${object} and name = ${name}`,
    )
    await change.audit({ action: 'eraseField', object, before: { name }, after: null })
  })
}

type Retired = { readonly declaration: Readonly<Record<string, unknown>>; readonly column: string | null }

async function retired({ tx }: CatalogChange, object: string, name: string): Promise<Retired> {
  const [row] = await tx.query<Retired>(
    sql`select declaration, column_name as column from catalog_field
        where object = ${object} and name = ${name} and retired_at is not null and erased_at is null`,
  )
  if (!row) throw notFound()
  return row
}

async function setRetired(
  { tx }: CatalogChange,
  object: string,
  name: string,
  isRetired: boolean,
): Promise<void> {
  await tx.query(
    sql`update catalog_field set retired_at = ${isRetired ? raw('now()') : null} where object = ${object} and name = ${name}`,
  )
}

async function unconfirmed(
  { tx, actor }: CatalogChange,
  face: ResolvedObject,
  name: string,
  column: string | null,
): Promise<Problem> {
  const counted = async (): Promise<number> => {
    if (column === null) return 0
    const count = sql`select count(${id(column)})::int as n from ${id(face.table)}`
    return (await tx.query<{ n: number }>(count))[0]?.n ?? 0
  }
  const message = isWhole(actor, face, undefined)
    ? said(
        'This erases the values of {name} in {count} records, and in the history, for good. Nobody can bring them back. Confirm it to go on.',
        { name, count: await counted() },
      )
    : said(
        'This erases the values of {name} in all records, and in the history, for good. Nobody can bring them back. Confirm it to go on.',
        { name },
      )
  return new Problem(409, 'unconfirmed', message, { warnings: [{ code: confirmation, message }] })
}

async function eraseHistory(
  { tx, before: model }: CatalogChange,
  actor: Actor,
  face: ResolvedObject,
  name: string,
): Promise<void> {
  const owner = ownerOf(model, face)
  await eraseValues(tx, {
    actor,
    change: newId(),
    ...(owner ? inLines(owner, name) : inRecords(face, name)),
    reason: `The field ${face.name}.${name} was erased for good.`,
  })
}

function inRecords(face: ResolvedObject, name: string) {
  const key = face.isRole ? `${face.name}.${name}` : name
  return {
    set: sql`before = e.before - ${key}::text, after = e.after - ${key}::text`,
    where: sql`e.object = any(${[face.name, face.base]}) and (e.before ? ${key} or e.after ? ${key})`,
  }
}

/** Lines stand in the entries of the records that own them. */
function inLines({ parent, key }: NonNullable<ReturnType<typeof ownerOf>>, name: string) {
  const lines = (values: Sql) =>
    sql`jsonb_array_elements(case when jsonb_typeof(${values}->${key}) = 'array' then ${values}->${key} end)`
  const holds = (values: Sql) => sql`exists (select from ${lines(values)} l(line) where l.line ? ${name})`
  const without = (values: Sql) =>
    sql`case when ${holds(values)} then jsonb_set(${values}, array[${key}::text], (
      select jsonb_agg(l.line - ${name}::text order by l.place) from ${lines(values)} with ordinality l(line, place)))
      else ${values} end`
  const [before, after] = [raw('e.before'), raw('e.after')]
  return {
    set: sql`before = ${without(before)}, after = ${without(after)}`,
    where: sql`e.object = ${parent.name} and (${holds(before)} or ${holds(after)})`,
  }
}
