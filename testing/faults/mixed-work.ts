import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readBackup, readMigrations, sql, writeBackup, type BackupPlace, type Problem } from '#engine'
import { counted, type Journal } from './journal.ts'
import type { Answered, Steadfast } from './steadfast.ts'

/** What the workers share. */
export type Work = {
  readonly ask: Steadfast
  readonly journal: Journal
  /** For looking behind Kontor's back, and for backups beside it. */
  readonly place: BackupPlace
  readonly backups: string
  /** How many rows an import has, and how many records a bulk change. */
  readonly rows: number
  isOver(): boolean
  /** What is there is looked through; it would grow meanwhile, and each look take longer than the last. */
  isLookedThrough(): boolean
}

/** All that people do, at once and until it is over; every acknowledged write is written down. */
export function mixedWork(work: Work): Promise<unknown> {
  return Promise.all([
    ...[1, 2].map((number) => create(work, number)),
    change(work, 1),
    undo(work),
    importing(work),
    bulk(work),
    backup(work),
  ])
}

/** As people do between two things: nothing new is begun while what is there is looked through. */
async function rest({ isOver, isLookedThrough }: Work): Promise<void> {
  do await pause(20)
  while (isLookedThrough() && !isOver())
}

async function customer({ ask }: Work, name: string): Promise<Answered> {
  return ask({ method: 'POST', path: 'customers', body: { name, country: 'LV' }, key: `create ${name}` })
}

async function create(work: Work, worker: number): Promise<void> {
  for (let number = 1; !work.isOver(); number++) {
    const name = `Fault ${worker} ${number}`
    await customer(work, name)
    work.journal.created.add(name)
    counted(work.journal, 'created')
    await rest(work)
  }
}

async function change(work: Work, worker: number): Promise<void> {
  const { body } = await customer(work, `Changed ${worker}`)
  const state = { sent: 0, acknowledged: 0 }
  work.journal.changed.set(String(body.id), state)
  while (!work.isOver()) {
    state.sent += 1
    await work.ask({ method: 'PATCH', path: `customers/${body.id}`, body: { city: String(state.sent) } })
    state.acknowledged = state.sent
    counted(work.journal, 'changed')
    await rest(work)
  }
}

/** Makes a record and takes it back. */
async function undo(work: Work): Promise<void> {
  for (let number = 1; !work.isOver(); number++) {
    const name = `Fault undone ${number}`
    const made = await customer(work, name)
    const id = made.headers.get('kontor-change') ?? ''
    const undone = await work.ask({ method: 'POST', path: `changes/${id}/undo`, key: `undo ${name}` })
    assert.equal(undone.body.reversed, 1, JSON.stringify(undone.body))
    work.journal.undone.add(name)
    counted(work.journal, 'undone')
    await rest(work)
  }
}

/** Brings in a file, and takes it back. */
async function importing(work: Work): Promise<void> {
  for (let number = 1; !work.isOver(); number++) {
    const prefix = `F${number}-`
    const id = await importFile(work, prefix, `Brought ${number}`)
    if (!id) return
    assert.deepEqual(await numbersOf(work, prefix), { all: work.rows, different: work.rows })
    counted(work.journal, 'imported')
    await work.ask({ method: 'POST', path: `imports/${id}/undo`, key: `undo ${id}` })
    if (!(await importState(work, id, 'undone'))) return
    assert.deepEqual(await numbersOf(work, prefix), { all: 0, different: 0 })
    counted(work.journal, 'imports undone')
    await rest(work)
  }
}

/** Uploads, checks and runs; null where the work ended before. */
async function importFile(work: Work, prefix: string, name: string): Promise<string | null> {
  const { ask, rows } = work
  const lines = Array.from({ length: rows }, (_, at) => `${prefix}${at};${name} ${(at * 7919).toString(36)}`)
  const form = new FormData()
  form.append('object', 'customer')
  form.append('file', new Blob([`Number;Name\n${lines.join('\n')}\n`]), 'faults.csv')
  const { body } = await ask({ method: 'POST', path: 'imports', form })
  const id = String(body.id)
  await ask({ method: 'PATCH', path: `imports/${id}`, body: { decision: 'create' } })
  await ask({ method: 'POST', path: `imports/${id}/check`, key: `check ${id}` })
  if (!(await importState(work, id, 'checked'))) return null
  await ask({ method: 'POST', path: `imports/${id}/run`, key: `run ${id}` })
  return (await importState(work, id, 'done')) ? id : null
}

