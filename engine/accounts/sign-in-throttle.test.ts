import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { shiftedDatabase } from '#testing'
import { seeded } from '../../testing/sample/random.ts'
import { engineForTest } from '../engine-for-test.ts'
import { Problem } from '../errors.ts'
import { overRate } from './limit-rate.ts'
import { signInThrottle } from './sign-in-throttle.ts'

test('guesses that come all at once are counted like those that come one after the other', async (t) => {
  const { engine } = await engineForTest(t, { modules: [] })
  const throttle = signInThrottle(engine.database, async () => {})
  let guessed = 0
  const guess = (email: string, address: string, device?: string) =>
    throttle
      .run({ email, address, device: device ?? null }, async () => {
        guessed += 1
        return null
      })
      .catch(refused)
  const burst = async (count: number, one: (n: number) => Promise<unknown>) => {
    guessed = 0
    await Promise.all(Array.from({ length: count }, (_, n) => one(n)))
    return guessed
  }
  const atOnce = await burst(200, () => guess('anna@osta.lv', '10.0.0.7'))
  assert.ok(atOnce <= 2, `${atOnce} guesses at one e-mail from one network`)
  const networks = await burst(200, (n) => guess('olga@osta.lv', `10.1.${n}.1`))
  assert.ok(networks <= 64, `${networks} guesses at one e-mail from many networks`)
  const sprayed = await burst(300, (n) => guess(`w${n}@osta.lv`, '10.0.0.8'))
  assert.ok(sprayed <= 100, `${sprayed} e-mails tried from one network`)
  const stolen = await burst(200, () => guess('anna@osta.lv', '10.0.0.9', 'a device that was stolen'))
  // Five are free and two run beside each other; then the waits double, so that twelve would take minutes.
  assert.ok(stolen <= 12, `${stolen} guesses by a known browser`)
})

test('whatever strangers do, somebody with a known browser gets in, and whoever is right after a wait', async (t) => {
  const { engine } = await engineForTest(t, { modules: [] })
  const seed = randomInt(1_000_000)
  const random = seeded(seed)
  const slept: number[] = []
  const throttle = signInThrottle(
    engine.database,
    async (milliseconds) => void slept.push(milliseconds),
    async () => ({
      freeFailures: 5,
      longestWaitSeconds: 0.01,
    }),
  )
  const emails = ['anna@osta.lv', 'olga@osta.lv', 'nobody@osta.lv']
  for (let round = 0; round < 60; round++) {
    const strangers = Array.from({ length: 1 + random.whole(30) }, () =>
      throttle
        .run(
          { email: random.pick(emails), address: `10.${random.whole(3)}.${random.whole(20)}.1` },
          async () => null,
        )
        .catch(refused),
    )
    const known = throttle.run(
      { email: 'anna@osta.lv', address: `10.0.${random.whole(20)}.1`, device: 'the browser of Anna' },
      async () => 'in',
    )
    assert.equal(await known, 'in', `seed ${seed}, round ${round}`)
    await Promise.all(strangers)
  }
  assert.ok(Math.max(...slept) <= 3_000, 'nobody is slowed by more than three seconds')
  const strange = () => throttle.run({ email: 'olga@osta.lv', address: '10.9.9.9' }, async () => 'in')
  assert.equal(await strange(), 'in', `seed ${seed}: a new browser of hers, from elsewhere`)
})

test('who guesses at one account slows nobody else of the same network', async (t) => {
  const { engine } = await engineForTest(t, { modules: [] })
  const slept: number[] = []
  const patience = async () => ({ freeFailures: 5, longestWaitSeconds: 0 })
  const throttle = signInThrottle(engine.database, async (ms) => void slept.push(ms), patience)
  const address = '10.0.0.7'
  const guessed = { email: 'anna@osta.lv', address }
  for (let n = 0; n < 60; n++) await throttle.run(guessed, async () => null)
  const slow = slept.length
  assert.ok(slow > 0, 'whoever guesses is slowed')
  // While more guesses are at work, and as many as the network may have.
  const held = Promise.withResolvers<null>()
  const guesses = [1, 2, 3, 4].map(() => throttle.run(guessed, () => held.promise).catch(refused))
  for (const colleague of ['olga', 'ilze', 'janis', 'marta', 'nino', 'wang'])
    assert.equal(await throttle.run({ email: `${colleague}@osta.lv`, address }, async () => 'in'), 'in')
  held.resolve(null)
  await Promise.all(guesses)
  assert.equal(slept.length - slow, 2, 'of these only the two guesses that ran were slowed')
})

test('where a network is wrong for many, whoever is right comes in after those before, in their order', async (t) => {
  const { engine } = await engineForTest(t, { modules: [] })
  const throttle = signInThrottle(engine.database, async () => {})
  const address = '10.0.0.8'
  for (let n = 0; n < 30; n++) await throttle.run({ email: `w${n}@osta.lv`, address }, async () => null)
  const held = Promise.withResolvers<null>()
  const order: string[] = []
  const attempt = (email: string) =>
    throttle.run({ email, address }, async () => (order.push(email), held.promise, email))
  const sprayed = Array.from({ length: 12 }, (_, n) =>
    throttle.run({ email: `x${n}@osta.lv`, address }, () => held.promise),
  )
  const honest = attempt('olga@osta.lv')
  held.resolve(null)
  assert.deepEqual([await honest, ...(await Promise.all(sprayed))], ['olga@osta.lv', ...Array(12).fill(null)])
  const many = Array.from({ length: 60 }, (_, n) => attempt(`y${n}@osta.lv`).catch(refused))
  const told = await Promise.all(many)
  assert.ok(told.filter((one) => one !== undefined).length >= 20, 'a line that is full sends away, no more')
  assert.equal(await attempt('olga@osta.lv'), 'olga@osta.lv')
})

test('what went wrong while the clock was ahead keeps nobody out until then', async (t) => {
  const { engine } = await engineForTest(t, { modules: [] })
  const setClock = await shiftedDatabase(t, engine.options)
  const throttle = signInThrottle(engine.database, async () => {})
  const anna = { email: 'anna@osta.lv', address: '10.0.0.7' }
  const rate = { what: 'forms', who: '10.0.0.7', most: 1, seconds: 60 }
  await setClock(400)
  for (let n = 0; n < 8; n++) await throttle.run(anna, async () => null).catch(refused)
  for (let n = 0; n < 3; n++) await overRate(engine.database, rate)
  await setClock(0)
  assert.equal(await throttle.run(anna, async () => 'in'), 'in')
  assert.equal(await overRate(engine.database, rate), null)
})

function refused(error: unknown): void {
  if (!(error instanceof Problem && error.code === 'slowDown')) throw error
}
