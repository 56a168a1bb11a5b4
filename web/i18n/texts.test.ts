import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { languages } from '../format/language.ts'

/** The texts of one part in one language, by key, with the plural forms gathered under their key. */
function textsOf(language: string, part: string): Map<string, Map<string, string>> {
  const texts = new Map<string, Map<string, string>>()
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') {
      const [, key = path, form = ''] = /^(.*)_(zero|one|two|few|many|other)$/.exec(path) ?? []
      const forms = texts.get(key) ?? new Map<string, string>()
      texts.set(key, forms.set(form, value))
      return
    }
    for (const [name, inner] of Object.entries(value as object))
      walk(inner, path === '' ? name : `${path}.${name}`)
  }
  walk(JSON.parse(readFileSync(new URL(`./${language}/${part}`, import.meta.url), 'utf8')), '')
  return texts
}

const parts = readdirSync(new URL('./en/', import.meta.url)).filter((file) => file.endsWith('.json'))
const holes = (text: string) =>
  [...text.matchAll(/{{(\w+)}}/g)]
    .map((hole) => hole[1] ?? '')
    .toSorted((one, other) => one.localeCompare(other))

for (const { code, name } of languages.filter((language) => language.code !== 'en')) {
  test(`${name} says everything that English says, with the same gaps to fill`, () => {
    assert.deepEqual(
      readdirSync(new URL(`./${code}/`, import.meta.url)).filter((file) => file.endsWith('.json')),
      parts,
    )
    for (const part of parts) {
      const english = textsOf('en', part)
      const texts = textsOf(code, part)
      assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort(), `${code}/${part}`)
      for (const [key, forms] of texts) {
        const wanted = holes([...(english.get(key)?.values() ?? [])].at(-1) ?? '')
        for (const text of forms.values()) {
          assert.notEqual(text.trim(), '', `${code}/${part} ${key} is empty`)
          assert.deepEqual(holes(text), wanted, `${code}/${part} ${key}`)
        }
      }
    }
  })
}

test('counted texts have every form that their language counts by', () => {
  for (const { code } of languages) {
    const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted()
    for (const part of parts) {
      for (const [key, forms] of textsOf(code, part)) {
        if (!forms.has('')) assert.deepEqual([...forms.keys()].sort(), wanted, `${code}/${part} ${key}`)
      }
    }
  }
})

test('nothing else is called as “Cancel” is: beside it stands what is done', () => {
  const same: string[] = []
  for (const { code } of languages) {
    const wholes = parts.flatMap((part) =>
      [...textsOf(code, part)].map(([key, forms]) => [`${code}/${part} ${key}`, forms.get('')] as const),
    )
    const cancel = textsOf(code, 'kit.json').get('cancel')?.get('')
    same.push(...wholes.flatMap(([key, text]) => (text === cancel && !key.endsWith('ancel') ? [key] : [])))
  }
  assert.deepEqual(same, [])
})

test('every language is in its own letters', () => {
  const letters = { ka: /\p{Script=Georgian}/u, zh: /\p{Script=Han}/u, ru: /\p{Script=Cyrillic}/u }
  for (const [code, script] of Object.entries(letters)) {
    for (const part of parts) {
      for (const [key, forms] of textsOf(code, part)) {
        for (const text of forms.values()) assert.match(text, script, `${code}/${part} ${key}: ${text}`)
      }
    }
  }
})

test('a page that speaks a part which comes later brings it along', () => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  const later = /laterParts = \[([^\]]*)\]/.exec(read('i18n/texts.ts'))?.[1]?.match(/\w+/g) ?? []
  assert.ok(later.length > 0)
  const brought = new Map<string, string[]>()
  for (const [, folder = '', parts = ''] of read('main.tsx').matchAll(
    /page\(\s*\(\) => import\('\.\/(screens\/[\w-]+)\/[^']+'\),\s*([^)]*)\)/g,
  ))
    brought.set(folder, parts.match(/\w+/g) ?? [])
  const root = new URL('../', import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /^(app|api|fields|format|screens|theme|ui)\/.*(?<!\.test)\.tsx?$/.test(file))
  for (const file of files) {
    const said = [...read(file).matchAll(/['`](\w+)\.[a-zA-Z$]/g)].map(([, part = '']) => part)
    const known = brought.get(file.split('/').slice(0, 2).join('/')) ?? []
    for (const part of later.filter((one) => said.includes(one)))
      assert.ok(known.includes(part), `${file} says “${part}.…”, which its page does not bring (main.tsx).`)
  }
  for (const { code } of languages) {
    const left = /!\.\/\{([\w,]+)\}/.exec(read(`i18n/${code}/index.ts`))?.[1]?.split(',')
    assert.deepEqual(left, later, `i18n/${code}/index.ts leaves out other parts than come later`)
  }
})
