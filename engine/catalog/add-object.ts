import { pathOf, type ObjectDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import { raw, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Refusal, type FieldError } from '../errors.ts'
import { declaredTable } from '../schema/declared-schema.ts'
import { schemaDifference } from '../schema/schema-difference.ts'
import { computeAnew, fieldOf, insertField, objectOf } from './add-field.ts'
import { changeCatalog, type CatalogChange, type CatalogParts } from './catalog-change.ts'
import { grantObject, readGrants } from './field-grants.ts'
import { readWords } from './read-field.ts'
import { freePath, readObject, readPairs } from './read-object.ts'
import { readDealings } from './read-dealings.ts'
import { readCard, readLists } from './read-screens.ts'
import type { ResolvedModel } from './resolved-model.ts'
import { targetName } from './target-name.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'

const mostObjects = 200

/** Adds an object with its table, list, card and path. Gives its name. */
export async function addObject(
  parts: CatalogParts,
  actor: Actor,
  given: Readonly<Record<string, unknown>>,
): Promise<string> {
  return changeCatalog(parts, actor, async (change) => {
    const { declaration, fields } = readObject(change.before, given)
    const grants = await readGrants(change.tx, given['grants'])
    await checkFree(change, declaration)
    const table = `x_${declaration.name.slice(2)}`
    await change.tx.query(
      sql`insert into catalog_object (name, declaration, table_name, created_by)
          values (${declaration.name}, ${JSON.stringify(declaration)}::json, ${table}, ${actor.user})`,
    )
    for (const [name, field] of fields) await insertField(change, declaration.name, name, field)
    const { model } = await change.after()
    const object = objectOf(model, declaration.name)
    await change.run(schemaDifference(new Map(), new Map([[object.table, declaredTable(model, object)]])))
    await change.tx.query(
      sql`update catalog_object set table_name = ${object.table} where name = ${object.name}`,
    )
    for (const [name] of fields) {
      const { column } = fieldOf(model, object.name, name)
      await change.tx.query(
        sql`update catalog_field set column_name = ${column} where object = ${object.name} and name = ${name}`,
      )
    }
    await grantObject(change, object.name, grants)
    await change.audit({ action: 'addObject', object: object.name, before: null, after: declaration })
    for (const [name, field] of fields)
      await change.audit({ action: 'addField', object: object.name, before: null, after: { name, ...field } })
    return object.name
  })
}

/** Gives an added object other words, another icon, another list or card. */
export async function changeObject(
  parts: CatalogParts,
  actor: Actor,
  name: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const before = await declarationOf(change, name)
    const after = changed(change.before, before, changes)
    await change.tx.query(
      sql`update catalog_object set declaration = ${JSON.stringify(after)}::json where name = ${name}`,
    )
    await change.audit({ action: 'changeObject', object: name, before, after })
  })
}

/** The object vanishes everywhere, with the fields that lead to it, and keeps its records. */
export async function retireObject(parts: CatalogParts, actor: Actor, name: string): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    await declarationOf(change, name)
    const users = usersOf(change.before, name)
    if (users.length > 0) {
      throw new Refusal(
        'catalog.objectInUse',
        said('{fields} leads to this object. Retire that field first.', { fields: users.join(', ') }),
      )
    }
    await setRetired(change, name, true)
    const { faults } = await change.after()
    const [fault] = faults
    if (fault)
      throw new Refusal(
        'catalog.objectInUse',
        said('The formula {object}.{field} reads this object. Change it first.', {
          object: fault.object,
          field: fault.field,
        }),
      )
    await change.audit({ action: 'retireObject', object: name, before: null, after: null })
  })
}

