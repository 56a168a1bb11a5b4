import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchForm, packedForm } from '#match'
import { pairComparer } from './pair-comparer.ts'

const id = '019aa000-0000-7000-8000-000000000001'

test('rows and records that look alike are told with the reasons, others are not', () => {
  const comparer = pairComparer()
  comparer.know({
    keys: ['1', '2', '3', id].join('\n'),
    forms: [
      packedForm(matchForm({ name: 'SIA Ērglis', phone: '+37129605886' })),
      packedForm(matchForm({ name: 'Erglis', phone: '29605886' })),
      packedForm(matchForm({ name: 'Kaija', phone: '+37120000000' })),
      JSON.stringify({ name: 'Ērglis SIA', phone: '+371 29605886' }),
    ].join('\n'),
  })
  const found = comparer.compare({ ones: ['2', '3', '1'].join('\n'), others: ['1', '1 2', id].join('\n') })
  assert.deepEqual(
    found.map(({ one, other }) => [one, other]),
    [
      ['2', '1'],
      ['1', id],
    ],
  )
  assert.deepEqual(found[0]?.reasons[0], { field: 'name', code: 'sameName' })
})

test('what was forgotten, or never told, is not compared', () => {
  const comparer = pairComparer()
  const same = packedForm(matchForm({ name: 'Ērglis', taxId: 'LV41678351004' }))
  comparer.know({ keys: '1\n2', forms: `${same}\n${same}` })
  assert.equal(comparer.compare({ ones: '2', others: '1 9' }).length, 1)
  comparer.forget()
  assert.deepEqual(comparer.compare({ ones: '2', others: '1' }), [])
})
