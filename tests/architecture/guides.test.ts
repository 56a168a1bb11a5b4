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

test('each row of the table of security names code or a test that is there, and cases by words of theirs', () => {
  const files = fs
    .globSync(['*', '{docs,engine,server,web,model,modules,cli,tests,testing}/**/*'], { cwd: root })
    .filter((file) => !file.includes('node_modules'))
  const rows = fs
    .readFileSync(path.join(root, 'docs/security.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| (V?\d|2 and)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  assert.ok(rows.length > 50)
  const missing = rows.flatMap(([, requirement = '', done = '', shown = '']) => {
    const named = [...shown.matchAll(/`([^`]+)`(?:: ([^`;]+?)(?=[;`]|, `|$))?/g)]
    if (named.length === 0 && !done.startsWith('**not met**')) return [`${requirement}: nothing shows it.`]
    return named.flatMap(([, name = '', cases = '']) =>
      wrongProof(files, name, cases).map((what) => `${requirement}: ${what}`),
    )
  })
  assert.deepEqual(missing, [])
})

function wrongProof(files: readonly string[], name: string, cases: string): string[] {
  if (name.startsWith('npm ')) return []
  const isIt = (file: string) => path.matchesGlob(file, name) || file.endsWith(`/${name}`) || file === name
  const found = files.filter((file) => isIt(file) || file === name.replace(/\/$/, ''))
  if (found.length === 0) return [`${name} is not there.`]
  if (found.length > 1 && !name.includes('*')) return [`${name} is more than one: ${found.join(', ')}.`]
  const [file = ''] = found
  const words = cases.split(', ').filter((one) => one !== '')
  const text = words.length > 0 ? fs.readFileSync(path.join(root, file), 'utf8') : ''
  return words.filter((one) => !text.includes(one)).map((one) => `${name} has no case “${one}”.`)
}
