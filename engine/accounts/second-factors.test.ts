import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { lockedSecrets } from './locked-secrets.ts'
import { sealing } from './sealing.ts'
import { base32, authenticatorAddress, codeAt, stepAt, stepOfCode } from './totp.ts'

const here = { address: '10.0.0.7', agent: null }
const password = 'three brown horses'
const wholeSecond = Date.UTC(2026, 10, 28, 12)

async function anna(t: TestContext, more: { smtpUrl?: string } = {}) {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kontor-factors-'))
  t.after(() => rm(dataFolder, { recursive: true, force: true }))
  t.mock.timers.enable({ apis: ['Date'], now: wholeSecond })
  const { engine, root, another } = await engineForTest(t, { dataFolder, ...more })
  const { id: user } = await engine.records.create(root, 'user', { name: 'Anna', email: 'anna@osta.lv' })
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  const enter = () => engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here })
  const first = await enter()
  const holder = { user, session: first.id ?? '', source: 'web' }
  const later = () => t.mock.timers.setTime(Date.now() + 30_000)
  const addTotp = async () => {
    const { secret } = await engine.accounts.factors.newTotp(holder)
    const bytes = decoded(secret)
    const code = () => codeAt(bytes, stepAt(Date.now()))
    const { recoveryCodes } = await engine.accounts.factors.confirmTotp(holder, code())
    later()
    return { secret, code, recoveryCodes: recoveryCodes ?? [] }
  }
  return { engine, root, another, user, enter, first, holder, later, addTotp, dataFolder }
}

