import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, object, reference, references, role, text } from '#model'
import { engineForTest } from '../engine-for-test.ts'
import { sql } from '../database/sql.ts'
import type { Module } from '../module.ts'
import { openChange } from '../records/write/audit.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import { aboveAll } from './undo-page.ts'
import { undoStep, type UndoState } from './undo-step.ts'

const words = { lists: {}, card: [] } as const

const sailor = object('sailor', {
  ...{ label: 'Sailor', plural: 'Sailors', title: 'name', ...words },
  fields: {
    name: text({ label: 'Name', required: true }),
    mate: reference('sailor', { label: 'Mate' }),
    crew: references('sailor', { label: 'Crew' }),
  },
})
const captain = role('captain', sailor, {
  ...{ label: 'Captain', plural: 'Captains', title: 'name', ...words },
  fields: { follows: reference('captain', { label: 'Follows' }) },
})
const cook = role('cook', sailor, {
  ...{ label: 'Cook', plural: 'Cooks', title: 'name', ...words },
  fields: { dish: text({ label: 'Dish' }) },
})
const fleet: Module = { name: 'fleet', objects: [sailor, captain, cook] }

const many = 1_250
/** So many go in one statement, as in a bulk change: no border of the pages of an undo is one of these. */
const together = 200

/** Very many captains, and what they hold. */
async function manned(t: Parameters<typeof engineForTest>[0]) {
  const { engine, root } = await engineForTest(t, { modules: [fleet] })
  const ids = Array.from({ length: many }, newId).toSorted()
  for (let at = 0; at < many; at += 500) {
    const some = ids.slice(at, at + 500)
    const made = some.map((id, nr) => ({ kind: 'create' as const, id, values: { name: `No. ${at + nr}` } }))
    await engine.records.many(root, 'captain', made, {})
  }
  const id = (nr: number) => ids[nr] ?? ''
  const tell = (nr: number, values: Readonly<Record<string, unknown>>) =>
    engine.records.update(root, 'captain', id(nr), values)
  const held = () =>
    engine.database.query(
      sql`select to_jsonb(s) - array['version', 'created_at', 'updated_at', 'updated_by'] as held from sailor s order by id`,
    )
  const go = async (face: 'sailor' | 'captain', isRoleOnly: boolean) => {
    const change = newId()
    const ends = new Set<string>()
    for (let at = 0; at < many; at += together) {
      const removals = await engine.records.door(root, { change }, (door) =>
        removeRecords(door, door.model.objects.get(face)!, ids.slice(at, at + together), { isRoleOnly }),
      )
      for (const end of removals.values()) ends.add(String(end))
    }
    return { change, ends: [...ends].toSorted() }
  }
  /** Takes a change back by a job, and says how many that brought and what it kept. */
  const undo = async (change: string) => {
    const begun = await engine.undo(root, change)
    assert.ok('job' in begun)
    await engine.jobs.drain()
    const [job] = await engine.database.query<{ result: { reversed: number; kept: unknown[] } }>(
      sql`select result from job where id = ${begun.job}::uuid`,
    )
    return { change: begun.change, reversed: job?.result.reversed, kept: job?.result.kept }
  }
  const cooks = (nr: number) => engine.records.create(root, 'cook', { sailor: id(nr), dish: 'Soup' })
  return { engine, root, id, tell, cooks, held, go, undo }
}

test('what names one another comes back by one undo, on whichever of its pages it would be', async (t) => {
  const { engine, id, tell, held, go, undo } = await manned(t)
  // In a circle, in a row against the order in which it comes back, and itself: across every border.
  for (let at = 0; at + 9 < many; at += 10) {
    await tell(at, { mate: id(at + 9), follows: id(at + 3) })
    await tell(at + 9, { mate: id(at), follows: id(at + 5) })
    await tell(at + 5, { mate: id(at + 4), follows: id(at) })
    await tell(at + 4, { mate: id(at + 3) })
    await tell(at + 3, { mate: id(at + 3) })
  }
  // What lists hold keeps nobody from going: these went by one statement, who lists them by another.
  await tell(many - 1, { crew: [id(0), id(1)] })
  const before = await held()
  for (const [face, isRoleOnly] of [
    ['sailor', false],
    ['captain', true],
  ] as const) {
    const { change, ends } = await go(face, isRoleOnly)
    assert.deepEqual(ends, [isRoleOnly ? 'roleLeft' : 'gone'])
    const gone = await held()
    const back = await undo(change)
    assert.deepEqual(back.kept, [], face)
    assert.deepEqual(await held(), before)
    assert.equal(back.reversed, many)
    const away = await undo(back.change)
    assert.deepEqual(away.kept, [])
    assert.deepEqual(await held(), gone)
    const again = await undo(away.change)
    assert.deepEqual(again.kept, [])
    assert.deepEqual(await held(), before)
  }
  assert.deepEqual(await engine.verify(), [])
})

test('records that went and roles that ended come back by one undo, though they name each other', async (t) => {
  const { engine, id, tell, cooks, held, go, undo } = await manned(t)
  // Who stays as a cook ends as a captain in one statement, and whom they follow goes by a later one.
  for (let at = 0; at + together < many; at += 50) {
    await cooks(at)
    await tell(at, { follows: id(at + together) })
    await tell(at + together, { follows: id(at) })
  }
  const before = await held()
  const { change, ends } = await go('captain', false)
  assert.deepEqual(ends, ['gone', 'roleLeft'])
  const back = await undo(change)
  assert.deepEqual([back.kept, back.reversed], [[], many])
  assert.deepEqual(await held(), before)
  assert.deepEqual(await engine.verify(), [])
})

test('more than can be taken ahead of its turn comes back by one undo all the same', async (t) => {
  const { engine, root, id, tell, held, go } = await manned(t)
  // Who lists many needs all of them, which went before: in lists of lists, and in a circle.
  await tell(1200, { crew: [1100, ...Array.from({ length: 60 }, (_, nr) => nr)].map(id) })
  await tell(1201, { crew: [id(1200), id(700)] })
  await tell(1100, { mate: id(1020) })
  await tell(1020, { mate: id(1100) })
  const before = await held()
  const { change, ends } = await go('sailor', false)
  assert.deepEqual(ends, ['gone'])
  const undo = newId()
  const options = { change: undo, undoes: change }
  await engine.records.door(root, options, ({ tx, actor }) =>
    openChange(tx, {
      ...{ id: undo, actor: actor.user, kind: 'undo', label: 'Undo', object: null, undoes: change },
    }),
  )
  const begun = { below: null, done: 0, reversed: 0, kept: [], keptCount: 0 }
  let state: UndoState = { undoes: change, change: undo, total: many, ...begun }
  let rounds = 0
  for (let finished = false; !finished;) {
    const step = await engine.records.door(root, options, (door) =>
      undoStep(door, state, async () => {}, { page: 100, ahead: 20 }),
    )
    rounds += step.state.below === aboveAll ? 1 : 0
    ;({ state, finished } = step)
  }
  assert.deepEqual([state.kept, state.keptCount, state.reversed], [[], 0, many])
  assert.ok(rounds > 0, 'it went over the change again')
  assert.deepEqual(await held(), before)
  assert.deepEqual(await engine.verify(), [])
})
