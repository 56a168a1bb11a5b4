import { snakeCase, type Labels } from '#model'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { sql } from '../../database/sql.ts'
import { type Problem, Refusal } from '../../errors.ts'
import { called, calledSmall, manyCalled } from '../../said/called.ts'
import { said } from '../../said/said.ts'
import type { Door } from './door.ts'
import { isRetired, type Holder } from './held-elsewhere.ts'

/**
 * That something names a record, as a refusal; what names it is told only to who may see such records. Of
 * what was retired administrators are told, who alone can bring it back.
 */
export async function stillUsed(
  door: Door,
  object: ResolvedObject,
  { table, column }: { readonly table: string | undefined; readonly column?: string },
): Promise<Problem> {
  if (table !== undefined && column !== undefined && isRetired(door.model, { table, column }))
    return usedByRetired(door, object, { table, column })
  const holder = [...door.model.objects.values()].find((one) => one.table === table && !one.isRole)
  const named =
    holder && door.actor.access.object(holder.name) ? manyCalled(holder.declaration) : said('other records')
  const what = calledSmall(object.declaration)
  return new Refusal(
    'stillUsed',
    said('This {what} is named by {named}, so it cannot be deleted. Remove those first, or deactivate it.', {
      what,
      named,
    }),
    { by: named },
  )
}

type Named = { readonly label: string; readonly labels?: Labels }

async function usedByRetired(door: Door, object: ResolvedObject, holder: Holder): Promise<Problem> {
  const what = calledSmall(object.declaration)
  const refused = (why: ReturnType<typeof said>) => new Refusal('stillUsed', why, {})
  if (!door.actor.access.administrator)
    return refused(
      said(
        'This {what} is named by something that was retired, so it cannot be deleted. Deactivate it, or ask an administrator, who is told what that is.',
        { what },
      ),
    )
  const base = [...door.model.objects.values()].find((one) => one.table === holder.table && !one.isRole)
  const field = base?.retired.find(({ column }) => column === holder.column)
  const face = field && door.model.objects.get(field.owner)
  if (face)
    return refused(
      said(
        'This {what} is named by {named} in the field {field}, which is retired, so it cannot be deleted. Restore the field and take it out there, or erase the field.',
        { what, named: manyCalled(face.declaration), field: called(field.field) },
      ),
    )
  const named = await retiredObject(door, holder.table)
  return refused(
    said(
      'This {what} is named by records of {named}, which is retired, so it cannot be deleted. Restore that and take it out there, or deactivate this.',
      { what, named: named ? called(named) : holder.table },
    ),
  )
}

/** The declaration of a retired object whose table it is. */
async function retiredObject({ tx }: Door, table: string): Promise<Named | undefined> {
  const rows = await tx.query<{ name: string; declaration: Named }>(
    sql`select name, declaration from catalog_object where retired_at is not null`,
  )
  return rows.find(({ name }) => snakeCase(name) === table)?.declaration
}
