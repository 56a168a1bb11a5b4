import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTransport } from './client.ts'
import { Clash, isSame, saveOver } from './save-over.ts'

/** A server with one record, on which somebody else may act before each change arrives. */
function recordOf(first: Record<string, unknown>, others: readonly Record<string, unknown>[]) {
  const record: Record<string, unknown> = { ...first }
  const waiting = [...others]
  let version = 1
  setTransport(async (_path, { method, body, headers }) => {
    const answer = (status: number) =>
      new Response(JSON.stringify(status < 400 ? record : { code: 'changed', detail: 'Changed.' }), {
        status,
        headers: { etag: `"${version}"` },
      })
    if (method === 'GET') return answer(200)
    const change = waiting.shift()
    if (change) {
      Object.assign(record, change)
      version++
    }
    if ((headers as Record<string, string>)['if-match'] !== `"${version}"`) return answer(412)
    Object.assign(record, JSON.parse(String(body)))
    version++
    return answer(200)
  })
  return record
}

const over = (value: unknown, base: unknown) => ({ path: '/customers/1', name: 'city', value, base })

test('what others did to other fields meanwhile is joined', async () => {
  const record = recordOf({ city: 'Ogre', phone: null }, [{ phone: '+371' }])
  await saveOver(over('Rīga', 'Ogre'))
  assert.deepEqual(record, { city: 'Rīga', phone: '+371' })
})

test('what others did to the same field is not written over, and is told', async () => {
  const record = recordOf({ city: 'Ogre' }, [{ city: 'Cēsis' }])
  await assert.rejects(
    saveOver(over('Rīga', 'Ogre')),
    (error) => error instanceof Clash && error.theirs === 'Cēsis',
  )
  assert.equal(record['city'], 'Cēsis')
  await saveOver(over('Rīga', 'Cēsis'))
  assert.equal(record['city'], 'Rīga')
})

test('who wrote the same is no clash', async () => {
  const record = recordOf({ city: 'Ogre' }, [{ city: 'Rīga' }])
  await saveOver(over('Rīga', 'Ogre'))
  assert.equal(record['city'], 'Rīga')
})

test('a record is the same by its id, and nothing is nothing', () => {
  assert.ok(isSame({ id: 'a', title: 'A' }, 'a'))
  assert.ok(isSame({ id: 'a', title: 'A' }, { id: 'a', title: 'Renamed' }))
  assert.ok(isSame(null, ''))
  assert.ok(isSame([], null))
  assert.ok(isSame([{ id: 'a', title: 'A' }], ['a']))
  assert.ok(!isSame('10.00', '11.00'))
  assert.ok(!isSame(['a'], ['a', 'b']))
})