/** Waits for the state; false where all is over before. */
async function importState({ ask, isOver }: Work, id: string, wanted: string): Promise<boolean> {
  for (;;) {
    const { body } = await ask({ method: 'GET', path: `imports/${id}` })
    if (body.state === wanted) return true
    assert.ok(!['failed', 'cancelled'].includes(body.state), `The import has ${body.state}: ${body.error}`)
    if (isOver()) return false
    await pause(50)
  }
}

async function numbersOf({ place }: Work, prefix: string) {
  const [row] = await eventually(() =>
    place.database.query<{ all: string; different: string }>(
      sql`select count(*) as all, count(distinct number) as different from party where number like ${`${prefix}%`}`,
    ),
  )
  return { all: Number(row?.all), different: Number(row?.different) }
}

/** Changes many at once, and takes it back. */
async function bulk(work: Work): Promise<void> {
  const { ask, journal, rows } = work
  if (!(await importFile(work, 'Bulk-', 'Many'))) return
  const where = { number: { startsWith: 'Bulk-' } }
  for (let number = 1; !work.isOver(); number++) {
    const key = `bulk ${number}`
    // A customer has a year to pay at most, and a long run changes more often.
    const days = 1 + (number % mostDays)
    const changes = { paymentDays: days }
    const begun = await ask({ method: 'POST', path: 'customers/bulk', body: { where, changes }, key })
    assert.equal(begun.body.total, rows)
    if (!(await jobDone(work, begun.body.job))) return
    assert.equal(await withDays(work, days), rows)
    counted(journal, 'bulk changes')
    const undone = await ask({
      method: 'POST',
      path: `changes/${begun.body.change}/undo`,
      key: `undo ${key}`,
    })
    if (undone.body.job && !(await jobDone(work, undone.body.job))) return
    assert.equal(await withDays(work, days), 0)
    counted(journal, 'bulk changes undone')
    await rest(work)
  }
}

const mostDays = 360

async function withDays({ place }: Work, days: number): Promise<number> {
  const [row] = await eventually(() =>
    place.database.query<{ count: string }>(
      sql`select count(*) from party where number like 'Bulk-%' and customer__payment_days = ${days}`,
    ),
  )
  return Number(row?.count)
}

/** Waits for the end of a job; false where all is over before. */
async function jobDone({ ask, isOver }: Work, id: string): Promise<boolean> {
  for (;;) {
    const { body } = await ask({ method: 'GET', path: `jobs/${id}` })
    if (body.state === 'done') return true
    assert.ok(!['failed', 'cancelled'].includes(body.state), `The job has ${body.state}: ${body.error}`)
    if (isOver()) return false
    await pause(50)
  }
}

/** Backs up beside the server. One that was acknowledged is whole; the last one is left. */
async function backup(work: Work): Promise<void> {
  const { place, backups, journal, isOver } = work
  const migrations = await readMigrations()
  for (let number = 1; !isOver(); number++) {
    const file = path.join(backups, `${String(number).padStart(6, '0')}.backup`)
    const made = await writeBackup(place, file).catch((error: Problem) => {
      // The database was killed under it, which it has to say.
      if (error.code === 'databaseAway' || /terminat|closed|ECONN/i.test(error.message)) return null
      throw error
    })
    if (made) {
      await readBackup(file, { migrations })
      counted(journal, 'backups')
      await rm(path.join(backups, `${String(number - 1).padStart(6, '0')}.backup`), { force: true })
    }
    await pause(500)
    await rest(work)
  }
}

/** The database is killed under whoever looks behind Kontor's back, too. */
export async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if ((error as Problem).code !== 'databaseAway' || tries > 2_000) throw error
      await pause(50)
    }
  }
}
