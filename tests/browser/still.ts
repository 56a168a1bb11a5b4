import type { Page } from 'playwright-core'

/** Waits until the page has drawn what it has, and nothing moves or changes its colour any more. */
export async function still(page: Page): Promise<void> {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => done()))
    await new Promise((done) => requestIdleCallback(() => done()))
    await frame()
    await frame()
    const passing = () =>
      document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    // One that ends may begin another, and one that is cut short is followed by the one that took its place.
    for (let moving = passing(); moving.length > 0; moving = passing()) {
      await Promise.all(moving.map((one) => one.finished.catch(() => {})))
      await frame()
    }
  })()`)
}
