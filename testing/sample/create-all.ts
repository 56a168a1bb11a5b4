import type { Actor, Engine } from '#engine'

/**
 * Many records at once, through the same door as one; the first that is refused stops the sample with its
 * reason.
 */
export async function createAll(
  engine: Engine,
  actor: Actor,
  object: string,
  rows: readonly Record<string, unknown>[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const outcomes = await engine.records.many(
    actor,
    object,
    rows.map((values) => ({ kind: 'create' as const, values })),
    {},
  )
  for (const [at, outcome] of outcomes.entries()) {
    const reason = outcome.problem?.message ?? outcome.errors[0]?.message
    if (reason)
      throw new Error(`The sample ${object} ${JSON.stringify(rows[at])} was refused: ${String(reason)}`)
  }
  return outcomes.map((outcome) => outcome.id)
}
