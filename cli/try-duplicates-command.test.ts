import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fixtures = path.join(import.meta.dirname, '../model/match/fixtures')

test('two restaurant guides with a file of pairs are judged, and what was wrong is listed', async () => {
  const out = await tried(
    path.join(fixtures, 'restaurants.csv'),
    '--pairs',
    path.join(fixtures, 'restaurant-pairs.csv'),
    '--list',
  )
  assert.match(out, /864 records; 112 pairs are the same one/)
  assert.ok(Number(/F1 ([0-9.]+)/.exec(out)?.[1]) > 0.95, out)
  assert.match(out, /^missed {2}0\.\d\d {2}shun lee west/m)
})

test('records with a column of clusters and rows of pairs are judged too, whatever their columns are called', async (t) => {
  const clusters = await file(t, 'clusters.csv', [
    'Firm;Place;cluster',
    'SIA Rīgas Osta;Rīga;1',
    'Rigas osta;RIGA;1',
    'SIA Rīgas Satiksme;Rīga;2',
  ])
  const out = await tried(clusters, '--columns', 'name=firm,city=place')
  assert.match(out, /3 records; 1 pairs are the same one, 1 were found, 1 of them rightly\./)
  const pairs = await file(t, 'pairs.csv', [
    'name1,city1,name2,city2,is_match',
    '广东华兴机械有限公司,广州,廣東華興機械有限公司,廣州,true',
    'Deutsche Bank AG,Berlin,Deutsche Bahn AG,Berlin,false',
  ])
  assert.match(await tried(pairs), /precision 1\.000 {3}recall 1\.000/)
})

test('what the table does not tell is asked for', async (t) => {
  const table = await file(t, 'table.csv', ['id,name', '1,Alfa', '2,Beta'])
  await assert.rejects(tried(table), /Say which are one/)
  await assert.rejects(tried(table, '--columns', 'name=firm'), /There is no column “firm”/)
})

async function tried(...given: readonly string[]): Promise<string> {
  const kontor = path.join(import.meta.dirname, 'kontor.ts')
  const { stdout } = await run(process.execPath, [kontor, 'duplicates', 'try', ...given])
  return stdout
}

async function file(t: TestContext, name: string, lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-try-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(path.join(folder, name), `${lines.join('\n')}\n`)
  return path.join(folder, name)
}
