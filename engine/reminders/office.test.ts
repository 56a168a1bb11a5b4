import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessControl } from '../access/access-control.ts'
import { Problem } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { openOffice } from './office.ts'

const users = [{ id: 'anna' }, { id: 'boris' }]
const door = { tx: { query: async () => users } } as unknown as Door

function accessWhere(boris: Problem): AccessControl {
  const access = { administrator: true }
  return {
    actorFor: async ({ user }: { user: string }) =>
      user === 'boris' ? Promise.reject(boris) : { user, access },
  } as unknown as AccessControl
}

test('who left since is left out of the office', async () => {
  const office = await openOffice(accessWhere(new Problem(401, 'notSignedIn', 'You are gone.')), door)
  assert.deepEqual(office.administrators, ['anna'])
})

test('a database that is away is nobody’s absence', async () => {
  const away = new Problem(503, 'databaseAway', 'The database does not answer.')
  await assert.rejects(openOffice(accessWhere(away), door), { code: 'databaseAway' })
})
