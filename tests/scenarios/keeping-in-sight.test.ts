import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office } from './office.ts'

test('what one may do with users, posts and companies is told of those that one sees', async (t) => {
  const place = await office(t)
  const own = { object: 'user', actions: ['read', 'change'], see: ['name'], change: ['name'] }
  const self = await holder(place, 'self', [{ ...own, rows: { id: '$me' } }])
  const told = (await self.get('keeping')).body
  assert.deepEqual([told.reaches, told.holds, told.gives, told.posts], [[], [], [], []])
  const wide = await holder(place, 'wide', [own])
  const { reaches, posts } = (await wide.get('keeping')).body
  assert.ok(reaches.includes(self.user))
  assert.ok(!reaches.includes(place.as.administrator.user))
  assert.deepEqual(posts, [], 'who reads no posts hears of none')
})
