import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fastFolder, moveTemporaryFiles, orphans } from './fast-folder.ts'

test('a run has its temporary files where it is fast, for everybody, and takes them away', (t) => {
  const before = { ...process.env }
  const usual = os.tmpdir()
  const place = fastFolder()
  const takeAway = moveTemporaryFiles()
  t.after(() => {
    takeAway()
    for (const name of ['TMPDIR', 'KONTOR_USUAL_TMPDIR'])
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
  })
  if (place === usual) return assert.equal(os.tmpdir(), usual)
  assert.equal(path.dirname(os.tmpdir()), place)
  assert.equal(statSync(os.tmpdir()).mode & 0o7777, 0o1777)
  const kept = mkdtempSync(path.join(os.tmpdir(), 'kept-'))
  writeFileSync(path.join(kept, 'file'), 'something')
  takeAway()
  assert.ok(!existsSync(kept))
})

test('what a process left that was killed is found, and what one keeps that lives is not', (t) => {
  const name = `kontor-orphan-${process.pid}`
  const { pid } = spawnSync(process.execPath, ['--version'])
  const [left, held] = [pid, process.pid].map((owner) => path.join(fastFolder(), `${name}-${owner}`))
  for (const folder of [left, held]) {
    mkdirSync(folder!)
    t.after(() => rmSync(folder!, { recursive: true }))
  }
  assert.deepEqual(orphans(name), [left])
})
