import { addDays, choiceLabelOf, type Beginning } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { sql } from '../../database/sql.ts'
import { openRank, stateRank } from '../../merge/state-rank.ts'
import { said } from '../../said/said.ts'
import { baseOf, storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'

/** Where the group decided how new records begin, they begin so, by whatever way they come in. */
export async function fillBeginnings(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (door.restores || door.authority === 'action') return
  await fillFormerStates(door, object, drafts)
  for (const field of object.fields.values()) {
    const { begins } = field.field
    if (!begins || field.owner !== object.name) continue
    const decided = await door.setting(begins.setting)
    if (!Array.isArray(decided) || !decided.includes(begins.has)) continue
    for (const draft of drafts) {
      beginAs(draft, field, begins.as)
      if (begins.due) await setDue(door, object, draft, begins.due)
    }
  }
}

/**
 * A role that ended in a state in which something is closed is taken up again in it: to end it and to give
 * it anew is no way round the action that lifts that. Where new ones go through intake, so do these.
 */
async function fillFormerStates(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const field = object.fields.get(baseOf(door.model, object).declaration.states?.field ?? '')
  const again = drafts.filter(({ kind }) => kind === 'adopt')
  const rank = field && stateRank(door.model, { face: object, field })
  if (!field || !rank || field.owner !== object.name || again.length === 0) return
  const { begins } = field.field
  const decided = begins && (await door.setting(begins.setting))
  if (Array.isArray(decided) && decided.includes(begins?.has)) return
  const ended = await door.tx.query<{ record: string; state: string | null }>(
    sql`select distinct on (record) record, before ->> ${storedKey(object, field)} as state from audit_entry
        where record = any(${again.map(({ id }) => id)}::uuid[]) and object = ${object.base}
          and action = ${`leave:${object.name}`} order by record, id desc`,
  )
  const states = new Map(ended.map(({ record, state }) => [record, state]))
  for (const draft of again) {
    const state = states.get(draft.id)
    if (state && rank(state) > openRank) beginAs(draft, field, state)
  }
}

function beginAs(draft: Draft, field: ResolvedField, state: string): void {
  const given = draft.values.get(field) ?? null
  if (given === null) draft.values.set(field, state)
  if (given === null || given === state) return
  const as = (language: Parameters<typeof choiceLabelOf>[2]) => choiceLabelOf(field.field, state, language)
  draft.errors.push({
    field: field.name,
    code: 'begins',
    message: said('A new record begins as “{as}” here, and goes on step by step.', { as }),
  })
}

/** What begins has a day by which it is to go on, counted from now. */
async function setDue(
  door: Door,
  object: ResolvedObject,
  draft: Draft,
  { field: name, since, days }: NonNullable<Beginning['due']>,
): Promise<void> {
  const [day, from] = [object.fields.get(name), object.fields.get(since)]
  const most = Number(await door.setting(days))
  if (day) draft.values.set(day, addDays(door.today, most))
  if (from) draft.values.set(from, door.options.at ?? new Date().toISOString())
}
