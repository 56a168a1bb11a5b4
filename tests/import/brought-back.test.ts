import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

for (const rows of [3, 700])
  test(`an import of ${rows} rows that was taken back is brought back, and taken back anew`, async (t) => {
    const { engine, admin, upload, checked, ran, list } = await office(t)
    const { imports } = engine
    const lines = Array.from({ length: rows }, (_, at) => `C-${50_000 + at};Firm ${(at * 7919).toString(36)}`)
    const id = await upload('customer', `Number;Name\n${lines.join('\n')}\n`)
    await checked(id)
    await imports.change(admin, id, { decision: 'create' })
    await ran(id)
    const seen = async () => {
      await engine.jobs.drain()
      const { state, undo } = await imports.get(admin, id)
      const { change, reversed, keptCount } = (undo ?? {}) as Record<string, unknown>
      const there = (await list('customer')).length
      return { state, there, change, undo: undo ? [reversed, keptCount] : null }
    }
    const takeBack = async () => {
      const preview = await imports.previewUndo(admin, id)
      assert.deepEqual([preview.reversed, preview.keptCount], [rows, 0])
      await imports.undo(admin, id)
      const { change, ...undone } = await seen()
      assert.deepEqual(undone, { state: 'undone', there: 0, undo: [rows, 0] })
      return String(change)
    }

    for (const _ of ['once', 'and once more']) {
      await engine.undo(admin, await takeBack())
      assert.deepEqual(await seen(), { state: 'done', there: rows, change: undefined, undo: null })
    }
  })
