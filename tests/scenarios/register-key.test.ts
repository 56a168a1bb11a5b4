import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factSourcesServer } from '#testing'
import { office } from './office.ts'

const key = 'sk-live-4711-zzyx'

test('a register is asked with its key, which is kept sealed and shown to nobody', async (t) => {
  const sources = await factSourcesServer(t)
  const { as, engine } = await office(t, { sourcePatience: 30_000 })
  sources.companies.set('40003032949', { name: 'Latvenergo', city: 'Rīga' })
  sources.key = key
  const set = (settings: object) => as.administrator.patch('settings', settings)
  const trial = async () => (await as.administrator.post('fact-sources/register/trial')).body
  const begun = await set({
    'checks.register.ownNetwork': true,
    'checks.register.address': sources.addresses.register,
    'checks.register.mapping': 'name = company.legalName',
  })
  assert.equal(begun.status, 200, begun.text)
  assert.equal((await trial()).ok, false, 'without its key the register says nothing')
  const answer = await set({ 'checks.register.key': key })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((await trial()).ok, true, 'in a header')
  await set({ 'checks.register.keyIn': 'query', 'checks.register.keyName': 'apikey' })
  assert.equal((await trial()).ok, true, 'behind the question mark')
  const settings = await as.administrator.get('settings')
  const kept = settings.body.items.find((one: { key: string }) => one.key === 'checks.register.key')
  assert.deepEqual([kept.value, kept.isDecided, kept.isSecret], [null, true, true])
  const told = [answer.text, settings.text, (await as.administrator.get('audit/entries?object=setting')).text]
  for (const table of ['setting', 'audit_entry', 'fact_answer', 'fact_watch'])
    told.push(
      JSON.stringify(
        await engine.database.query({ parts: [`select to_jsonb(t) as row from ${table} t`], values: [] }),
      ),
    )
  assert.ok(!told.join(' ').includes(key), 'neither the log nor the database tells it')
  await set({ 'checks.register.key': null })
  assert.equal((await trial()).ok, false)
})

test('what is wrong with the mapping is told when it is entered, line by line', async (t) => {
  const sources = await factSourcesServer(t)
  const { as } = await office(t)
  for (const [setting, value, words] of [
    ['mapping', 'name = company.legalName\ntelefons = phone', /“telefons” is no field.*name, taxId/],
    ['mapping', 'name: company.legalName', /“name: company.legalName” is no line/],
    ['mapping', 'name = company..legalName', /“company..legalName” is no path/],
    ['mapping', 'name = a\nname = b', /“name” stands there twice/],
    ['address', 'https://register.example/companies', /Say with {number}/],
    ['address', 'register.example/{number}', /begins with https/],
    ['keyName', 'X Key:', /letters, digits/],
    ['key', 'schlüssel', /one line/],
  ] as const) {
    const answer = await as.administrator.patch('settings', { [`checks.register.${setting}`]: value })
    assert.equal(answer.status, 422, `${setting}: ${value}`)
    assert.equal(answer.body.errors[0].field, `checks.register.${setting}`)
    assert.match(answer.body.errors[0].message, words)
  }
  sources.companies.set('40003032949', { name: 'Latvenergo', city: 'Rīga' })
  await as.administrator.patch('settings', {
    'checks.register.ownNetwork': true,
    'checks.register.address': sources.addresses.register,
    'checks.register.mapping': 'name = company.legalName\ncity = company.town',
  })
  const trial = await as.administrator.post('fact-sources/register/trial')
  assert.deepEqual([trial.body.ok, trial.body.said], [false, 'The answer holds nothing at company.town.'])
})
