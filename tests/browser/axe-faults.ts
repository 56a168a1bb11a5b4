import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What is asked: whole standards by their tags, or single rules. */
export type Asked = { readonly tags: readonly string[] } | { readonly rules: readonly string[] }

/** Everything WCAG 2.2 asks for on level AA that a program can see. */
export const wcag: Asked = { tags: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }

/**
 * What axe finds wrong with the page as it stands, each rule with the first place. Axe is given to a page
 * once, and only what is wrong comes back: all else it could tell takes three times as long.
 */
export async function axeFaults(page: Page, asked: Asked): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  const runOnly =
    'tags' in asked ? { type: 'tag', values: asked.tags } : { type: 'rule', values: asked.rules }
  return page.evaluate(`(async () => {
    const { violations } = await axe.run(document, {
      runOnly: ${JSON.stringify(runOnly)},
      resultTypes: ['violations'],
    })
    return violations.map(({ id, nodes }) => id + ' (' + nodes.length + '): ' + nodes[0]?.html.slice(0, 240))
  })()`)
}

/** Fails with what axe finds, whatever the page shows just now. */
export async function clean(page: Page): Promise<void> {
  assert.deepEqual(await axeFaults(page, wcag), [])
}
