import type { Actor } from '../access/actor.ts'
import { databaseNow } from '../database/database-now.ts'
import { id, sql } from '../database/sql.ts'
import { provedNamed, sameAsked, saysSomething, type Asked, type Subject } from './asked-of.ts'
import { askSource, keyOf, rememberAnswers, rememberedAnswers } from './ask-source.ts'
import { PartAway, Unreachable, type Answer, type FactSource } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { judgeAnswers } from './judge-answers.ts'
import type { SourceState } from './source-settings.ts'
import { pauseSource, reserveRequests, sourceAnswers } from './watch-sources.ts'
import { askedNow, writeFacts, type FactPlace, type NewFact } from './write-facts.ts'

/** How many are taken at a time, and how many of them are asked side by side. */
const batch = 100
const abreast = 4

type Look = Subject & {
  readonly forced: boolean
  readonly was: Asked | null
  readonly answer: Answer | null
  readonly kept: readonly string[] | null
  readonly result: NewFact['result'] | null
  readonly checkedAt: string | null
  readonly expires: string | null
  readonly isCurrent: boolean
}

type Told = { readonly look: Look; readonly asked: Asked; readonly answer: Answer; readonly isNew: boolean }

/** One answer that makes no sense is of one record; so many one after the other are of the source. */
const mostOdd = 3

/** How a round went: facts that were written, and whether there may be more to do at once. */
export type Round = { readonly written: number; readonly more: boolean }

/**
 * Checks the next facts of one source that are due: what is remembered is compared again without asking,
 * what is not is asked, as often a minute as the settings allow. Where the source does not answer, what
 * stood there stays as it was, and the source is left alone for a while. `only` narrows it to one record.
 */
export async function checkFacts(
  parts: FactsParts,
  actor: Actor,
  { source, state }: { readonly source: FactSource; readonly state: SourceState },
  only: string | null = null,
): Promise<Round> {
  const place = provedNamed(parts.model(), source.kind)
  if (!place) return { written: 0, more: false }
  const looks = await dueLooks(parts, source.kind, only)
  if (looks.length === 0) return { written: 0, more: false }
  const now = await askedNow(parts.database, parts.model(), place, [
    ...new Set(looks.map(({ record }) => record)),
  ])
  const open = looks.filter(({ line }) => isAskable(source, now.get(line)))
  const idle = looks.filter((look) => !open.includes(look))
  await letBe(
    parts,
    source.kind,
    idle.map(({ line }) => ({ line, until: null })),
  )
  const asked = (look: Look): Asked => now.get(look.line) ?? {}
  const told = await answersTo(parts, source, state, open, asked)
  const facts = await factsOf(parts, place, source, state, told.answers)
  const written = await writeFacts(
    parts.records,
    actor,
    place,
    facts.filter((fact) => fact !== null),
  )
  const same = told.answers.filter((_, at) => facts[at] === null).map(({ look }) => look)
  await letBe(
    parts,
    source.kind,
    same.map(({ line, expires }) => ({ line, until: expires })),
  )
  return { written, more: !told.stopped && looks.length === batch }
}

function isAskable(source: FactSource, asked: Asked | undefined): asked is Asked {
  return asked !== undefined && saysSomething(asked) && source.applies(asked)
}

/**
 * Takes what is due, so that nobody else does for a while: a process that is gone leaves it to the next.
 * What is written meanwhile is due at once again.
 */
function dueLooks({ database }: FactsParts, kind: string, only: string | null): Promise<Look[]> {
  const which =
    only === null ? sql`l.due_at <= now()` : sql`l.record = ${only}::uuid and l.due_at is not null`
  return database.transaction((tx) =>
    tx.query<Look>(
      sql`with due as (
            select l.line from fact_look l where l.kind = ${kind} and ${which}
            order by l.due_at limit ${batch} for update skip locked),
          taken as (
            update fact_look l set due_at = now() + interval '5 minutes' from due d
            where l.kind = ${kind} and l.line = d.line
            returning l.record, l.line, l.forced, l.fact, l.asked)
          select l.record, l.line, l.forced, l.asked as was, f.answer, f.kept, f.result,
            ${instant('checked_at')} as "checkedAt", ${instant('expires_at')} as expires,
            coalesce(f.expires_at > now(), false) as "isCurrent"
          from taken l left join fact f on f.id = l.fact`,
    ),
  )
}

