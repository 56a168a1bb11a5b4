import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Access, Actor } from '../access/actor.ts'
import { Problem } from '../errors.ts'
import { changeCatalog, type CatalogParts } from './catalog-change.ts'

test('a change that is committed is not made again where it cannot be read back at once', async () => {
  let made = 0
  const parts = {
    database: { transaction: async () => ({ result: ++made }) },
    live: { reload: () => Promise.reject(new Problem(503, 'busy', 'The database is in use.')) },
  } as unknown as CatalogParts
  const root = { access: { page: (_page) => true } as Partial<Access> } as Actor
  await assert.rejects(
    changeCatalog(parts, root, async () => null),
    { code: 'busy' },
  )
  assert.equal(made, 1)
})
