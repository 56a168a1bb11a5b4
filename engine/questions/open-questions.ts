import { isId, newId } from '#model'
import { overRate } from '../accounts/limit-rate.ts'
import type { Actor } from '../access/actor.ts'
import type { Shares } from '../access/share-record.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { isMatched, matchedFields } from '../match/match-keys.ts'
import { baseOf } from '../records/stored.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import { answersTo, questionsFor, type Answered, type Question } from './questions-for.ts'
import { askKeepers, type AskingParts } from './ask-keepers.ts'
import { answerMail, declareQuestionMails } from './question-mail.ts'

type Parts = AskingParts & { readonly jobs: Jobs; readonly records: Records; readonly shares: Shares }

/** What is asked of whoever keeps a partner that one may not see. */
export type KeeperAsk = { readonly entry: Readonly<Record<string, unknown>>; readonly note: string | null }

/**
 * What a keeper answers: in words, by opening the record to who asked, or not at all. `until`: the last day
 * on which it is open; null: the last one on which the keeper has it.
 */
export type KeeperAnswer = {
  readonly answer: string | null
  readonly share: boolean
  readonly until: string | null
}

/**
 * Messages to whoever keeps a partner, from people who are about to enter it again and may not see it: they
 * are told nothing by it, whether there is such a partner, how many, or who keeps it.
 */
export type Questions = {
  /** Answers alike whatever there is. Throws a 404 for an object that is unknown to them, and a 429. */
  ask(actor: Actor, object: string, asked: KeeperAsk, options?: { tx?: Transaction }): Promise<void>
  /** What waits for the actor's answer, about records that they see; and what others answered to them. */
  inbox(actor: Actor): Promise<{ readonly asked: readonly Question[]; readonly answers: readonly Answered[] }>
  /** When each of both came, the latest first. */
  since(actor: Actor): Promise<readonly string[]>
  /**
   * Gives the last day on which the record is open to who asked; null: it is for good, or was not shared.
   * Throws a 404 for a question that does not wait for the actor, a 403 where they may not share, a 422 where
   * they do not have it for as long.
   */
  answer(actor: Actor, question: string, answer: KeeperAnswer): Promise<{ readonly until: string | null }>
}

const askName = 'ask keepers'
const mostAnHour = 10
const longestText = 500

/** Opens the questions to keepers. */
export function openQuestions(parts: Parts): Questions {
  const { database, model, jobs, access } = parts
  declareQuestionMails(parts)
  jobs.declare({ name: askName, run: ({ payload }) => askKeepers(parts, String(payload['ask'])) })
  jobs.declare({
    name: 'forget questions',
    everyMinutes: 24 * 60,
    // What somebody was about to enter is kept no longer than it is of use.
    run: () => database.query(sql`delete from keeper_ask where at < now() - interval '90 days'`),
  })
  const inbox = async (actor: Actor) => ({
    asked: await questionsFor(parts, actor),
    answers: await answersTo(database, model(), actor),
  })
  return {
    inbox,
    async since(actor) {
      const { asked, answers } = await inbox(actor)
      return [...asked, ...answers].map(({ at }) => at).toSorted((one, other) => (one < other ? 1 : -1))
    },
    async ask(actor, name, { entry, note }, { tx } = {}) {
      if (actor.seenBy) throw notFound()
      const object = askedObject(model(), actor, name)
      const seconds = await overRate(database, {
        ...{ what: 'keeper ask', who: actor.user, most: mostAnHour, seconds: 3600 },
      })
      if (seconds !== null) throw tooOften(seconds)
      const told = entryOf(model(), object, entry)
      const system = await access.systemActor('keepers')
      const add = async (open: Transaction): Promise<void> => {
        const id = newId()
        await open.query(
          sql`insert into keeper_ask (id, object, asker, entry, note)
              values (${id}, ${object.name}, ${actor.user}, ${JSON.stringify(told)}::jsonb, ${note})`,
        )
        await jobs.add(open, askName, { ask: id }, { actor: system })
      }
      await (tx ? add(tx) : database.transaction(add))
    },
    answer: (actor, question, answer) => answered(parts, actor, question, answer),
  }
}

