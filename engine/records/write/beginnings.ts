import { addDays, choiceLabelOf, type Beginning } from '#model'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { said } from '../../said/said.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'

/** Where the group decided how new records begin, they begin so, by whatever way they come in. */
export async function fillBeginnings(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (door.restores || door.authority === 'action') return
  for (const field of object.fields.values()) {
    const { begins } = field.field
    if (!begins || field.owner !== object.name) continue
    const decided = await door.setting(begins.setting)
    if (!Array.isArray(decided) || !decided.includes(begins.has)) continue
    for (const draft of drafts) {
      const given = draft.values.get(field)
      if (given === undefined || given === null) draft.values.set(field, begins.as)
      if (begins.due) await setDue(door, object, draft, begins.due)
      if (given !== undefined && given !== null && given !== begins.as) {
        const as = (language: Parameters<typeof choiceLabelOf>[2]) =>
          choiceLabelOf(field.field, begins.as, language)
        draft.errors.push({
          field: field.name,
          code: 'begins',
          message: said('A new record begins as “{as}” here, and goes on step by step.', { as }),
        })
      }
    }
  }
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
