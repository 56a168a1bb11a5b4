import { newId } from '#model'
import type { Transaction } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { titleName } from '../merge/moved.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { loadStored, storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { writeOne } from '../records/write/write-one.ts'
import { eraseValues } from '../seal/erase-values.ts'
import { faceOfMention, type Mention, type ToldEntry } from './find-mentions.ts'
import { whereWithout, withoutTelling, type Telling } from './telling.ts'

/** How a field that holds conditions loses one: a view shows more then, a right gives nothing. */
const conditions: Readonly<Record<string, 'nothing' | 'never'>> = {
  view: 'nothing',
  grant: 'never',
  retentionRule: 'never',
}

/** Saved lists lose what tells of a person without being asked about: nobody's words are in them. */
export function goesByItself({ object, field }: Mention): boolean {
  return object === 'view' && field !== 'name'
}

/**
 * Takes out of records that stay what tells of a person, and gives the mentions that could not be taken
 * out: whatever the field then held would be no value of it.
 */
export async function blankMentions(
  door: Door,
  mentions: readonly Mention[],
  telling: Telling,
  mark: string,
): Promise<Mention[]> {
  const left: Mention[] = []
  for (const one of mentions) {
    if (one.field === null) continue
    const place = faceOfMention(door.model, one)
    const value = place && (await valueWithout(door, one, place, telling, mark))
    if (!place || value === undefined) {
      left.push(one)
      continue
    }
    try {
      const values = { [place.field.name]: value }
      await writeOne(door, place.face, { kind: 'update', id: one.record, values })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // The rules of the field stand against it; somebody has to look.
      left.push(one)
    }
  }
  return left
}

type Place = NonNullable<ReturnType<typeof faceOfMention>>

/** What the field holds without the person; undefined where that cannot be told. */
async function valueWithout(
  door: Door,
  { object, record }: Mention,
  { face, field }: Place,
  telling: Telling,
  mark: string,
): Promise<unknown> {
  const owned = ownedLines(door.model, field)
  if (owned) {
    const lines = await loadLines(door.tx, door.model, owned, [record])
    return withoutTelling(plainLines(lines.get(record) ?? []), telling, mark)
  }
  const stored = (await loadStored(door.tx, door.model, face, [record], true)).get(record)
  const value = stored?.values[storedKey(face, field)]
  if (value === undefined || value === null) return undefined
  const { type } = field.field
  if (type === 'data') {
    const instead = conditions[object]
    return instead && field.name !== 'layout' ? whereWithout(value, telling, instead) : undefined
  }
  if (['text', 'longText', 'tags'].includes(type)) return withoutTelling(value, telling, mark)
  return field.field.how === 'required' ? undefined : null
}

export type Blanking = {
  readonly telling: Telling
  readonly mark: string
  readonly reason: string
  /** By record, the fields that go on holding what they hold: the log must go on saying the same. */
  readonly left: ReadonlyMap<string, ReadonlySet<string>>
}

const batch = 200

/** Takes the same out of entries of the log. */
export async function blankEntries(
  door: Door,
  entries: readonly ToldEntry[],
  blanking: Blanking,
): Promise<number> {
  let touched = 0
  for (let at = 0; at < entries.length; at += batch)
    touched += await blankSome(door, entries.slice(at, at + batch), blanking)
  return touched
}

async function blankSome(door: Door, entries: readonly ToldEntry[], blanking: Blanking): Promise<number> {
  const rows = entries.map((entry) => ({
    id: entry.id,
    before: stateWithout(entry, entry.before, blanking),
    after: stateWithout(entry, entry.after, blanking),
    reason: withoutTelling(entry.reason, blanking.telling, blanking.mark),
  }))
  const of = (column: 'before' | 'after' | 'reason') => sql`(select ${raw(`m.${column}`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) m(id bigint, before jsonb, after jsonb, reason text)
    where m.id = e.id)`
  const touched = await eraseValues(door.tx, {
    ...{ actor: door.actor, change: newId(), reason: blanking.reason },
    set: sql`before = ${of('before')}, after = ${of('after')}, reason = ${of('reason')}`,
    where: sql`e.id = any(${entries.map(({ id }) => id)}::bigint[])`,
  })
  for (const [at, { action, after }] of entries.entries())
    if (/^do:.+[.]merge$/.test(action)) await forgetNames(door.tx, after, rows[at]?.after)
  return touched
}

/** What went into another leads on by no name out of which the person was taken. */
async function forgetNames(tx: Transaction, before: unknown, after: unknown): Promise<void> {
  const [was, is] = [before, after].map((state) => (state ?? {}) as Readonly<Record<string, unknown>>)
  const fields = Object.keys(was ?? {}).filter((key) => was?.[key] !== is?.[key])
  await tx.query(
    sql`delete from moved_name where record = ${(was?.['other'] ?? null) as string | null}::uuid
          and field = any(${fields.map((key) => (key === 'title' ? titleName : key))}::text[])`,
  )
}

/** Conditions in the log become what those of the record became. */
function stateWithout(
  { object, record }: ToldEntry,
  state: unknown,
  { telling, mark, left }: Blanking,
): unknown {
  if (typeof state !== 'object' || state === null || Array.isArray(state))
    return withoutTelling(state, telling, mark)
  const kept = record === null ? undefined : left.get(record)
  const instead = conditions[object]
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => {
      if (kept?.has(key)) return [key, value]
      const isCondition = instead !== undefined && ['where', 'rows'].includes(key)
      return [key, isCondition ? whereWithout(value, telling, instead) : withoutTelling(value, telling, mark)]
    }),
  )
}