async function answered(
  parts: Parts,
  actor: Actor,
  id: string,
  { answer, share, until: wanted }: KeeperAnswer,
): Promise<{ readonly until: string | null }> {
  const { database, mail, settings, shares } = parts
  if (!isId(id) || actor.seenBy) throw notFound()
  const [question] = await questionsFor(parts, actor, id)
  if (!question) throw notFound()
  const { object, record } = question
  const until = share ? (wanted ?? (await shares.lastDay(actor, object, record))) : null
  const { language } = await settings.group()
  await database.transaction(async (tx) => {
    const state = share ? 'shared' : answer === null ? 'closed' : 'answered'
    const [taken] = await tx.query<{ asker: string }>(
      sql`update keeper_question set state = ${state}, answer = ${answer}, decided_by = ${actor.user},
            decided_at = now() where id = ${id} and state = 'open'
          returning (select a.asker from keeper_ask a where a.id = ask) as asker`,
    )
    if (!taken) throw notFound()
    const given = { user: taken.asker, may: 'read', until, note: answer?.slice(0, 300) ?? null }
    // Who gets the record is told so by the mail about what is shared.
    if (share) await shares.add(actor, object, record, given, { tx })
    else if (answer !== null && (await mail.state()).state === 'ready')
      for (const to of await tx.query<{ email: string; language: typeof language | null }>(
        sql`select email, language from "user" where id = ${taken.asker} and active`,
      ))
        await mail.post(tx, {
          ...{ kind: answerMail, to: to.email, language: to.language ?? language },
          ...{ payload: { question: id, user: taken.asker }, by: actor },
        })
  })
  return { until }
}

function askedObject(model: ResolvedModel, actor: Actor, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object || object.declaration.owned || actor.access.object(name) === undefined) throw notFound()
  if (!isMatched(baseOf(model, object))) throw notFound()
  return object
}

/** Of what was typed only that by which partners are found, and no more of it than anybody types. */
function entryOf(
  model: ResolvedModel,
  object: ResolvedObject,
  entry: KeeperAsk['entry'],
): Record<string, unknown> {
  const told: Record<string, unknown> = {}
  for (const { field, line } of matchedFields(model, baseOf(model, object))) {
    const value = entry[field.name]
    if (!line && typeof value === 'string') told[field.name] = keepable(value)
    if (!line || !Array.isArray(value)) continue
    const name = line.field.name
    const lines = (value as unknown[]).slice(0, 20).flatMap((one) => {
      const text = typeof one === 'object' && one !== null ? (one as Record<string, unknown>)[name] : null
      return typeof text === 'string' ? [{ [name]: keepable(text) }] : []
    })
    told[field.name] = lines
  }
  return told
}

/** As much of a text as is kept, without what JSON in PostgreSQL cannot hold. */
function keepable(text: string): string {
  return text.slice(0, longestText).replaceAll('\0', '').toWellFormed()
}

/** What was asked, as it was sent, read; throws a 422. */
export function readKeeperAsk({ entry, note = null, ...unknown }: Record<string, unknown>): KeeperAsk {
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined || typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw wrong(stray ?? 'entry', said('Give the entry, and perhaps a note.'))
  return { entry: entry as Record<string, unknown>, note: textOf('note', note) }
}

/** What was answered, as it was sent, read; throws a 422. */
export function readKeeperAnswer({
  answer = null,
  share = false,
  until = null,
  ...unknown
}: Record<string, unknown>): KeeperAnswer {
  const stray = Object.keys(unknown)[0]
  const isEnd = until === null || (typeof until === 'string' && share === true)
  if (stray !== undefined || typeof share !== 'boolean' || !isEnd) {
    const field = stray ?? (typeof share === 'boolean' ? 'until' : 'share')
    throw wrong(
      field,
      said('Give an answer, or share, perhaps until a day, or neither to leave it unanswered.'),
    )
  }
  return { answer: textOf('answer', answer), share, until }
}

function textOf(field: string, value: unknown): string | null {
  if (value === null) return null
  const fits = typeof value === 'string' && value.length <= longestText && !value.includes('\0')
  if (!fits) throw wrong(field, said('Write at most {most} characters.', { most: longestText }))
  return value.trim() === '' ? null : value.trim().toWellFormed()
}

function wrong(field: string, message: ReturnType<typeof said>) {
  return fieldErrors([{ field: field.slice(0, 80), code: 'notRight', message }])
}

function tooOften(seconds: number): Problem {
  return new Problem(
    429,
    'tooOften',
    said('You sent many messages within the hour. Wait {minutes} minutes, then try again.', {
      minutes: Math.ceil(seconds / 60),
    }),
    { retryAfterSeconds: seconds },
  )
}
