import assert from 'node:assert/strict'

const patienceMilliseconds = 90_000

/** Waits for what a page has no locator for. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMilliseconds
  while (!(await isSo())) {
    assert.ok(Date.now() < end, 'It did not come about in time.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
