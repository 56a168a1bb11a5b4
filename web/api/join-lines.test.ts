import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinLines, LineClash, writtenLines } from './join-lines.ts'
import type { Lines } from './join-lines.ts'

/** Lines written short: `a:1` is the line a with the number 1, `a:1!` the main one. */
const lines = (text: string): Lines =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [, id = '', number = '', note, main] = /^(\w+):(\w*)(?:\/(\w+))?(!?)$/.exec(each) ?? []
      return { id, number, note: note ?? null, main: main === '!' }
    })
const words = (all: Lines) =>
  all
    .map(({ id, number, note, main }) => {
      return `${id}:${String(number)}${typeof note === 'string' ? `/${note}` : ''}${main === true ? '!' : ''}`
    })
    .join(' ')

type Case = readonly [what: string, base: string, mine: string, theirs: string, joined: string]
const joins: readonly Case[] = [
  ['nobody else did anything', 'a:1 b:2', 'a:9 b:2', 'a:1 b:2', 'a:9 b:2'],
  ['others changed another line', 'a:1 b:2', 'a:9 b:2', 'a:1 b:7', 'a:9 b:7'],
  ['others changed another field of the line', 'a:1', 'a:9', 'a:1/x', 'a:9/x'],
  ['others wrote the same', 'a:1', 'a:9', 'a:9', 'a:9'],
  ['both added a line', 'a:1', 'a:1 new:5', 'a:1 c:3', 'a:1 c:3 new:5'],
  ['others removed another line', 'a:1 b:2', 'a:9 b:2', 'a:1', 'a:9'],
  ['both removed the line', 'a:1 b:2', 'b:2', 'b:2', 'b:2'],
  ['one removed, others changed another', 'a:1 b:2', 'b:2', 'a:1 b:7', 'b:7'],
  ['one moved a line, others added one', 'a:1 b:2', 'b:2 a:1', 'a:1 b:2 c:3', 'b:2 a:1 c:3'],
  ['others moved, one changed', 'a:1 b:2', 'a:9 b:2', 'b:2 a:1', 'b:2 a:9'],
  ['one made another line the main one', 'a:1! b:2', 'a:1 b:2!', 'a:1/x! b:2', 'a:1/x b:2!'],
  ['one made a line the main one, others added a main one first', 'a:1', 'a:1!', 'a:1', 'a:1!'],
]

for (const [what, base, mine, theirs, joined] of joins) {
  test(`lines are joined where ${what}`, () => {
    const all = joinLines({ base: lines(base), mine: lines(mine), theirs: lines(theirs) })
    assert.equal(words(all), joined)
  })
}

type Clashing = readonly [...Case, yours: string, theirs: string]
const clashes: readonly Clashing[] = [
  ['both changed one field', 'a:1 b:2', 'a:9 b:2', 'a:7 b:2', 'a:9 b:2', 'a:9', 'a:7'],
  ['others removed what one changed', 'a:1 b:2', 'a:9 b:2', 'b:2', 'b:2 a:9', 'a:9', ''],
  ['one removed what others changed', 'a:1 b:2', 'b:2', 'a:7 b:2', 'b:2', '', 'a:7'],
  [
    'each made another the main one',
    'a:1! b:2 c:3',
    'a:1 b:2! c:3',
    'a:1 b:2 c:3!',
    'a:1 b:2! c:3',
    'b:2!',
    'c:3!',
  ],
]

for (const [what, base, mine, theirs, overruled, yours, their] of clashes) {
  test(`nothing is written over where ${what}`, () => {
    const all = { base: lines(base), mine: lines(mine), theirs: lines(theirs) }
    assert.throws(
      () => joinLines(all),
      (error) => {
        assert.ok(error instanceof LineClash)
        const side = (line: Lines[number] | null) => (line ? words([line]) : '')
        assert.deepEqual([side(error.sides.yours), side(error.sides.theirs)], [yours, their])
        return true
      },
    )
    assert.equal(words(joinLines(all, true)), overruled)
  })
}

test('lines are written without the ids of new ones, and references by their ids', () => {
  const written = writtenLines([
    { id: 'new-1', number: '1', company: { id: 'c', title: 'C' }, note: null },
    { id: 'a', number: '2' },
  ])
  assert.deepEqual(written, [
    { number: '1', company: 'c' },
    { id: 'a', number: '2' },
  ])
})
