import type { Actor, Engine } from '#engine'

/**
 * Many records at once, through the same door as one, as if written at an instant of the past where one is
 * given; the first that is refused stops the sample with its reason.
 */
export async function createAll(
  engine: Engine,
  actor: Actor,
  object: string,
  rows: readonly Record<string, unknown>[],
  at?: string,
): Promise<string[]> {
  if (rows.length === 0) return []
  const outcomes = await engine.records.many(
    actor,
    object,
    rows.map((values) => ({ kind: 'create' as const, values })),
    at === undefined ? {} : { at },
  )
  for (const [at, outcome] of outcomes.entries()) {
    const reason = outcome.problem?.message ?? outcome.errors[0]?.message
    if (reason)
      throw new Error(`The sample ${object} ${JSON.stringify(rows[at])} was refused: ${String(reason)}`)
  }
  return outcomes.map((outcome) => outcome.id)
}
