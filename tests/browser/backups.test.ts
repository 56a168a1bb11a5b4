import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { browserApp } from '#testing'

const backupTo = await mkdtemp(path.join(os.tmpdir(), 'kontor-browser-backups-'))
const app = await browserApp({ after }, { parties: 12, backupTo })
after(() => rm(backupTo, { recursive: true, force: true }))

const failed = {
  parts: [
    `insert into backup_run (id, kind, state, error, began_at, ended_at)
     values (gen_random_uuid(), 'backup', 'failed', 'There is no room for the backup.', now(), now())`,
  ],
  values: [],
}

test('a backup that failed is an alarm on home, until one that is asked for by hand is made', async () => {
  await app.engine.database.query(failed)
  const page = await app.open('/')
  const alarm = page.getByRole('alert').filter({ hasText: 'There is no room for the backup.' })
  await alarm.waitFor()
  await alarm.getByRole('link', { name: 'Look at the backups' }).click()
  await page.getByRole('heading', { name: 'Backups' }).waitFor()
  await page.getByText('failed: There is no room for the backup.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('cell', { name: 'done', exact: true }).waitFor()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  assert.match(await page.locator('.kv').innerText(), new RegExp(path.basename(backupTo)))
  await page.goto(app.origin)
  await page.getByRole('heading', { name: 'Waiting for you' }).waitFor()
  assert.equal(await page.getByRole('alert').count(), 0)
  await page.context().close()
})

test('a head of the log that is not kept outside is an alarm on home and on health', async () => {
  await app.engine.database.query({
    parts: [
      `insert into engine_state (key, value) select 'head outside', jsonb_build_object(
         'folder', '/mnt/elsewhere', 'since', now() at time zone 'UTC', 'at', clock_timestamp())`,
    ],
    values: [],
  })
  const words = 'has not been written to /mnt/elsewhere since'
  const page = await app.open('/')
  const alarm = page.getByRole('alert').filter({ hasText: 'The log is not kept outside' })
  await alarm.getByText(words).waitFor()
  await page.goto(`${new URL(page.url()).origin}/settings/health`)
  await page.getByRole('note').getByText(words).waitFor()
  await app.engine.database.query({
    parts: [`delete from engine_state where key = 'head outside'`],
    values: [],
  })
})

test('whoever administers changes the schedule; what cannot be is refused at its field', async () => {
  const page = await app.open('/settings/backup', { expects: [/422/] })
  await page.getByRole('button', { name: 'Change the schedule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Hour' }).fill('30')
  await page.keyboard.press('Control+Enter')
  await dialog.locator('.field-note.bad').waitFor()
  await dialog.getByRole('textbox', { name: 'Hour' }).fill('5')
  await dialog.getByRole('textbox', { name: 'Daily backups kept' }).fill('14')
  await page.keyboard.press('Control+Enter')
  await page.getByText('every day from 05:00').waitFor()
  await page.getByText('14 daily').waitFor()
  await page.context().close()
})

test('an administrator sees how the installation is; for others there is no such page, and no alarm', async () => {
  const page = await app.open('/settings/health')
  await page.getByText('Version of PostgreSQL').waitFor()
  assert.match(await page.locator('.settings-body').innerText(), /Kontor \d+\.\d+\.\d+/)
  // What needs somebody leads to where they can do something.
  const health = {
    version: '1',
    ...{ node: 'v24.0.0', startedAt: new Date().toISOString(), database: null, disks: [], scanner: null },
    ...{
      seal: null,
      processes: null,
      slow: [],
      mail: null,
      backups: { place: 'folder', last: null, alarms: [] },
      heads: [],
    },
  }
  const answer = (failed: number, known: object = {}) =>
    page.route('**/api/v1/health', (route) =>
      route.fulfill({
        json: { ...health, jobs: { waiting: 0, running: 0, failed, oldestWaiting: null }, ...known },
      }),
    )
  await answer(2)
  await page.reload()
  const note = page.getByRole('note')
  await note.getByText('2 jobs failed in the last week.').waitFor()
  await note.getByRole('link', { name: 'Jobs' }).click()
  await page.getByRole('button', { name: 'Failed', pressed: true }).waitFor()
  await page.getByText('Nothing failed.').waitFor()
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await page
    .getByRole('row', { name: /Backup/ })
    .first()
    .waitFor()
  await page.goBack()
  await page.goBack()
  await answer(0)
  await page.reload()
  // What could not be asked is not well.
  await note.getByText('Mail: could not be asked just now.').waitFor()
  await note.getByText('Database and disks: could not be asked just now.').waitFor()
  const database = { version: '18', bytes: 1, connections: 1, mostConnections: 9, milliseconds: 1 }
  const mail = { state: 'ready', waiting: 0, failed: 0 }
  const scanner = { isSetUp: true, problem: 'It does not answer.', waiting: 1 }
  await answer(0, { database, mail, scanner })
  await page.reload()
  await note.getByText('Scanner of uploads: It does not answer.').waitFor()
  await answer(0, { database, mail })
  await page.reload()
  await note.getByText('Nothing needs attention').waitFor()
  await page.context().close()
  const other = await app.open('/settings/health', { as: 'janis' })
  await other.getByText('This page is not open to you').waitFor()
  // Which right is missing, by which post one works, and whom to ask.
  await other
    .getByText(
      /^Your post \(.+\) has no right to this: Settings – Health\. Who decides on rights: Kārlis Ozols\.$/,
    )
    .waitFor()
  await other.context().close()
  assert.deepEqual(app.failures, [])
})
