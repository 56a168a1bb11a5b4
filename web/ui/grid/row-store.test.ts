import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RowStore } from './row-store.ts'
import type { PageRequest, RowSource } from './row-store.ts'

interface Row {
  id: string
  name: string
}

function listOf(total: number, answers: { count?: boolean; failFirst?: boolean } = {}) {
  const asked: Omit<PageRequest, 'signal'>[] = []
  let failing = answers.failFirst ?? false
  const source: RowSource<Row> = {
    idOf: (row) => row.id,
    async load({ signal: _signal, ...request }) {
      asked.push(request)
      if (failing) {
        failing = false
        throw new Error('The server did not answer.')
      }
      const from = request.after === null ? 0 : Number(request.after)
      const rows = Array.from({ length: Math.max(0, Math.min(request.limit, total - from)) }, (_, at) => {
        const index = request.backward ? total - 1 - from - at : from + at
        return { id: `${index}`, name: `Row ${index}` }
      })
      const next = from + rows.length < total ? String(from + rows.length) : null
      return { rows, next, ...(request.count && answers.count !== false ? { count: total } : {}) }
    },
  }
  return { source, asked }
}

async function wanted(store: RowStore<Row>, first: number, last: number) {
  store.want(first, last)
  while (store.loading) await new Promise((resolve) => setImmediate(resolve))
}

test('a list fetches its first page, with the count, and goes on only as it is scrolled', async () => {
  const { source, asked } = listOf(2316)
  const store = new RowStore(source)
  assert.equal(store.fresh, true)
  await wanted(store, 0, 30)
  assert.deepEqual(asked, [{ after: null, limit: 200, backward: false, count: true }])
  assert.equal(store.count, 2316)
  assert.equal(store.at(7)?.name, 'Row 7')
  assert.equal(store.at(250), undefined)
  await wanted(store, 190, 220)
  assert.equal(store.at(210)?.name, 'Row 210')
  assert.equal(asked.length, 2)
})

test('the end of a million rows is one step away, read in reverse', async () => {
  const { source, asked } = listOf(1_000_000)
  const store = new RowStore(source)
  await wanted(store, 0, 30)
  await wanted(store, 999_970, 999_999)
  assert.equal(store.at(999_999)?.name, 'Row 999999')
  assert.equal(store.at(999_970)?.name, 'Row 999970')
  assert.equal(asked.length, 2)
  await wanted(store, 999_700, 999_760)
  assert.equal(store.at(999_700)?.name, 'Row 999700')
})

test('a far place is reached by loading forward in large pages', async () => {
  const { source, asked } = listOf(100_000)
  const store = new RowStore(source)
  await wanted(store, 0, 30)
  await wanted(store, 20_000, 20_030)
  assert.equal(store.at(20_010)?.name, 'Row 20010')
  assert.ok(asked.length < 30, `${asked.length} requests`)
  assert.equal(asked.at(-2)?.limit, 1000)
})

test('rows far from the view are let go, and come back by their cursor', async () => {
  const { source, asked } = listOf(5000)
  const store = new RowStore(source, { heldRows: 1000, pageRows: 200 })
  await wanted(store, 0, 30)
  for (let first = 0; first < 3000; first += 150) await wanted(store, first, first + 30)
  assert.equal(store.at(5), undefined)
  const before = asked.length
  await wanted(store, 0, 30)
  assert.equal(store.at(5)?.name, 'Row 5')
  assert.deepEqual(asked.slice(before), [{ after: null, limit: 200, backward: false, count: false }])
})

test('where nobody counts, the list grows and ends where it ends', async () => {
  const { source } = listOf(250, { count: false })
  const store = new RowStore(source)
  assert.equal(store.count, 30)
  await wanted(store, 0, 30)
  assert.equal(store.count, 400)
  await wanted(store, 200, 260)
  assert.equal(store.count, 250)
  assert.equal(store.at(249)?.name, 'Row 249')
})

test('an empty list has no rows', async () => {
  const { source } = listOf(0)
  const store = new RowStore(source)
  await wanted(store, 0, 30)
  assert.equal(store.count, 0)
  assert.equal(store.fresh, false)
})

test('a failure is kept until one tries again', async () => {
  const { source } = listOf(100, { failFirst: true })
  const store = new RowStore(source)
  await wanted(store, 0, 30)
  assert.match(String(store.failure), /did not answer/)
  store.retry()
  await wanted(store, 0, 30)
  assert.equal(store.failure, null)
  assert.equal(store.at(3)?.name, 'Row 3')
})

test('a change shows in place; a row that no longer fits is greyed until the next reload', async () => {
  const { source } = listOf(100)
  const store = new RowStore(source)
  await wanted(store, 0, 30)
  store.patch({ id: '3', name: 'Changed' })
  store.fade('4')
  assert.equal(store.at(3)?.name, 'Changed')
  assert.equal(store.isFaded(store.at(4) as Row), true)
  await store.reload()
  assert.equal(store.at(3)?.name, 'Row 3')
  assert.equal(store.isFaded(store.at(4) as Row), false)
})
