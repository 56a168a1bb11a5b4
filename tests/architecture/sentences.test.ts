import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { parseSync, Visitor, type Node, type ObjectExpression } from 'oxc-parser'
import { accountTexts } from '../../engine/said/account-texts.ts'
import { catalogTexts } from '../../engine/said/catalog-texts.ts'
import { dealingTexts } from '../../engine/said/dealing-texts.ts'
import { entranceTexts } from '../../engine/said/entrance-texts.ts'
import { importTexts } from '../../engine/said/import-texts.ts'
import { mailTexts } from '../../engine/said/mail-texts.ts'
import { objectTexts } from '../../engine/said/object-texts.ts'
import { openIdTexts } from '../../engine/said/open-id-texts.ts'
import { recordTexts } from '../../engine/said/record-texts.ts'
import { scanTexts } from '../../engine/said/scan-texts.ts'
import { healthTexts } from '../../server/health-texts.ts'
import { saidTexts } from '../../server/said-texts.ts'
import { root } from './read-sources.ts'

const everyText = {
  ...accountTexts,
  ...catalogTexts,
  ...dealingTexts,
  ...entranceTexts,
  ...importTexts,
  ...mailTexts,
  ...objectTexts,
  ...openIdTexts,
  ...recordTexts,
  ...scanTexts,
  ...healthTexts,
  ...saidTexts,
}

/**
 * That each sentence has its texts, the types see; this sees that no sentence goes past them. Why: whoever
 * does not read English is otherwise told in English what to do.
 */
test('what is told to people is said in their language, not written where it is thrown', () => {
  const found = sources().flatMap((file) => bareSentences(file))
  assert.deepEqual(found, [], 'Say it with said(…), and give it its texts in the other languages.')
})

test('a sentence has the same places to fill in every language', () => {
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
  for (const [english, others] of Object.entries(everyText)) {
    for (const [language, text] of Object.entries(others))
      assert.deepEqual([...new Set(places(text))], [...new Set(places(english))], `${language}: ${text}`)
  }
})

function sources(): string[] {
  return (
    fs
      .globSync('{engine,server,modules}/**/*.ts', { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      // What a start says goes to the terminal, where nobody has a language yet.
      .filter((file) => !/\.test\.ts$|-for-test\.ts$|^engine\/(schema|postgres)\//.test(file))
  )
}

/** Where a problem or a fault of a field is given a sentence that exists in English only. */
function bareSentences(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const found: string[] = []
  const complain = (node: Node) => {
    const line = text.slice(0, node.start).split('\n').length
    found.push(`${file}:${line} ${text.slice(node.start, node.end).slice(0, 80)}`)
  }
  const isFault = (properties: readonly (string | null)[]) =>
    properties.includes('code') && properties.includes('message')
  new Visitor({
    NewExpression({ callee, arguments: given }) {
      if (callee.type !== 'Identifier') return
      const sentence = callee.name === 'Problem' ? given[2] : callee.name === 'Refusal' ? given[1] : undefined
      if (sentence && isBare(sentence)) complain(sentence)
    },
    CallExpression({ callee, arguments: given }) {
      if (callee.type === 'Identifier' && makers.has(callee.name)) given.filter(isBare).forEach(complain)
    },
    ObjectExpression({ properties }) {
      if (!isFault(properties.map(nameOf))) return
      for (const property of properties)
        if (property.type === 'Property' && nameOf(property) === 'message' && isBare(property.value))
          complain(property.value)
    },
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier' && id.name === 'message' && init && isBare(init)) complain(init)
    },
  }).visit(parseSync(file, text).program)
  return found
}

/** Functions that make a fault of a sentence. */
const makers = new Set(['fault', 'faulty', 'wrong', 'unknown', 'needed', 'against', 'refusalFor'])

function nameOf(property: ObjectExpression['properties'][number]): string | null {
  return property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null
}

function isBare(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string' && /[A-Za-z]{2} \w/.test(node.value)
  if (node.type === 'TemplateLiteral')
    return node.quasis.some(({ value }) => /[A-Za-z]{2} \w/.test(value.raw))
  if (node.type === 'ConditionalExpression') return isBare(node.consequent) || isBare(node.alternate)
  if (node.type === 'BinaryExpression') return isBare(node.left) || isBare(node.right)
  if (node.type === 'LogicalExpression') return isBare(node.left) || isBare(node.right)
  return false
}
