import type { Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { stoppedAmong } from './acts-as.ts'
import { criteriaInForce, type Criterion } from './criteria.ts'
import { faultOfInput } from './criterion-faults.ts'
import type { ProposalParts } from './open-proposals.ts'

const kind = 'criterionFault'

type Person = { readonly email: string; readonly language: Language | null }

/**
 * What an action takes no more of a criterion: why, by criterion; others are not in it. One whose trial fails
 * by itself is at fault too, and keeps nobody from the others.
 */
export async function faultsOf(
  { records, log }: Pick<ProposalParts, 'records' | 'log'>,
  actor: Actor,
  criteria: readonly Criterion[],
): Promise<ReadonlyMap<string, Problem>> {
  return records.door(actor, { dryRun: true }, async (door) => {
    const faults = new Map<string, Problem>()
    for (const criterion of criteria) {
      const trial = door.tx.savepoint(() => faultOfInput(door, criterion))
      const fault = await trial.catch((error: unknown) => {
        // That the database is away says nothing of the criterion.
        if (error instanceof Problem && error.code === 'databaseAway') throw error
        log(`The input of the criterion ${criterion.id} could not be tried.`, error)
        return new Problem(500, 'bug', said('Something went wrong in Kontor itself. Look into the log.'))
      })
      if (fault) faults.set(criterion.id, fault)
    }
    return faults
  })
}

/**
 * The mail to whoever keeps a criterion that came to be at fault, such as by a reason that was closed, or
 * that stopped acting by itself.
 */
export function declareFaultMail(parts: ProposalParts): void {
  const { database, model, actions, access, mail } = parts
  mail.declare({
    name: kind,
    async compose({ criterion: key }) {
      const actor = await access.systemActor('criteria')
      const all = await criteriaInForce(database, model(), actions)
      const criterion = all.find(({ id }) => id === key)
      const fault = criterion && (await faultsOf(parts, actor, [criterion])).get(criterion.id)
      const stopped = criterion && (await stoppedAmong(parts, [criterion])).get(criterion.id)
      const paragraphs = fault ? faultyWords(criterion, fault) : stopped && stoppedWords(criterion, stopped)
      if (!criterion || !paragraphs) return null
      return {
        subject: said('The criterion “{name}” needs you', { name: criterion.name }),
        paragraphs,
        link: { label: said('Open it in Kontor'), href: mail.address('/settings/criteria') },
      }
    },
  })
}

function faultyWords({ name }: Criterion, fault: Problem): Said[] {
  return [
    said('The action that the criterion “{name}” proposes no longer takes what stands there.', { name }),
    ...(typeof fault.sentence === 'string' ? [] : [fault.sentence]),
    said('Until it is mended, Kontor does nothing by it on its own. You are told of this once.'),
  ]
}

function stoppedWords({ name }: Criterion, why: Said): Said[] {
  return [
    said('Kontor does nothing by the criterion “{name}” on its own any more.', { name }),
    why,
    said(
      'What it proposes waits for people. Switch off and on again that it acts by itself, and it does so in your name. You are told of this once.',
    ),
  ]
}

/** What an action takes no more, and what stopped acting by itself, by criterion. */
type Amiss = {
  readonly faults: ReadonlyMap<string, Problem>
  readonly stopped: ReadonlyMap<string, Said>
}

/**
 * Tells whoever keeps a criterion once that it is at fault; where they left or may not do it any more, the
 * administrators. One that is right again and fails later is told of anew.
 */
export async function tellOfFaults(
  parts: ProposalParts,
  by: Actor,
  criteria: readonly Criterion[],
  { faults, stopped }: Amiss,
): Promise<void> {
  const { database, mail, settings } = parts
  const { language } = await settings.group()
  const amiss = [...faults.keys(), ...stopped.keys()]
  await database.transaction(async (tx) => {
    await tx.query(sql`delete from criterion_fault where criterion <> all(${amiss}::uuid[])`)
    for (const criterion of criteria.filter(({ id }) => amiss.includes(id))) {
      const fresh = await tx.query(
        sql`insert into criterion_fault (criterion) values (${criterion.id})
            on conflict (criterion) do nothing returning 1`,
      )
      if (fresh.length === 0) continue
      for (const { email, language: own } of await keepersOf(
        tx,
        stopped.has(criterion.id) ? null : criterion.by,
      ))
        await mail.post(tx, {
          ...{ kind, to: email, language: own ?? language, by },
          payload: { criterion: criterion.id },
        })
    }
  })
}

async function keepersOf(tx: Connection, by: string | null): Promise<readonly Person[]> {
  const own = await tx.query<Person>(sql`select email, language from "user" where id = ${by} and active`)
  if (own.length > 0) return own
  return tx.query(
    sql`select u.email, u.language from "user" u where u.active and exists (
          select from user_post h join post p on p.id = h.post
          where h."user" = u.id and p.administrator
            and current_date between coalesce(h."from", '-infinity') and coalesce(h.until, 'infinity'))
        order by u.id`,
  )
}
