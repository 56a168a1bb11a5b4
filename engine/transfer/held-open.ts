import type { Database, Transaction } from '../database/database.ts'

/**
 * What a reader in a transaction finds, given out at the pace of whoever takes it: one snapshot for all of
 * it.
 * Given up halfway, the reader's own clean-up runs and the transaction ends.
 */
export async function* heldOpen<T>(
  database: Database,
  read: (tx: Transaction) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  let give: (found: { value: T } | null) => void = () => {}
  let fail: (error: unknown) => void = () => {}
  let goOn: () => void = () => {}
  let next = new Promise<{ value: T } | null>((resolve, reject) => ([give, fail] = [resolve, reject]))
  let givenUp = false
  let hasGiven = false
  const work = async (tx: Transaction): Promise<void> => {
    // A transaction that begins anew would give again what somebody has already taken.
    if (hasGiven) throw new Error('The database changed while it was read. Read it again from the start.')
    for await (const value of read(tx)) {
      const taken = new Promise<void>((resolve) => (goOn = resolve))
      hasGiven = true
      give({ value })
      await taken
      if (givenUp) return
    }
  }
  const options = { snapshot: true, readOnly: true, statementMilliseconds: 0 } as const
  const whole = database.transaction(work, options).then(
    () => give(null),
    (error: unknown) => fail(error),
  )
  try {
    for (;;) {
      const found = await next
      if (found === null) return
      next = new Promise((resolve, reject) => ([give, fail] = [resolve, reject]))
      yield found.value
      goOn()
    }
  } finally {
    givenUp = true
    goOn()
    next.catch(() => {
      // Whoever gave up does not ask why it would have failed.
    })
    await whole
  }
}
