import { Problem, spoken, type Actor } from '#engine'

/** What a write would do: the record as it would be, and what stands against it. */
export type RehearsalAnswer = {
  readonly record: unknown
  readonly warnings: readonly unknown[]
  readonly errors: readonly unknown[]
  readonly facts: readonly unknown[]
}

/**
 * Runs a write that is rolled back. Fields at fault and warnings to confirm are answers here, not failures.
 */
export async function rehearsal(actor: Actor, work: () => Promise<unknown>): Promise<RehearsalAnswer> {
  const nothing = { record: null, warnings: [], errors: [], facts: [] }
  try {
    return { ...nothing, record: await work() }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 422 && error.details.errors)
      return { ...nothing, errors: spoken(error.details.errors, actor.language) }
    if (error.status === 409 && error.details.warnings)
      return { ...nothing, warnings: spoken(error.details.warnings, actor.language) }
    throw error
  }
}