function instant(column: string) {
  return sql`to_char(${id('f', column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/**
 * There is nothing to ask about these now: the value was taken out, the source does not know its country,
 * or what it said still holds. They are looked at again at `until`, if at all.
 */
async function letBe(
  { database }: FactsParts,
  kind: string,
  looks: readonly { readonly line: string; readonly until: string | null }[],
): Promise<void> {
  if (looks.length === 0) return
  await database.query(
    sql`update fact_look l set due_at = v.until, forced = false, failure = null
        from json_to_recordset(${JSON.stringify(looks)}::json) as v(line uuid, until timestamptz)
        where l.kind = ${kind} and l.line = v.line and l.due_at > now()`,
  )
}

/** What the minute had no room for stays due. */
async function putBack({ database }: FactsParts, kind: string, looks: readonly Look[]): Promise<void> {
  if (looks.length === 0) return
  await database.query(
    sql`update fact_look set due_at = now()
        where kind = ${kind} and line = any(${looks.map(({ line }) => line)}::uuid[])`,
  )
}

async function answersTo(
  parts: FactsParts,
  source: FactSource,
  state: SourceState,
  looks: readonly Look[],
  asked: (look: Look) => Asked,
): Promise<{ answers: Told[]; stopped: boolean }> {
  const known = looks.filter((look) => look.isCurrent && !look.forced && sameAsked(look.was, asked(look)))
  const rest = looks.filter((look) => !known.includes(look))
  const cached = await rememberedAnswers(parts, source.kind, rest.filter(({ forced }) => !forced).map(asked))
  const answers: Told[] = known.flatMap((look) =>
    look.answer ? [{ look, asked: asked(look), answer: look.answer, isNew: false }] : [],
  )
  const unknown = rest.filter((look) => {
    const answer = look.forced ? undefined : cached.get(keyOf(asked(look)))
    if (answer) answers.push({ look, asked: asked(look), answer, isNew: true })
    return !answer
  })
  const outside = await askOutside(parts, source, state, unknown, asked)
  return { answers: [...answers, ...outside.answers], stopped: outside.stopped }
}

/**
 * Asks the source itself, a few at a time and each question once, until the minute is used up or it no
 * longer answers. What was not asked stays due.
 */
async function askOutside(
  parts: FactsParts,
  source: FactSource,
  state: SourceState,
  looks: readonly Look[],
  asked: (look: Look) => Asked,
): Promise<{ answers: Told[]; stopped: boolean }> {
  const questions = [...Map.groupBy(looks, (look) => keyOf(asked(look))).values()]
  if (questions.length === 0) return { answers: [], stopped: false }
  const granted = await reserveRequests(parts, source.kind, questions.length, state.perMinute)
  const queue = questions.slice(0, granted)
  const answers: Told[] = []
  const away = new Map<string, Unreachable>()
  let failed: Unreachable | null = null
  let odd: Unreachable[] = []
  const work = async (): Promise<void> => {
    for (let group = queue.shift(); group && !failed; group = queue.shift()) {
      const question = asked(group[0] as Look)
      const part = source.partOf?.(question) ?? null
      const known = part === null ? undefined : away.get(part)
      try {
        if (known) throw known
        const answer = await askSource(parts, source, state.address, question)
        for (const look of group) answers.push({ look, asked: question, answer, isNew: true })
        odd = []
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        await noteFailure(parts, source.kind, group, error)
        if (error instanceof PartAway && part !== null) away.set(part, error)
        else if (error.failure !== 'notUnderstood') failed = error
        else {
          odd.push(error)
          if (odd.length >= mostOdd) failed = error
        }
      }
    }
  }
  await Promise.all(Array.from({ length: abreast }, work))
  const open = [...queue, ...questions.slice(granted)].flat()
  await putBack(parts, source.kind, open)
  await rememberAnswers(parts, source.kind, answers)
  // Where nothing at all made sense, it is the source that does not.
  if (answers.length === 0) failed ??= odd[0] ?? null
  if (answers.length > 0) await sourceAnswers(parts, source.kind)
  if (failed) await pauseSource(parts, source.kind, ...failureOf(failed))
  return { answers, stopped: failed !== null || granted < questions.length }
}

function failureOf({ failure, retryAfterSeconds }: Unreachable): [string, number | null] {
  return [failure, retryAfterSeconds]
}

/** The value was not checked, which says nothing of it: what was known of it before stays. */
async function noteFailure(
  { database }: FactsParts,
  kind: string,
  looks: readonly Look[],
  error: Unreachable,
): Promise<void> {
  await database.query(
    sql`update fact_look set attempts = attempts + 1, failure = ${error.failure},
          due_at = now() + make_interval(mins => least(power(2, least(attempts, 10))::integer, 720))
        where kind = ${kind} and line = any(${looks.map(({ line }) => line)}::uuid[])`,
  )
}

/** What is to be written of each answer; null where nothing is new in it. */
async function factsOf(
  { database, model }: FactsParts,
  place: FactPlace,
  source: FactSource,
  state: SourceState,
  told: readonly Told[],
): Promise<(NewFact | null)[]> {
  const judged = told.map(({ look: { record, line, kept }, answer }) => ({
    ...{ record, line, answer },
    kept: kept ?? [],
  }))
  const judgements = await judgeAnswers(database, model(), place, judged)
  const until = new Date((await databaseNow(database)) + state.days * 86_400_000).toISOString()
  return told.map(({ look, asked, answer, isNew }, at): NewFact | null => {
    const { result, differs } = judgements[at] ?? { result: 'unknown', differs: [] }
    // Compared again, and it is as it was: nothing happened that anybody would want to read of.
    if (!isNew && result === look.result) return null
    const expiresAt = isNew ? until : look.expires
    return {
      ...{ record: look.record, line: look.line, asked, result },
      ...{ source: source.source, expiresAt, dueAt: expiresAt },
      ...(isNew ? {} : { checkedAt: look.checkedAt }),
      kept: look.kept ?? [],
      reference: answer.reference ?? null,
      answer: { ...answer, differs },
    }
  })
}
