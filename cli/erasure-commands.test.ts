import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { toldReplayed } from './erasure-commands.ts'

const nobody = { done: 0, anonymised: [], later: [], empty: [], unknown: [], left: [] }

test('who is left of a list is named by number and reason, with exit code 1 and what to write next', (t) => {
  const [out, err] = [written(t, 'stdout'), written(t, 'stderr')]
  const left = [{ object: 'party', record: 'r-1', why: 'Papers name it.' }]
  assert.equal(toldReplayed({ ...nobody, done: 2, anonymised: ['r-2'], later: ['r-3'], left }), 1)
  assert.match(
    out(),
    /^2 people were erased again.+\n1 of them were made anonymous instead, .+: r-2\n1 came after/,
  )
  assert.match(
    err(),
    /^1 people could not be erased .+ kontor erasures replay LIST\nparty r-1: Papers name it\.\n$/,
  )
  assert.equal(toldReplayed(nobody), 0)
})

function written(t: TestContext, stream: 'stdout' | 'stderr'): () => string {
  let text = ''
  t.mock.method(process[stream], 'write', (piece: string) => {
    text += piece
    return true
  })
  return () => text
}
