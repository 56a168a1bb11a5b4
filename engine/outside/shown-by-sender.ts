import { systemUser } from '../access/access-control.ts'
import { id, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { formObject } from './askable.ts'
import type { Asked } from './asked-fields.ts'
import type { Form } from './form.ts'
import type { OutsideParts } from './open-outside.ts'

type Parts = Pick<OutsideParts, 'database' | 'model' | 'records' | 'access'>

/**
 * Of what we hold a form shows no more than whoever sent it sees there today: they say to whom the link goes,
 * and could else read by it what is hidden from them. Of what was sent by somebody who has left nothing is
 * shown; the program itself sees all.
 */
export async function shownBySender(
  parts: Parts,
  form: Form,
  fields: readonly Asked[],
): Promise<readonly Asked[]> {
  const names = fields.flatMap(({ field, shown }) => (shown ? [field.name] : []))
  if (names.length === 0) return fields
  const seen = await seenBySender(parts, form, names)
  return fields.map((one) => (seen.has(one.field.name) ? one : { ...one, shown: false }))
}

/**
 * What the partner is called to whoever gets the form: by the name that its sender sees, else by the address
 * that it went to, which they have anyway.
 */
export async function nameOutside(parts: Parts, form: Form): Promise<string> {
  return (await seenBySender(parts, form, ['name'])).has('name') ? form.name : form.email
}

async function seenBySender(
  { database, model, records, access }: Parts,
  form: Form,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const { table = '' } = model().objects.get(formObject) ?? {}
  const [sent] = await database.query<{ by: string }>(
    sql`select created_by as by from ${id(table)} where id = ${form.id}::uuid`,
  )
  if (!sent) return new Set()
  if (sent.by === systemUser) return new Set(names)
  const sender = await access.actorFor({ user: sent.by, source: 'job', request: form.id }).catch(unseen)
  const face = sender?.access.object(form.role)
  const known = names.filter((name) => face?.see(name) !== undefined)
  if (!sender || known.length === 0) return new Set()
  const found = await records.get(sender, form.role, form.party, { fields: known }).catch(unseen)
  if (!found || !('json' in found)) return new Set()
  const values = JSON.parse(found.json) as Record<string, unknown>
  return new Set(known.filter((name) => !isEmpty(values[name])))
}

/** Who has left sees nothing, and neither does who may not see the partner any more. */
function unseen(error: unknown): null {
  if (error instanceof Problem && (error.status === 401 || error.status === 404)) return null
  throw error
}