/** What an authenticator makes of the secret that one types. */
function decoded(secret: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

test('codes are those of RFC 6238, and the secret is written as in RFC 4648', () => {
  const secret = Buffer.from('12345678901234567890')
  const known = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const
  for (const [seconds, code] of known) assert.equal(codeAt(secret, stepAt(seconds * 1_000)), code)
  for (const [text, encoded] of [
    ['f', 'MY'],
    ['foob', 'MZXW6YQ'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const)
    assert.equal(base32(Buffer.from(text)), encoded)
  assert.equal(
    authenticatorAddress(Buffer.from('foobar'), 'Kontor Osta', 'anna@osta.lv'),
    'otpauth://totp/Kontor%20Osta:anna%40osta.lv?secret=MZXW6YTBOI&issuer=Kontor%20Osta',
  )
})

test('a code holds thirty seconds to either side, and not once more', () => {
  const secret = Buffer.from('12345678901234567890')
  const step = stepAt(wholeSecond)
  for (const away of [-1, 0, 1])
    assert.equal(stepOfCode(secret, codeAt(secret, step + away), wholeSecond, 0), step + away)
  for (const away of [-2, 2])
    assert.equal(stepOfCode(secret, codeAt(secret, step + away), wholeSecond, 0), null)
  assert.equal(stepOfCode(secret, codeAt(secret, step), wholeSecond, step), null)
  for (const wrong of ['', '12', 'abcdef', '1234567', '０００００0'])
    assert.equal(stepOfCode(secret, wrong, wholeSecond, 0), null)
})

test('with an authenticator the password alone opens nothing, and each code opens once', async (t) => {
  const { engine, enter, addTotp, later } = await anna(t)
  const { code } = await addTotp()
  const begun = await enter()
  assert.ok(begun.step)
  assert.deepEqual([begun.token, begun.ways], [undefined, ['code']])
  const step = begun.step ?? ''
  assert.equal(await engine.accounts.authenticate({ session: step }), null)
  const wrong = code() === '000000' ? '111111' : '000000'
  await assert.rejects(engine.accounts.entrance.second({ step, code: wrong, ...here }), { code: 'wrongCode' })
  const session = await engine.accounts.entrance.second({ step, code: code(), ...here })
  assert.equal((await engine.accounts.authenticate({ session: session.token }))?.secondFactor, true)
  await assert.rejects(engine.accounts.entrance.second({ step, code: code(), ...here }), { code: 'stepOver' })
  const again = (await enter()).step ?? ''
  await assert.rejects(engine.accounts.entrance.second({ step: again, code: code(), ...here }), {
    code: 'wrongCode',
  })
  later()
  assert.ok((await engine.accounts.entrance.second({ step: again, code: code(), ...here })).token)
})

test('whoever came in by the password alone is out once something is added beside it', async (t) => {
  const { engine, user, enter, holder, addTotp } = await anna(t)
  const other = await enter()
  assert.equal((await engine.accounts.sessions(user)).length, 2)
  const { code } = await addTotp()
  assert.deepEqual(
    (await engine.accounts.sessions(user)).map(({ id }) => id),
    [holder.session],
    'the one in which it was added goes on',
  )
  assert.equal(await engine.accounts.authenticate({ session: other.token ?? '' }), null)
  const begun = await enter()
  const whole = await engine.accounts.entrance.second({ step: begun.step ?? '', code: code(), ...here })
  await engine.accounts.factors.newRecoveryCodes(holder)
  assert.equal((await engine.accounts.sessions(user)).length, 2, whole.id)
})

test('a link for a new password does not lead round the second step', async (t) => {
  const { engine, root, user, addTotp } = await anna(t)
  const { code } = await addTotp()
  const { link } = await engine.accounts.links.invite(root, user, 'link')
  const token = link?.split('#')[1] ?? ''
  const entered = await engine.accounts.enterByLink({ token, password: 'four white horses', ...here })
  assert.equal(entered.token, undefined)
  const step = entered.step ?? ''
  // Nor does a step that began with the password of before go on.
  const password = 'five white horses'
  await engine.accounts.setPassword({ user, password, source: 'cli' })
  const late = engine.accounts.entrance.second({ step, code: code(), ...here })
  await assert.rejects(late, { code: 'stepOver' })
  const anew = await engine.accounts.signIn({ email: 'anna@osta.lv', password, ...here })
  assert.ok((await engine.accounts.entrance.second({ step: anew.step ?? '', code: code(), ...here })).token)
})

test('a recovery code opens once, however it is written', async (t) => {
  const { engine, user, enter, addTotp } = await anna(t)
  const { recoveryCodes } = await addTotp()
  assert.equal(new Set(recoveryCodes).size, 10)
  const [first = '', second = ''] = recoveryCodes
  const step = (await enter()).step ?? ''
  const typed = ` ${first.toUpperCase().replaceAll('-', ' ')}`
  assert.ok((await engine.accounts.entrance.second({ step, code: typed, ...here })).token)
  assert.equal((await engine.accounts.factors.of(user)).recoveryCodes, 9)
  const again = (await enter()).step ?? ''
  await assert.rejects(engine.accounts.entrance.second({ step: again, code: first, ...here }), {
    code: 'wrongCode',
  })
  assert.ok((await engine.accounts.entrance.second({ step: again, code: second, ...here })).token)
})

test('of two who show the same code at once, one comes in', async (t) => {
  const { engine, another, enter, addTotp } = await anna(t)
  const { code } = await addTotp()
  const steps = [(await enter()).step ?? '', (await enter()).step ?? '']
  const engines = [engine, await another()]
  const tries = await Promise.allSettled(
    engines.map(({ accounts }, at) =>
      accounts.entrance.second({ step: steps[at] ?? '', code: code(), ...here }),
    ),
  )
  assert.deepEqual(tries.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('guessing codes gets slow, ends with the step, and is told to whose password it was', async (t) => {
  const { engine, enter, addTotp } = await anna(t, { smtpUrl: 'smtp://127.0.0.1:9' })
  const { code } = await addTotp()
  const step = (await enter()).step ?? ''
  const wrong = code() === '000000' ? '111111' : '000000'
  const codes: string[] = []
  for (let n = 0; n < 12; n++) {
    // However long the tries took here, the last one was just now.
    await engine.database.query(sql`update sign_in_failure set last_at = now() + interval '50 seconds'`)
    await engine.accounts.entrance
      .second({ step, code: wrong, ...here })
      .catch((error: { code: string }) => codes.push(error.code))
  }
  assert.deepEqual(
    codes.slice(0, 5),
    Array.from({ length: 5 }, () => 'wrongCode'),
  )
  assert.deepEqual(
    codes.slice(5, 10),
    Array.from({ length: 5 }, () => 'slowDown'),
  )
  assert.deepEqual(codes.slice(10), ['stepOver', 'stepOver'])
  const told = await engine.database.query(
    sql`select recipient, count(*)::int as mails from mail where payload ->> 'what' = 'guessed' group by 1`,
  )
  assert.deepEqual(told, [{ recipient: 'anna@osta.lv', mails: 1 }])
})

test('codes are not found sooner from many networks, and a browser known by both steps waits for none', async (t) => {
  const { engine, enter, first, later, addTotp } = await anna(t)
  const { code } = await addTotp()
  const second = async (from: object, code: string) => {
    const { step = '' } = await enter()
    const given = { step, code, ...here, ...from }
    return engine.accounts.entrance.second(given)
  }
  const { device: own } = await second({}, code())
  later()
  const wrong = code() === '000000' ? '111111' : '000000'
  const failed = async (from: object) => {
    await engine.database.query(
      sql`update sign_in_failure set last_at = now() + interval '50 seconds' where failures >= 5`,
    )
    return second(from, wrong).then(
      () => 'in',
      (error: { code: string }) => error.code,
    )
  }
  const answers: string[] = []
  for (let network = 0; network < 8; network++)
    answers.push(await failed({ address: `198.51.100.${network}` }))
  const held = [...Array<string>(5).fill('wrongCode'), ...Array<string>(3).fill('slowDown')]
  assert.deepEqual(answers, held)
  // One in which a password alone was shown, before there was an authenticator, is a stranger by now.
  await assert.rejects(second({ device: first.device }, code()), { code: 'slowDown' })
  assert.ok((await second({ device: own }, code())).token)
  const known: string[] = []
  for (let nth = 0; nth < 8; nth++) known.push(await failed({ device: own }))
  assert.deepEqual(known, held)
})

test('a post may ask for more than a password: until something is added, nothing else opens', async (t) => {
  const { engine, root, user, holder, addTotp } = await anna(t)
  const { id: post } = await engine.records.create(root, 'post', { name: 'Finance', secondFactor: true })
  await engine.records.update(root, 'user', user, { posts: [{ post }] })
  const ask = (secondFactor: boolean) =>
    engine.access.actorFor({ user, source: 'web', request: '1', secondFactor })
  await assert.rejects(ask(false), { status: 403, code: 'secondFactorNeeded' })
  assert.ok(await ask(true))
  assert.equal(await engine.access.needsSecondFactor(user), true)
  await addTotp()
  const known = await engine.database.query(
    sql`select second_factor from session where id = ${holder.session}`,
  )
  assert.deepEqual(known, [{ second_factor: true }])
  await engine.accounts.factors.dropTotp(holder)
  const dropped = await engine.database.query(
    sql`select second_factor from session where id = ${holder.session}`,
  )
  assert.deepEqual(dropped, [{ second_factor: false }])
  assert.equal((await engine.accounts.factors.of(user)).recoveryCodes, 0)
})

test('who lost everything is let in again by an administrator, which is written down', async (t) => {
  const { engine, root, user, enter, addTotp, holder } = await anna(t)
  await addTotp()
  await engine.accounts.factors.reset({ user, by: root.user, source: 'web' })
  assert.ok((await enter()).token)
  assert.equal(
    (await engine.accounts.sessions(user)).some(({ id }) => id === holder.session),
    false,
  )
  const entries = await engine.database.query<{ action: string }>(
    sql`select action from audit_entry where record = ${user} and action like '%Factor%' order by id`,
  )
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['addSecondFactor', 'resetSecondFactors'],
  )
})

test('no secret stands in the database in the clear, and another key opens none', async (t) => {
  const { engine, addTotp, user, dataFolder } = await anna(t)
  const { secret, recoveryCodes } = await addTotp()
  const bytes = decoded(secret).toString('hex')
  const everything = await engine.database.query<{ text: string }>(
    sql`select to_jsonb(t)::text as text from totp t union all select to_jsonb(r)::text from recovery_code r
        union all select to_jsonb(a)::text from audit_entry a`,
  )
  const text = JSON.stringify(everything)
  for (const known of [secret, bytes, ...recoveryCodes]) assert.equal(text.includes(known), false)
  const [kept] = await engine.database.query<{ secret: Buffer }>(sql`select secret from totp`)
  const sealed = kept?.secret ?? Buffer.alloc(0)
  assert.equal((await sealing({ dataFolder }).open(sealed, `totp ${user}`))?.toString('hex'), bytes)
  assert.equal(await sealing({ dataFolder }).open(sealed, 'totp of another'), null)
  assert.equal(
    await sealing({ secret: 'another secret of 16', dataFolder }).open(sealed, `totp ${user}`),
    null,
  )
  sealed[20] = (sealed[20] ?? 0) ^ 1
  assert.equal(await sealing({ dataFolder }).open(sealed, `totp ${user}`), null)
  assert.throws(() => sealing({ secret: 'short', dataFolder }), /KONTOR_SECRET/)
  const lockedUnder = (secret: string) =>
    lockedSecrets(engine.database, engine.settings, sealing({ secret, dataFolder }))
  assert.match((await lockedUnder('another secret of 16')).join(), /^1 authenticators of users do not open/)
  assert.deepEqual(await engine.lockedSecrets(), [])
  const file = path.join(dataFolder, 'secret.key')
  assert.match(await readFile(file, 'utf8'), /^[0-9a-f]{64}\n$/)
  assert.equal((await stat(file)).mode & 0o077, 0)
})

test('a passkey shows who sits there only where its device has asked them', async (t) => {
  const { engine, user, holder } = await anna(t)
  const [site, who] = ['https://kontor.example', { user, session: holder.session, address: null }]
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [left, right] = [x, y].map((part) => Buffer.from(part, 'base64url'))
  // A key on P-256 for signatures, as COSE writes it (RFC 9053).
  const cose = Buffer.concat([
    ...[Buffer.from('a501020326200121', 'hex'), Buffer.from('5820', 'hex'), left!],
    ...[Buffer.from('225820', 'hex'), right!],
  ])
  const credential = Buffer.from('a key that was left in it')
  await engine.database.query(
    sql`insert into passkey (id, "user", credential, public_key, counter, transports, name)
        values (gen_random_uuid(), ${user}, ${credential}, ${cose}, 0, '{}', 'Key')`,
  )
  const sha = (data: string | Buffer) => createHash('sha256').update(data).digest()
  const shown = async (flags: number) => {
    const { passkey } = await engine.accounts.presence.ask(who, site)
    assert.equal(passkey?.userVerification, 'required')
    const client = Buffer.from(
      JSON.stringify({ type: 'webauthn.get', challenge: passkey?.challenge, origin: site }),
    )
    const authenticator = Buffer.concat([sha('kontor.example'), Buffer.from([flags, 0, 0, 0, 0])])
    const signature = sign('sha256', Buffer.concat([authenticator, sha(client)]), privateKey)
    const id = credential.toString('base64url')
    const response = {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authenticator.toString('base64url'),
      signature: signature.toString('base64url'),
    }
    const given = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
    return engine.accounts.presence.give(who, { passkey: given, site })
  }
  await assert.rejects(shown(0b001), { code: 'wrongPassword' })
  await shown(0b101)
  // With no password there is nothing else to show, and the key alone does.
  await engine.database.query(sql`delete from credential`)
  const { password: has, passkey } = await engine.accounts.presence.ask(who, site)
  assert.deepEqual([has, passkey?.userVerification], [false, 'preferred'])
})

test('a passkey that answers nothing that was asked shows nothing', async (t) => {
  const { engine, holder } = await anna(t)
  const site = 'https://kontor.example'
  const { challenge } = await engine.accounts.factors.askForNewPasskey(holder, site)
  assert.ok(challenge.length > 20)
  for (const response of [null, {}, { id: 'x', rawId: 'x', type: 'public-key', response: {} }, 'x', [1]])
    await assert.rejects(
      engine.accounts.factors.keepPasskey(holder, { name: 'Key', response, origin: site }),
      {
        code: response === null ? 'passkeyNotMade' : 'tooLate',
      },
    )
  const { step } = await engine.accounts.entrance.askForPasskey(site)
  await assert.rejects(engine.accounts.entrance.byPasskey({ step, passkey: { id: 'x' }, site, ...here }), {
    code: 'unknownPasskey',
  })
  await assert.rejects(engine.accounts.entrance.byPasskey({ step, passkey: { id: 'x' }, site, ...here }), {
    code: 'stepOver',
  })
})
