import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { createEngine, openDatabase, readBackup, restoreBackup, writeBackup, type Engine } from '#engine'
import { freshDatabase } from '#testing'
import { engineForTest, engineMigrations } from '../../engine/engine-for-test.ts'
import { seeded } from '../../testing/sample/random.ts'
import { club } from './club.ts'
import { agrees, instantNow } from './look.ts'
import { Memory } from './memory.ts'
import { orRefused, type Play } from './play.ts'
import { shaping } from './shaping.ts'
import { steps } from './steps.ts'
import { undoes } from './undoing.ts'

/** The same seed makes the same story: with KONTOR_LAWS_SEED another one is told. */
const seed = Number(process.env['KONTOR_LAWS_SEED'] ?? 2)
/** How much is tried; a longer story finds more. */
const length = Number(process.env['KONTOR_LAWS_STEPS'] ?? 120)

/**
 * Whatever happens to the records and the fields of a club, in whichever order: its lists and records of
 * today and of every instant are what a plain memory beside the engine says; an undo gives exactly what was
 * before, and the undo of that what was after; the log and the data agree; and a restored backup holds the
 * same, its past included.
 */
test(`the past stays, undo is exact, and nothing contradicts the log (seed ${seed})`, async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [club] })
  const [random, memory] = [seeded(seed), new Memory()]
  const play: Play = { engine, root, random, memory, last: null, gone: new Map(), refused: new Map() }
  const story: string[] = []
  try {
    for (let at = 1; at <= length; at += 1) {
      const what = await next(play)
      if (what === null) continue
      story.push(what)
      await agrees(engine, play.root, memory)
      memory.noted.push({ at: await instantNow(engine), club: memory.now })
      if (at % 12 !== 0) continue
      assert.deepEqual(await engine.verify(), [])
      await agrees(engine, play.root, memory, random.whole(memory.noted.length))
    }
    await restoreFields(play)
    await holds(engine, memory)
    await holds(await restored(t, engine), memory)
  } catch (error) {
    t.diagnostic(`with seed ${seed}, after: ${story.slice(-40).join(', ')}`)
    throw error
  }
  const counted = Object.entries(Object.groupBy(story, (what) => what))
  t.diagnostic(counted.map(([what, times = []]) => `${what} ${times.length}`).join(', '))
  t.diagnostic(`refused: ${[...play.refused].map(([why, times]) => `${why} ${times}`).join(', ')}`)
  const missing = ['undoes', ...Object.keys(steps)].filter((what) => !story.includes(what))
  assert.ok(length < 120 || missing.length < 6, `too little happened: no ${missing.join(', no ')}`)
})

/** Everything that the memory knows, at every instant. */
async function holds(engine: Engine, memory: Memory): Promise<void> {
  assert.deepEqual(await engine.verify(), [])
  const root = await engine.access.systemActor('laws')
  await agrees(engine, root, memory)
  for (let instant = 0; instant < memory.noted.length; instant += 1)
    await agrees(engine, root, memory, instant)
}

/** What goes or comes back whole is undone more often. */
const whole = new Set(['goes', 'comes back', 'becomes one with another'])

/** One thing happens; null where there was nothing to do it with, or the engine refused it. */
async function next(play: Play): Promise<string | null> {
  const { memory, random } = play
  if (random.chance(0.25)) return shapes(play)
  if (play.last && random.chance(play.last.isWhole ? 0.5 : 0.25)) return undoes(play)
  const name = weighted(play, steps)
  const before = memory.now
  const change = await orRefused(play, steps[name]!.run(play))
  if (change === null) return null
  for (const [id, entry] of before) if (!memory.now.has(id)) play.gone.set(id, entry)
  play.last = { change, before, after: memory.now, isWhole: whole.has(name) }
  return name
}

async function shapes(play: Play): Promise<string | null> {
  const name = weighted(play, shaping)
  const done = await orRefused(play, shaping[name]!.run(play))
  await inPresentModel(play)
  if (!done) return null
  if (name === 'erases a person') play.last = null
  // What became of the fields since is what an undo has to look at.
  else if (play.last) play.last = { ...play.last, isWhole: true }
  return name
}

function weighted({ random }: Play, choices: Readonly<Record<string, { readonly weight: number }>>): string {
  return random.pick(
    Object.entries(choices).flatMap(([name, { weight }]) => Array<string>(weight).fill(name)),
  )
}

/** What was kept of retired fields shows at the end. */
async function restoreFields(play: Play): Promise<void> {
  const { engine, memory } = play
  for (const field of memory.added('retired')) {
    const work = engine.catalog.restoreField(play.root, field.owner, field.name)
    const isBack = await orRefused(
      play,
      work.then(() => true),
    )
    if (isBack) field.state = 'there'
  }
  await engine.jobs.drain()
  await inPresentModel(play)
}

async function inPresentModel(play: Play): Promise<void> {
  await play.engine.catalog.current()
  play.root = await play.engine.access.systemActor('laws')
}

/** The club as a backup has it, in an empty place. */
async function restored(t: TestContext, engine: Engine): Promise<Engine> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-laws-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'club.backup')
  await writeBackup({ database: engine.database, dataFolder: folder }, file, {})
  const { url, schema } = await freshDatabase(t)
  const place = { database: openDatabase({ url, schema, connections: 4 }), dataFolder: folder }
  const migrations = await engineMigrations()
  await restoreBackup(place, await readBackup(file, { migrations }), { migrations })
  await place.database.close()
  const options = { databaseUrl: url, schema, dataFolder: folder, modules: [club], migrations }
  const again = await createEngine(options)
  t.after(() => again.close())
  return again
}