export async function restoreObject(parts: CatalogParts, actor: Actor, name: string): Promise<void> {
  await changeCatalog(parts, actor, async (change) => {
    const [found] = await change.tx.query<{ declaration: ObjectDeclaration }>(
      sql`select declaration from catalog_object where name = ${name} and retired_at is not null`,
    )
    if (!found) throw notFound()
    const { owned, plural } = found.declaration
    if (owned && !change.before.objects.has(owned.by)) await refuseWithoutOwner(change, owned.by)
    await setRetired(change, name, false)
    const isTaken = change.before.byPath.has(pathOf(found.declaration))
    const path = isTaken ? freePath(change.before, name, plural) : null
    if (path !== null)
      await change.tx.query(
        sql`update catalog_object set declaration = jsonb_set(declaration::jsonb, '{path}', to_jsonb(${path}::text))::json
            where name = ${name}`,
      )
    await computeReturned(parts, change)
    const after = path === null ? null : { path }
    await change.audit({ action: 'restoreObject', object: name, before: null, after })
  })
}

/** Formulas that come back with an object missed what happened to what they read. */
async function computeReturned(parts: CatalogParts, change: CatalogChange): Promise<void> {
  const { model } = await change.after()
  for (const object of model.objects.values())
    for (const field of object.fields.values()) {
      const isBack = change.before.objects.get(object.name)?.fields.has(field.name) !== true
      if (isBack && field.owner === object.name) await computeAnew(parts, change, model, field)
    }
}

async function refuseWithoutOwner({ tx }: CatalogChange, owner: string): Promise<never> {
  const [found] = await tx.query<{ declaration: ObjectDeclaration }>(
    sql`select declaration from catalog_object where name = ${owner}`,
  )
  throw new Refusal(
    'catalog.ownerRetired',
    said('It holds lines of {owner}, which is retired. Restore that first.', {
      owner: found ? called(found.declaration) : owner,
    }),
  )
}

async function checkFree({ tx }: CatalogChange, { name }: ObjectDeclaration): Promise<void> {
  const [row] = await tx.query<{ taken: boolean; count: number }>(
    sql`select exists (select from catalog_object where name = ${name}) as taken, (select count(*)::int from catalog_object) as count`,
  )
  if (row?.taken) {
    throw new Refusal(
      'catalog.retiredName',
      said('An object {name} was retired and keeps its records. Restore it, or choose another name.', {
        name,
      }),
    )
  }
  if ((row?.count ?? 0) >= mostObjects) {
    throw new Refusal(
      'catalog.tooManyObjects',
      said('At most {most} objects can be added. Use fields of the ones you have.', { most: mostObjects }),
    )
  }
}

async function declarationOf({ tx }: CatalogChange, name: string): Promise<ObjectDeclaration> {
  const [row] = await tx.query<{ declaration: ObjectDeclaration }>(
    sql`select declaration from catalog_object where name = ${name} and retired_at is null`,
  )
  if (!row) throw notFound()
  return row.declaration
}

async function setRetired({ tx }: CatalogChange, name: string, retired: boolean): Promise<void> {
  await tx.query(
    sql`update catalog_object set retired_at = ${retired ? raw('now()') : null} where name = ${name}`,
  )
}

function changed(
  model: ResolvedModel,
  before: ObjectDeclaration,
  changes: Readonly<Record<string, unknown>>,
): ObjectDeclaration {
  const errors: FieldError[] = []
  const object = objectOf(model, before.name)
  const after: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(changes)) {
    if (key === 'label' || key === 'plural') after[key] = readWords({ label: value }, errors)['label']
    else if (key === 'labels') after['labels'] = readPairs(value, errors) ?? {}
    else if (key === 'lists') after['lists'] = readLists(model, object, value, errors)
    else if (key === 'card') after['card'] = readCard(model, object, value, errors)
    else if (key === 'dealings') after['dealings'] = readDealings(model, object, value, errors)
    else if (key === 'icon' && /^[a-z0-9-]{1,40}$/.test(String(value))) after['icon'] = String(value)
    else
      errors.push({
        field: key.slice(0, 80),
        code: 'setting',
        message: said('This cannot be changed. Leave it out.'),
      })
  }
  if (errors.length > 0) throw fieldErrors(errors)
  return after as unknown as ObjectDeclaration
}

/** Fields of other objects that lead to the object. */
function usersOf(model: ResolvedModel, name: string): string[] {
  return [...model.objects.values()].flatMap((object) =>
    [...object.fields.values()]
      .filter((field) => object.name !== name && field.owner === object.name && targetName(field) === name)
      .map((field) => `${object.declaration.label}: ${field.field.label}`),
  )
}
