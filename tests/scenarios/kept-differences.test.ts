import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from './facts-scene.ts'
import { holder } from './holder.ts'

test('only who may change a field says that it stays as it is against a source', async (t) => {
  const place = await scene(t, ['register'])
  const { sources, set, add, one, look, facts } = place
  await set({
    'checks.register.mapping': 'name = company.legalName\ncity = company.seat.town\nstatus = company.state',
  })
  await set({ 'checks.register.alive': 'registered, active' })
  sources.companies.set('40003032949', { name: 'SIA Ventas dzirnavas', city: 'Aizkraukle' })
  const id = await add({ name: 'SIA Ventas dzirnavas', registrationNumber: '40003032949', city: 'Ventspils' })
  await look()
  const { id: fact } = await one(id, 'register')
  const right = { object: 'customer', actions: ['read', 'change'], see: ['all'] }
  const elsewhere = { ...right, change: ['city'], rows: { city: 'Cēsis' } }
  const clerk = await holder(place, 'clerk2', [{ ...right, change: ['phone'] }, elsewhere])
  const keep = () => clerk.patch(`customers/${id}/facts/${fact}`, { keep: ['city'] })
  const refused = await keep()
  assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden'])
  assert.equal((await one(id, 'register')).differences.length, 1)
  const keeper = await holder(place, 'keeper2', [{ ...right, change: ['city'] }])
  const kept = await keeper.patch(`customers/${id}/facts/${fact}`, { keep: ['city'] })
  assert.equal(kept.status, 200, kept.text)
  assert.ok((await facts(id)).every(({ differences }) => differences.length === 0))
})
