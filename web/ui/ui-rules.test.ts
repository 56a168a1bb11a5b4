import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dropAllDrafts, keepDraft, readDraft } from './draft-store.ts'
import { hueOf } from './hue.ts'
import { initials } from './initials.ts'
import { percentOf } from './job-store.ts'
import { keyLabels, keysOf } from './keys.ts'
import { narrow, nextWith, step } from './pick.ts'
import { shortcutFor } from './shortcut-store.ts'
import { createStore } from './store.ts'
import { markedParts, marksOf } from './text-marks.ts'

test('initials stand for a name without its legal form, in its own script', () => {
  const cases: [string, string][] = [
    ['Rīgas Ostas Celtnieks SIA', 'RO'],
    ['SIA “Vidzemes Ceļi”', 'VC'],
    ['Ābele un Partneri SIA', 'ĀP'],
    ['ბათუმის პორტის ლოგისტიკა შპს', 'ბპ'],
    ['ТОО «Алтын Жол Техника»', 'АЖ'],
    ['青岛海川工程机械有限公司', '海'],
    ['王建国', '王'],
    ['Kalniņš, Jānis', 'KJ'],
    ['AS', 'A'],
    ['', '–'],
  ]
  for (const [name, letters] of cases) assert.equal(initials(name), letters, name)
})

test('a word has the same colour everywhere', () => {
  assert.equal(hueOf('Key account'), hueOf('Key account'))
  const hues = new Set(
    [
      'Dealer',
      'Contractor',
      'Farm',
      'Key account',
      'Rental firm',
      'Retail buyer',
      'Road builder',
      'Port',
    ].map(hueOf),
  )
  assert.ok(hues.size >= 4)
})

test('what was typed is marked in the letters found, whatever the script', () => {
  assert.deepEqual(marksOf('Rīgas Ostas Celtnieks', 'rig'), [[0, 3]])
  assert.deepEqual(marksOf('Рига Мотор ООО', 'rig'), [[0, 3]])
  assert.deepEqual(marksOf('რიგინა შენგელია', 'rig'), [[0, 3]])
  assert.deepEqual(marksOf('Brīvības 84, Rīga', 'rig'), [[13, 16]])
  assert.deepEqual(marksOf('Ostas Rīgas', 'rig ost'), [
    [0, 3],
    [6, 9],
  ])
  assert.deepEqual(marksOf('青岛海川', '海川'), [[2, 4]])
  assert.deepEqual(marksOf('Liepāja', 'rig'), [])
  assert.deepEqual(markedParts('Rīga', [[0, 3]]), [
    { text: 'Rīg', marked: true },
    { text: 'a', marked: false },
  ])
})

test('a list to choose from is narrowed by beginning, word, inside', () => {
  const options = ['Estonia', 'Latvia', 'South Latgale', 'Georgia'].map((label) => ({ value: label, label }))
  assert.deepEqual(
    narrow(options, 'lat').map(({ label }) => label),
    ['Latvia', 'South Latgale'],
  )
  assert.deepEqual(narrow(options, 'ia').length, 3)
  const some = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B', reason: 'closed' },
    { value: 'c', label: 'C' },
  ]
  assert.equal(step(some, 0, 1), 2)
  assert.equal(step(some, 2, 1), 0)
  assert.equal(nextWith(options, 'l', 2), 1)
  assert.equal(nextWith(options, 'x', 2), 2)
})

test('keys have one spelling, and the names that keyboards print', () => {
  assert.equal(keysOf({ key: 'k', ctrlKey: true }), 'Ctrl+K')
  assert.equal(keysOf({ key: '?', shiftKey: true }), '?')
  assert.equal(keysOf({ key: 'ArrowUp', altKey: true }), 'Alt+ArrowUp')
  assert.equal(keysOf({ key: ' ', shiftKey: true }), 'Shift+Space')
  assert.equal(keyLabels('Ctrl+K', false), 'Ctrl K')
  assert.equal(keyLabels('Escape', false), 'Esc')
})

test('keys of one letter do nothing while a field has the caret, and can be turned off', () => {
  const run = () => undefined
  const shortcuts = [
    { keys: 'N', label: 'New', group: 'List', run },
    { keys: 'Ctrl+K', label: 'Search', group: 'Everywhere', run, everywhere: true },
  ]
  const free = { typing: false, dialogOpen: false, oneLetterKeys: true }
  const found = (event: Parameters<typeof keysOf>[0], place: object) =>
    shortcutFor(event, { ...free, ...place }, shortcuts)?.label
  assert.equal(found({ key: 'n' }, {}), 'New')
  assert.equal(found({ key: 'n' }, { typing: true }), undefined)
  assert.equal(found({ key: 'n' }, { oneLetterKeys: false }), undefined)
  assert.equal(found({ key: 'n' }, { dialogOpen: true }), undefined)
  assert.equal(found({ key: 'k', ctrlKey: true }, { typing: true, dialogOpen: true }), 'Search')
})

test('a draft survives a reload and goes at sign-out', () => {
  const kept = new Map<string, string>()
  const keeper = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
  keepDraft('customers/new', { name: 'Acme' }, keeper)
  kept.set('other', 'stays')
  assert.deepEqual(readDraft<{ name: string }>('customers/new', keeper)?.value, { name: 'Acme' })
  assert.equal(readDraft('customers/new', keeper, 0), null)
  dropAllDrafts(keeper)
  assert.deepEqual([...kept.keys()], ['other'])
})

test('a store tells its followers of real changes only', () => {
  const store = createStore(1)
  let told = 0
  const forget = store.subscribe(() => told++)
  store.set(1)
  store.set((now) => now + 1)
  forget()
  store.set(5)
  assert.deepEqual([store.get(), told], [5, 1])
  assert.equal(percentOf({ done: 812, total: 1204 }), 67)
  assert.equal(percentOf({ done: 5, total: null }), null)
})
