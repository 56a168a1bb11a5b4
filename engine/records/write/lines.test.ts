import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collection, object, reference, text } from '#model'
import { action } from '../../actions/action.ts'
import { get, make } from '../../catalog/cars-for-test.ts'
import { engineForTest } from '../../engine-for-test.ts'

const visit = object('visit', {
  label: 'Visit',
  plural: 'Visits',
  title: 'note',
  owned: { by: 'patient', via: 'patient' },
  fields: {
    patient: reference('patient', { label: 'Patient', required: true }),
    note: text({ label: 'Note' }),
    bill: text({ label: 'Bill', readOnly: true }),
  },
  lists: {},
  card: [],
})
const patient = object('patient', {
  label: 'Patient',
  plural: 'Patients',
  title: 'name',
  fields: {
    name: text({ label: 'Name' }),
    visits: collection('visit', { label: 'Visits', via: 'patient', owned: true }),
  },
  lists: { all: { columns: ['name'] } },
  card: [],
})
const bill = action(patient, {
  name: 'bill',
  label: 'Bill',
  run: async ({ record, tx }) => {
    const visits = record.visits.map((one) => ({ ...(one as object), bill: 'B-1' }))
    await tx.update(patient, record.id, { visits } as never)
  },
})

test('what only actions set in lines is not set through the record that they belong to', async (t) => {
  const clinic = { name: 'clinic', objects: [visit, patient], actions: [bill] }
  const { engine, root } = await engineForTest(t, { modules: [clinic] })
  const faults = (work: Promise<unknown>): Promise<string[]> =>
    work.then(
      () => [],
      (error: { details: { errors: { field: string; code: string }[] } }) =>
        error.details.errors.map(({ field, code }) => `${field} ${code}`),
    )
  const forged = { name: 'Anna', visits: [{ note: 'First', bill: 'B-9' }] }
  assert.deepEqual(await faults(engine.records.create(root, 'patient', forged)), ['visits[0].bill readOnly'])
  const anna = await make(engine, root, 'patient', { name: 'Anna', visits: [{ note: 'First', bill: null }] })
  await engine.records.run(root, 'patient', anna, 'bill', {})
  const lines = async () => (await get(engine, root, 'patient', anna))['visits'] as Record<string, unknown>[]
  const [first] = await lines()
  assert.equal(first?.['bill'], 'B-1')
  const change = (visits: unknown[]) => faults(engine.records.update(root, 'patient', anna, { visits }))
  assert.deepEqual(await change([{ ...first, bill: null }]), ['visits[0].bill readOnly'])
  assert.deepEqual(await change([{ ...first, note: 'Seen' }, { note: 'Next' }]), [])
  assert.deepEqual(
    (await lines()).map(({ note, bill: kept }) => [note, kept]),
    [
      ['Seen', 'B-1'],
      ['Next', null],
    ],
  )
})
