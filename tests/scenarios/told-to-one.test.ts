import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, type Caller } from './office.ts'

test('the inspector says of a field that it is told to one user alone, and to whom', async (t) => {
  const place = await office(t)
  const { administrator, manager } = place.as
  const { id } = (await manager.post('customers', { name: 'SIA Vēlāk' })).body
  const effective = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const planned = await manager.post(`customers/${id}/freeze`, { reason: 'businessRisk', effective })
  assert.equal(planned.status, 200, planned.text)
  const where = encodeURIComponent(JSON.stringify({ party: id }))
  const [change] = (await administrator.get(`status-changes?where=${where}&fields=id`)).body.items
  const sees = [
    { object: 'customer', see: ['all'] },
    { object: 'party', see: ['all'] },
  ]
  const other = await holder(place, 'other', [...sees, { object: 'statusChange', see: ['all'] }])
  const blind = await holder(place, 'blind', [...sees, { object: 'statusChange', see: ['why'] }])
  const explain = async (by: Pick<Caller, 'post'>, user: string, more: object = { record: change.id }) => {
    const asked = { user, object: 'statusChange', action: 'read', field: 'why', ...more }
    const { status, body, text } = await by.post('explain', asked)
    assert.equal(status, 200, text)
    return body as { allowed: boolean; because: string }
  }
  const own = await explain(administrator, manager.user)
  assert.equal(own.allowed, true, own.because)
  assert.match(own.because, /The field “Why it was not done” of this record is told to .+ alone\.$/)
  const anothers = await explain(administrator, other.user)
  assert.equal(anothers.allowed, false)
  assert.match(
    anothers.because,
    /But the field “Why it was not done” is told only to who stands in the field “Created by” of the record, and not to other\.$/,
  )
  assert.doesNotMatch(anothers.because, /not among/)
  const any = await explain(administrator, other.user, {})
  assert.equal(any.allowed, true)
  assert.match(
    any.because,
    /only of records with other in the field “Created by”: it is told to them alone\.$/,
  )
  // Who does not see whose record it is, is not told by which field that goes.
  const toBlind = await explain(blind, blind.user)
  assert.match(toBlind.because, /of this record is told to one user alone, and not to blind\.$/)
  assert.match((await explain(blind, blind.user, {})).because, /of which it is told to blind alone\.$/)
  const others = await explain(administrator, other.user, { record: change.id, field: 'reason' })
  assert.equal(others.allowed, true)
  assert.doesNotMatch(others.because, /alone/)
})
