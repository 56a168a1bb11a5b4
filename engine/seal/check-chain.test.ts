import assert from 'node:assert/strict'
import { appendFile, mkdtemp, rm, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { raw, sql, type Sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import { allSealed, behindItsBack, makeEntries, rewriteChain } from './chain-for-test.ts'
import { checkChain } from './check-chain.ts'
import { beginning, digestOfGroups, entryDigest, groups, sealHash } from './entry-digest.ts'
import { headWriter, headFileName } from './head-file.ts'
import { sealNext } from './seal-next.ts'

type Tampering = {
  readonly what: string
  /** What is done to the entries from this one on, of which thirty are in the log. */
  readonly statements: (entry: number) => readonly string[]
  readonly finds: (entry: number) => RegExp
}

/** What this program takes for the digest of an entry under a salt, as whoever knows it writes it by hand. */
function digestOf(entry: string, salt: string): string {
  return text(entryDigest(entry, raw(salt)))
}

function altered(entry: number): string[] {
  return [`update audit_entry set after = '{"limit": 1}' where id = ${entry}`]
}

const mendedDigests = `update audit_sealed_entry s set digest = ${digestOf('e', 's.salt')}
  from audit_entry e where e.id = s.entry and s.salt is not null`

/** The seal of the entry made anew, as if it had always been so. */
function mendedSeal(entry: number): string[] {
  const seal = `(select seal from audit_sealed_entry where entry = ${entry})`
  const covered = `(select * from audit_sealed_entry where seal = ${seal})`
  const before = `coalesce((select hash from audit_seal b where b.number = s.number - 1), ${text(beginning)})`
  return [
    `with parts as (${text(groups(`${covered} c`))})
     update audit_seal s set digest = m.digest from (select ${text(digestOfGroups())} as digest from parts) m
     where s.number = ${seal}`,
    `update audit_seal s set hash = ${text(sealHash(raw(before), 's'))} where s.number = ${seal}`,
  ]
}

function text({ parts }: Sql): string {
  return parts.join('')
}

const tampering: readonly Tampering[] = [
  {
    what: 'a value that was put another way',
    statements: (entry) => [`update audit_entry set after = '{"limit": 1}' where id = ${entry + 3}`],
    finds: (entry) =>
      new RegExp(`^The entry ${entry + 3} of the log \\(update of party \\S+, .+ UTC\\) was altered after`),
  },
  {
    what: 'another author',
    statements: (entry) => [`update audit_entry set actor = gen_random_uuid() where id = ${entry}`],
    finds: (entry) => new RegExp(`^The entry ${entry} .+ was altered`),
  },
  {
    what: 'another time',
    statements: (entry) => [`update audit_entry set at = at - interval '1 microsecond' where id = ${entry}`],
    finds: (entry) => new RegExp(`^The entry ${entry} .+ was altered`),
  },
  {
    what: 'a salt that was changed',
    statements: (entry) => [
      `update audit_sealed_entry set salt = gen_random_uuid() where entry = ${entry + 3}`,
    ],
    finds: (entry) => new RegExp(`^The entry ${entry + 3} .+ was altered`),
  },
  {
    what: 'a digest that was changed',
    statements: (entry) => [
      `update audit_sealed_entry set digest = sha256('other') where entry = ${entry + 3}`,
    ],
    finds: (entry) => new RegExp(`^The entry ${entry + 3} .+ was altered`),
  },
  {
    what: 'a value that was put another way, with its digest',
    statements: (entry) => [...altered(entry + 3), mendedDigests],
    finds: () => /^The seal \d+ of the log, .+ does not agree with the digests of its entries/,
  },
  {
    what: 'a value that was put another way, with its digest and its seal, of which the next ones know',
    statements: (entry) => [...altered(entry + 3), mendedDigests, ...mendedSeal(entry + 3)],
    finds: () => /^The seal \d+ of the log, .+ does not follow from the one before/,
  },
  {
    what: 'a value that was put another way under an erasure that nobody wrote down',
    statements: (entry) => [
      ...altered(entry + 3),
      `update audit_sealed_entry set salt = null where entry = ${entry + 3}`,
      `insert into audit_erasure (erasure, entry, salt, digest)
       select gen_random_uuid(), e.id, s.salt, ${digestOf('e', 's.salt')}
       from audit_entry e, (select gen_random_uuid() as salt) s where e.id = ${entry + 3}`,
    ],
    finds: () => /^The erasure \S+ is not the one that was written down: it covers 1 entries now/,
  },
  {
    what: 'an entry that was removed',
    statements: (entry) => [`delete from audit_entry where id = ${entry + 7}`],
    finds: (entry) => new RegExp(`^The entry ${entry + 7} of the log, sealed in seal \\d+, is gone\\.$`),
  },
  {
    what: 'many that were removed',
    statements: (entry) => [`delete from audit_entry where id between ${entry + 8} and ${entry + 13}`],
    finds: (entry) =>
      new RegExp(`^6 entries of the log, ${entry + 8} to ${entry + 13}, sealed in seals? \\d`),
  },
  {
    what: 'an entry that was removed with its digest',
    statements: (entry) => [
      `delete from audit_entry where id = ${entry + 7}`,
      `delete from audit_sealed_entry where entry = ${entry + 7}`,
    ],
    finds: () => /^The seal \d+ of the log, which covers the positions \d+ to \d+, does not agree with/,
  },
  {
    what: 'two entries that changed places',
    statements: (entry) => [
      'alter table audit_entry alter column id drop identity',
      `update audit_entry set id = -1 where id = ${entry + 4}`,
      `update audit_entry set id = ${entry + 4} where id = ${entry + 9}`,
      `update audit_entry set id = ${entry + 9} where id = -1`,
    ],
    finds: (entry) => new RegExp(`^The entry ${entry + 4} .+ was altered`),
  },
  {
    what: 'two entries that changed places with their digests',
    statements: (entry) => [
      'alter table audit_entry alter column id drop identity',
      `update audit_entry set id = -1 where id = ${entry + 4}`,
      `update audit_entry set id = ${entry + 4} where id = ${entry + 29}`,
      `update audit_entry set id = ${entry + 29} where id = -1`,
      `update audit_sealed_entry set entry = -1 where entry = ${entry + 4}`,
      `update audit_sealed_entry set entry = ${entry + 4} where entry = ${entry + 29}`,
      `update audit_sealed_entry set entry = ${entry + 29} where entry = -1`,
    ],
    finds: (entry) => new RegExp(`^The entry ${entry + 4} .+ was altered`),
  },
  {
    what: 'an entry that was put in between',
    statements: (entry) => [
      `insert into audit_entry (id, change, at, source, object, action, tx) overriding system value
       select -5, change, at, 'api', 'party', 'update', tx from audit_entry where id = ${entry + 5}`,
    ],
    finds: () => /^The entry -5 of the log .+ was put in among sealed ones/,
  },
  {
    what: 'an entry that was put in with a digest',
    statements: (entry) => [
      `insert into audit_entry (id, change, at, source, object, action, tx) overriding system value
       select -5, change, at, 'api', 'party', 'update', tx from audit_entry where id = ${entry + 5}`,
      `insert into audit_sealed_entry select -5, seal, salt, digest from audit_sealed_entry where entry = ${entry + 5}`,
    ],
    finds: () => /^The entry -5 .+ was altered/,
  },
  {
    what: 'an entry that would never be sealed',
    statements: () => [
      `insert into audit_entry (change, source, object, action, tx)
       values (gen_random_uuid(), 'api', 'party', 'update', '4611686018427387904')`,
    ],
    finds: () => /names a transaction that has not been yet/,
  },
  {
    what: 'a seal that was taken out',
    statements: (entry) => [
      `delete from audit_seal where number = (select seal from audit_sealed_entry where entry = ${entry})`,
    ],
    finds: () => /^The seal \d+ of the log, .+ follows the seal \d+: what was between them is gone/,
  },
  {
    what: 'a seal that was taken out with all that it covers',
    statements: (entry) => [
      `create temp table gone on commit drop as
         select seal from audit_sealed_entry where entry = ${entry}`,
      'delete from audit_entry where id in (select entry from audit_sealed_entry join gone using (seal))',
      'delete from audit_seal where number in (select seal from gone)',
      'delete from audit_sealed_entry where seal in (select seal from gone)',
      'update audit_seal set number = number - 1 where number > (select seal from gone)',
      'update audit_sealed_entry set seal = seal - 1 where seal > (select seal from gone)',
    ],
    finds: () => /does not follow from the one before/,
  },
  {
    what: 'a seal of which the time was changed',
    statements: () => [`update audit_seal set sealed_at = sealed_at - interval '1 day' where number = 2`],
    finds: () => /^The seal 2 of the log, .+ does not follow from the one before/,
  },
  {
    what: 'values that vanished without an erasure',
    statements: (entry) => [
      `update audit_entry set before = null, after = null where id = ${entry}`,
      `update audit_sealed_entry set salt = null where entry = ${entry}`,
    ],
    finds: (entry) => new RegExp(`^The entry ${entry} .+ lost its salt without an erasure`),
  },
]

test('whatever is done to the log behind the back of the program is found, and where', async (t) => {
  const { engine } = await engineForTest(t)
  const entry = await sealedInThree(engine)
  assert.deepEqual(await engine.verify(), [])
  for (const { what, statements, finds } of tampering) {
    await t.test(what, async () => {
      const findings = await foundAfter(engine, statements(entry))
      assert.ok(
        findings.some((finding) => finds(entry).test(finding)),
        findings.join('\n') || 'nothing was found',
      )
    })
  }
  assert.deepEqual(await engine.verify(), [])
})

/** What is found once that is done, which is then taken back. */
async function foundAfter(engine: Engine, statements: readonly string[]): Promise<string[]> {
  const enough = new Error('enough')
  let findings: string[] = []
  const looking = engine.database.transaction(async (tx) => {
    await tx.query(sql`set local kontor.erasing = 'on'`)
    for (const statement of statements) await tx.query(raw(statement))
    findings = await checkChain({ ...engine.database, transaction: (work) => work(tx) })
    throw enough
  })
  await assert.rejects(looking, enough)
  return findings
}

test('facts are not changed by an oversight', async (t) => {
  const { engine } = await engineForTest(t)
  await sealedInThree(engine)
  for (const table of ['audit_entry', 'audit_sealed_entry', 'audit_seal', 'audit_erasure']) {
    const removing = engine.database.transaction((tx) =>
      tx.query({ parts: [`delete from ${table}`], values: [] }),
    )
    await assert.rejects(removing, /facts|went wrong|database/i)
  }
})

test('what is found is named a hundred times at most, and counted', async (t) => {
  const { engine } = await engineForTest(t)
  const entry = await makeEntries(engine, 5_000)
  await allSealed(engine)
  await behindItsBack(engine, `update audit_entry set reason = 'No reason' where id >= ${entry}`)
  const findings = await engine.verify()
  assert.equal(findings.length, 101)
  assert.equal(findings.at(-1), 'So it is with 5000 entries in all.')
})

test('who rewrites log and chain alike is found by the head that is kept outside', async (t) => {
  const { engine } = await engineForTest(t)
  const folder = await folderFor(t)
  const headFile = path.join(folder, headFileName)
  const entry = await sealedInThree(engine)
  const complaints: string[] = []
  const keep = headWriter({
    database: engine.database,
    headFolder: folder,
    log: (text) => complaints.push(text),
  })
  await keep()
  await keep()
  await makeEntries(engine, 5)
  await allSealed(engine)
  await headWriter({ database: engine.database, headFolder: folder, log: () => {} })()
  assert.deepEqual(await engine.verify({ headFile }), [], 'the log has grown since')

  await behindItsBack(engine, `update audit_entry set after = '{"limit": 1}' where id = ${entry + 3}`)
  await rewriteChain(engine)
  assert.deepEqual(await engine.verify(), [], 'alone the database knows of nothing')
  const findings = await engine.verify({ headFile })
  assert.equal(findings.length, 2)
  assert.match(
    findings[0] ?? '',
    /^The head that was kept outside at .+Z, after \d+ entries, is not in the chain/,
  )
  assert.deepEqual(complaints, [])
})

test('a log whose end was cut off is found by the head that is kept outside', async (t) => {
  const { engine } = await engineForTest(t)
  const folder = await folderFor(t)
  await sealedInThree(engine)
  await headWriter({ database: engine.database, headFolder: folder, log: () => {} })()
  await behindItsBack(
    engine,
    'create temp table gone on commit drop as select max(number) as seal from audit_seal',
    'delete from audit_entry where id in (select entry from audit_sealed_entry join gone using (seal))',
    'delete from audit_seal where number in (select seal from gone)',
    'delete from audit_sealed_entry where seal in (select seal from gone)',
  )
  assert.deepEqual(await engine.verify(), [])
  assert.equal((await engine.verify({ headFile: path.join(folder, headFileName) })).length, 1)
})

test('a file of heads that says nothing, or cannot be read, is not taken for proof', async (t) => {
  const { engine } = await engineForTest(t)
  const folder = await folderFor(t)
  const headFile = path.join(folder, headFileName)
  await sealedInThree(engine)
  await writeFile(headFile, '')
  assert.match((await engine.verify({ headFile })).join(), /holds no head/)
  await headWriter({ database: engine.database, headFolder: folder, log: () => {} })()
  await appendFile(headFile, 'position 12\n')
  assert.match((await engine.verify({ headFile })).join(), /^Line 2 of .+ is not a head of the chain\.$/)
  await assert.rejects(engine.verify({ headFile: path.join(folder, 'nowhere') }))
})

test('a head that was cut off is named until a whole one follows, and nothing runs into it', async (t) => {
  const { engine } = await engineForTest(t)
  const folder = await folderFor(t)
  const headFile = path.join(folder, headFileName)
  const write = () => headWriter({ database: engine.database, headFolder: folder, log: () => {} })()
  await sealedInThree(engine)
  await write()
  await appendFile(headFile, '{"position":12,"ha')
  const [found = '', ...more] = await engine.verify({ headFile })
  assert.match(found, /^Line 2 of .+ was cut off while it was written, .+ Let Kontor run/)
  assert.deepEqual(more, [])
  await write()
  assert.deepEqual(await engine.verify({ headFile }), [])
  const lines = (await readFile(headFile, 'utf8')).trimEnd().split('\n')
  assert.deepEqual([lines.length, lines[1]], [3, '{"position":12,"ha'])
  // Before, a whole line ran into the one that was cut off.
  await writeFile(headFile, `{"position":12,"ha${lines[2]}\n`)
  assert.deepEqual(await engine.verify({ headFile }), [])
})

test('a folder that is away is told in the log, and written to when it is back', async (t) => {
  const { engine } = await engineForTest(t)
  const folder = path.join(await folderFor(t), 'mounted')
  await sealedInThree(engine)
  const complaints: string[] = []
  await headWriter({ database: engine.database, headFolder: folder, log: (text) => complaints.push(text) })()
  assert.match(complaints.join(), /could not be written to .+mounted\. Check that the folder is there\./)
})

/** Thirty entries of one kind in three seals; gives the number of the first. */
async function sealedInThree(engine: Engine): Promise<number> {
  await allSealed(engine)
  const first = await makeEntries(engine, 10)
  await allSealed(engine)
  for (let n = 0; n < 2; n++) {
    await makeEntries(engine, 10)
    await sealNext(engine.database)
    await allSealed(engine)
  }
  return first
}

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-head-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
