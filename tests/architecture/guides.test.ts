import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'

const root = path.resolve(import.meta.dirname, '../..')
const pages = ['*.md', 'docs/**/*.md', 'web/*.md', 'decisions/*.md'].flatMap((pattern) =>
  fs.globSync(pattern, { cwd: root }),
)

test('what a page links to is there, and so is every picture', () => {
  const missing = pages.flatMap((page) =>
    linksOf(page).flatMap((link) => {
      const [file = ''] = link.split('#')
      const place = path.resolve(root, path.dirname(page), file)
      return file === '' || fs.existsSync(place) ? [] : [`${page} links to ${link}, which is not there.`]
    }),
  )
  assert.deepEqual(missing, [])
})

test('every picture of the guides is shown on a page, and none is too heavy', () => {
  const shown = new Set(
    pages.flatMap((page) => linksOf(page).map((link) => path.resolve(root, path.dirname(page), link))),
  )
  for (const picture of fs.globSync('docs/screenshots/*.png', { cwd: root })) {
    assert.ok(shown.has(path.join(root, picture)), `${picture} is on no page.`)
    assert.ok(fs.statSync(path.join(root, picture)).size < 250_000, `${picture} is too heavy.`)
  }
})

/** The addresses of links and pictures in a page, without those of other sites. */
function linksOf(page: string): string[] {
  const text = fs.readFileSync(path.join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
}
