import { sql } from '../database/sql.ts'
import { askJson } from './ask-json.ts'
import type { Asked } from './asked-of.ts'
import { Unreachable, type Answer, type Call, type FactSource } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { sourceKey } from './source-settings.ts'

/** How long what a source said is remembered for the next who asks the same. */
const remembered = '1 day'

/** Asks a source. Throws Unreachable where it does not answer as it should, whatever it does instead. */
export async function askSource(
  { settings, ...how }: Pick<FactsParts, 'settings' | 'patienceMilliseconds' | 'mayAskOwnNetwork'>,
  source: FactSource,
  address: string,
  asked: Asked,
  isTrial = false,
): Promise<Answer> {
  const { patienceMilliseconds, mayAskOwnNetwork } = how
  const isMeant = await settings.get<boolean>(sourceKey(source.kind, 'ownNetwork'))
  const ownNetwork = mayAskOwnNetwork && isMeant
  const call: Call = {
    ...{ address, isTrial },
    secret: (name) => settings.secret(sourceKey(source.kind, name)),
    setting: (name) => settings.get(sourceKey(source.kind, name)),
    json: (url, options = {}) => askJson(url, { ...options, patienceMilliseconds, ownNetwork }),
  }
  try {
    return await source.ask(asked, call)
  } catch (error) {
    if (error instanceof Unreachable) throw error
    // An answer in another shape than it should have is none.
    if (error instanceof TypeError) throw new Unreachable('notUnderstood', error.message.slice(0, 80))
    throw error
  }
}

/** What the source said of the same lately, by what it was asked. */
export async function rememberedAnswers(
  { database }: Pick<FactsParts, 'database'>,
  kind: string,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, Answer>> {
  if (asked.length === 0) return new Map()
  const rows = await database.query<{ at: number; answer: Answer }>(
    sql`select v.at, a.answer
        from json_to_recordset(${JSON.stringify(asked.map((one, at) => ({ at, one })))}::json)
          as v(at integer, one jsonb)
        join fact_answer a on a.kind = ${kind} and a.asked = v.one
        where a.at > now() - ${remembered}::interval`,
  )
  return new Map(rows.map(({ at, answer }) => [keyOf(asked[at] ?? {}), answer]))
}

/** Keeps what was said, and lets go of what is too old. */
export async function rememberAnswers(
  { database }: Pick<FactsParts, 'database'>,
  kind: string,
  answers: readonly { readonly asked: Asked; readonly answer: Answer }[],
): Promise<void> {
  if (answers.length === 0) return
  const once = [...new Map(answers.map((one) => [keyOf(one.asked), one])).values()]
  await database.query(
    sql`insert into fact_answer (kind, asked, answer, at)
        select ${kind}, v.asked, v.answer, now()
        from json_to_recordset(${JSON.stringify(once)}::json) as v(asked jsonb, answer jsonb)
        on conflict (kind, asked) do update set answer = excluded.answer, at = now()`,
  )
  await database.query(sql`delete from fact_answer where at < now() - ${remembered}::interval`)
}

/** What was asked, as one text. */
export function keyOf(asked: Asked): string {
  return JSON.stringify(Object.entries(asked).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
