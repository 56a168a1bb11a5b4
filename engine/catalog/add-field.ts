import type { Field } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound, Refusal } from '../errors.ts'
import { ensureSequence } from '../sequences/next-numbers.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { bringTableTo, isLarge, type Later } from './bring-table-to.ts'
import { computeNow, indexNow } from './compute-now.ts'
import { grantField, readGrants } from './field-grants.ts'
import { readField } from './read-field.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { said } from '../said/said.ts'
import { called } from '../said/called.ts'

/** More fields than a card can hold, and fewer than a table. */
const mostFields = 500

/** Adds a field to an object or role, with its default in every record there is. Gives its name. */
export async function addField(
  parts: CatalogParts,
  actor: Actor,
  objectName: string,
  given: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { grants: wantedGrants, ...wanted } = given
  return changeCatalog(parts, actor, async (change) => {
    const object = objectOf(change.before, objectName)
    const { name, field } = readField(change.before, object, wanted, {
      language: actor.language,
      shaper: actor,
    })
    const grants = await readGrants(change.tx, wantedGrants)
    await checkFree(change, object, name)
    await insertField(change, object.name, name, field)
    const settled = await change.after()
    const fault = settled.faults.find((one) => one.object === object.name && one.field === name)
    if (fault) throw fieldErrors([{ field: 'formula', code: 'formula', message: fault.message }])
    const resolved = fieldOf(settled.model, object.name, name)
    await finish(parts, change, settled.model, resolved)
    await grantField(change, settled.model, object.name, name, grants)
    await change.audit({ action: 'addField', object: object.name, before: null, after: { name, ...field } })
    return name
  })
}

export function objectOf(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object) throw notFound()
  return object
}

export function fieldOf(model: ResolvedModel, object: string, name: string): ResolvedField {
  const field = model.objects.get(object)?.fields.get(name)
  if (!field) throw notFound()
  return field
}

/** Puts the field's row into the catalog; the column gets its name from the model that this makes. */
export async function insertField(
  change: CatalogChange,
  object: string,
  name: string,
  field: Field,
): Promise<void> {
  await change.tx.query(
    sql`insert into catalog_field (object, name, declaration, created_by)
        values (${object}, ${name}, ${JSON.stringify(field)}::json, ${change.actor.user})
        on conflict (object, name) do update set declaration = excluded.declaration, column_name = null, pending = false,
          retired_at = null, erased_at = null, created_at = now(), created_by = excluded.created_by`,
  )
}

/**
 * Makes the column, and what goes with it; what would take long is left to a job, and the field is
 * pending till then.
 */
export async function finish(
  parts: CatalogParts,
  change: CatalogChange,
  model: ResolvedModel,
  field: ResolvedField,
): Promise<void> {
  const face = objectOf(model, field.owner)
  const base = objectOf(model, face.base)
  const large = await isLarge(change.tx, base.table)
  const { later } = await bringTableTo(change, model, base, field, large)
  const computed = field.field.type === 'formula' || field.field.type === 'sequenceNumber'
  if (field.field.type === 'sequenceNumber') await ensureSequence(change.tx, face, field)
  const pending = large && computed && field.column !== null
  await change.tx.query(
    sql`update catalog_field set column_name = ${field.column}, pending = ${pending}
        where object = ${field.owner} and name = ${field.name}`,
  )
  const search = changesSearch(change.before, field)
  if (!large && (search || (computed && field.column !== null))) {
    await computeNow(parts, change, model, face, field, search)
  }
  if (pending || later.length > 0 || (large && search)) await leaveToJob(parts, change, field, later, search)
}

/** Whether records are found by other names than before. */
function changesSearch(before: ResolvedModel, { field, owner, name, column }: ResolvedField): boolean {
  const was = before.objects.get(owner)?.fields.get(name)?.field
  if (column === null || (field.searched !== 'name' && was?.searched !== 'name')) return false
  return was ? was.searched !== field.searched : field.default !== undefined
}

/** A formula that comes back is worked out of what its records hold by now; who came since is numbered. */
export async function computeAnew(
  parts: CatalogParts,
  change: CatalogChange,
  model: ResolvedModel,
  field: ResolvedField,
): Promise<void> {
  const isComputed = field.field.type === 'formula' || field.field.type === 'sequenceNumber'
  if (!isComputed || field.column === null) return
  const face = objectOf(model, field.owner)
  if (!(await isLarge(change.tx, face.table))) return computeNow(parts, change, model, face, field, false)
  await change.tx.query(
    sql`update catalog_field set pending = true where object = ${field.owner} and name = ${field.name}`,
  )
  await leaveToJob(parts, change, field, [], false)
}

/** Has the records of a field that comes or goes found by the names that they have then. */
export async function indexAnew(
  parts: CatalogParts,
  change: CatalogChange,
  model: ResolvedModel,
  field: ResolvedField,
): Promise<void> {
  if (field.column === null || field.field.searched !== 'name') return
  const face = objectOf(model, field.owner)
  if (await isLarge(change.tx, face.table)) await leaveToJob(parts, change, field, [], true)
  else await indexNow(parts, change, model, face)
}

async function leaveToJob(
  { jobs }: CatalogParts,
  { tx, actor }: CatalogChange,
  field: ResolvedField,
  later: readonly Later[],
  search: boolean,
): Promise<void> {
  const payload = { object: field.owner, field: field.name, later, search, after: null, done: 0 }
  await jobs.add(tx, 'finish field', payload, { actor, label: field.field.label })
}

async function checkFree({ tx, before }: CatalogChange, object: ResolvedObject, name: string): Promise<void> {
  const base = objectOf(before, object.base)
  const faces = object.isRole ? [object] : [base, ...base.roles.map((role) => objectOf(before, role))]
  const taken = faces.find((face) => face.fields.has(name))
  if (taken) {
    const message = said('{label} has a field {name} already. Choose another name.', {
      label: called(taken.declaration),
      name,
    })
    throw fieldErrors([{ field: 'name', code: 'taken', message }])
  }
  const [kept] = await tx.query(
    sql`select from catalog_field where name = ${name} and erased_at is null
        and object = any(${[object.name, ...faces.map((face) => face.name)]})`,
  )
  if (kept) {
    throw new Refusal(
      'catalog.retiredName',
      said(
        'A field {name} was retired and keeps its values. Restore it, erase it first, or choose another name.',
        { name },
      ),
    )
  }
  if (object.fields.size >= mostFields) {
    throw new Refusal(
      'catalog.tooManyFields',
      said('An object has at most {most} fields. Retire and erase some first.', { most: mostFields }),
    )
  }
}
