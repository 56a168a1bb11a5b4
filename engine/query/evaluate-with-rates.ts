import { dayAt, evaluateFormula, type FormulaAnswer, type FormulaQuestion } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { exchangeRate } from './exchange-rate.ts'

/** Which rate a formula asked for. */
type Asked = { readonly from: string; readonly to: string; readonly day: string }

/** A rate may decide for which other one is asked; no formula of people goes on like this for long. */
const mostRounds = 20
const mostRates = 5_000

/**
 * Tries a formula out on given values, with the exchange rates that the actor may see. Calculated once to
 * learn which rates it asks for, and again with them, until none is missing. Throws FormulaError,
 * FormulaValueError.
 */
export async function evaluateWithRates(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  question: FormulaQuestion,
): Promise<FormulaAnswer> {
  const known = new Map<string, string | undefined>()
  const isSeen = actor.access.object('exchangeRate')?.see('rate') === true
  const now = new Date().toISOString()
  for (let round = 0; ; round++) {
    const missing = new Map<string, Asked>()
    const rate = (from: string, to: string, day: string): string | undefined => {
      const key = `${from} ${to} ${day}`
      if (known.has(key) || !isSeen || !isCurrency(from) || !isCurrency(to)) return known.get(key)
      if (missing.size < mostRates) missing.set(key, { from, to, day })
      // For the time being; with a failure the formula would end before it asks for its other rates.
      return '1'
    }
    const answer = evaluateFormula(question, {
      variables: { $today: dayAt(Date.parse(now), actor.timeZone) },
      timeZone: actor.timeZone,
      now,
      rate,
    })
    if (missing.size === 0) return answer
    if (round === mostRounds) return { type: answer.type, value: null, error: '#N/A' }
    const found = await ratesOf(database, model, [...missing.values()])
    for (const [at, key] of [...missing.keys()].entries()) known.set(key, found[at] ?? undefined)
  }
}

/** Nothing else is a currency, whatever a formula says. */
function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code)
}

/** The rates in the order in which they were asked for, by one statement. */
async function ratesOf(
  database: Connection,
  model: ResolvedModel,
  asked: readonly Asked[],
): Promise<(string | null)[]> {
  const rate = exchangeRate({ model, authority: 'action' }, sql`a.source`, sql`a.target`, sql`a.day`)
  const rows = await database.query<{ rate: string | null }>(
    sql`select ${rate}::text as rate
        from unnest(${asked.map(({ from }) => from)}::text[], ${asked.map(({ to }) => to)}::text[],
                    ${asked.map(({ day }) => day)}::date[]) with ordinality as a(source, target, day, place)
        order by a.place`,
  )
  return rows.map((row) => row.rate)
}
