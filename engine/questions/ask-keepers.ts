import { newId } from '#model'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { Language } from '#model'
import { matchRules } from '../duplicates/match-settings.ts'
import { Problem } from '../errors.ts'
import type { Mail } from '../mail/mail.ts'
import { findSimilar, type Entry } from '../match/find-similar.ts'
import { baseOf } from '../records/stored.ts'
import type { Settings } from '../settings/settings.ts'
import { keepersOf } from './keepers-of.ts'
import { keeperMail } from './question-mail.ts'

export type AskingParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly access: AccessControl
  readonly settings: Settings
  readonly mail: Mail
}

type Ask = { readonly object: string; readonly asker: string; readonly entry: Entry }

/** More would bother many for one entry that is like nobody in particular. */
const mostAsked = 5

/**
 * Puts what was asked to whoever keeps the records that the asker may not see: to each once a week. It runs
 * as a job of the program itself, so that nothing of it comes back to who asked, not even how long it took.
 */
export async function askKeepers(parts: AskingParts, ask: string): Promise<void> {
  const { database, model, access, settings } = parts
  const [asked] = await database.query<Ask>(
    sql`select object, asker, entry from keeper_ask where id = ${ask}`,
  )
  const object = asked && model().objects.get(asked.object)
  if (!asked || !object) return
  const asker = await access.actorFor({ user: asked.asker, source: 'job', request: ask }).catch(gone)
  if (!asker) return
  const given = { object: asked.object, values: asked.entry }
  const found = await findSimilar(database, model(), asker, await matchRules(settings), given).catch(gone)
  const hidden = (found?.hiddenIds ?? []).slice(0, mostAsked)
  if (hidden.length === 0) return
  const system = await access.systemActor('keepers')
  await database.transaction(async (tx) => {
    const open = await notAskedLately(tx, hidden, asked.asker)
    if (open.length === 0) return
    await tx.query(
      sql`insert into keeper_question (id, ask, object, record)
          select v.id, ${ask}, ${baseOf(model(), object).name}, v.record
          from json_to_recordset(${JSON.stringify(open.map((record) => ({ id: newId(), record })))}::json)
            as v(id uuid, record uuid)`,
    )
    await tell(parts, tx, system, { object: asked.object, ask, records: open })
  })
}

/** Of the records those about which the same person asked nothing within a week. */
async function notAskedLately(
  tx: Transaction,
  records: readonly string[],
  asker: string,
): Promise<readonly string[]> {
  const rows = await tx.query<{ record: string }>(
    sql`select r.record from unnest(${[...records]}::uuid[]) r(record) where not exists (
          select from keeper_question q join keeper_ask a on a.id = q.ask
          where q.record = r.record and a.asker = ${asker} and a.at > now() - interval '7 days')`,
  )
  return rows.map(({ record }) => record)
}

/** A mail to each keeper, one for all of their records. */
async function tell(
  { model, settings, mail }: AskingParts,
  tx: Transaction,
  by: Actor,
  { object, ask, records }: { object: string; ask: string; records: readonly string[] },
): Promise<void> {
  if ((await mail.state()).state !== 'ready') return
  const base = baseOf(model(), model().objects.get(object)!)
  const { language } = await settings.group()
  const keepers = await tx.query<{ id: string; email: string; language: Language | null }>(
    sql`select distinct u.id, u.email, u.language from ${id(base.table)} t
        cross join lateral unnest(${keepersOf(model(), base, 't')}) k(keeper)
        join "user" u on u.id = k.keeper and u.active
        where t.id = any(${[...records]}::uuid[]) order by u.email`,
  )
  for (const keeper of keepers)
    await mail.post(tx, {
      kind: keeperMail,
      to: keeper.email,
      language: keeper.language ?? language,
      payload: { ask, user: keeper.id },
      by,
    })
}

/** Who asked may have left meanwhile, or lost the right to such records: then nobody is asked. */
function gone(error: unknown): null {
  if (error instanceof Problem && [401, 404].includes(error.status)) return null
  throw error
}
