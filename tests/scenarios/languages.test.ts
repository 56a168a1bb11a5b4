import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { settingsPageNames, sql } from '#engine'
import { office, type Caller, type Reply } from './office.ts'

const languages = ['lv', 'ka', 'zh', 'ru'] as const
const scripts = { lv: /[āčēģīķļņšūž]/i, ka: /[ა-ჰ]/, zh: /[一-龥]/, ru: /[а-я]/i }

test('why something cannot be is said in the language of whoever asked, without a field as with one', async (t) => {
  const { as, anyone } = await office(t)
  const made = await as.manager.post('customers', { name: 'Valodu Nams' })
  const customer = `customers/${made.body.id}`
  const faults: Record<string, (headers: Record<string, string>) => Promise<Reply>> = {
    401: (headers) => anyone.get('customers', headers),
    403: (headers) => as.clerk.post(`users/${as.manager.user}/password`, { password: 'x' }, headers),
    404: (headers) => as.clerk.get('customers/nothing', headers),
    409: (headers) => as.manager.post(`${customer}/reactivate`, { reason: 'x' }, headers),
    412: (headers) => as.manager.patch(customer, { city: 'Rīga' }, { ...headers, 'if-match': '"9999"' }),
    413: (headers) => as.manager.post('customers', { notes: 'x'.repeat(6_000_000) }, headers),
    415: (headers) =>
      as.manager.ask('POST', 'customers', {
        headers: { ...headers, 'content-type': 'text/x' },
        raw: { body: 'x' },
      }),
    422: (headers) => as.manager.get('customers?limit=x', headers),
  }
  for (const [status, ask] of Object.entries(faults)) {
    for (const language of languages) {
      const answer = await ask({ 'kontor-language': language })
      assert.equal(answer.status, Number(status), answer.text)
      assert.match(answer.body.detail, scripts[language], `${status} ${language}: ${answer.text}`)
      // Not every short Latvian title has a letter of its own.
      if (language !== 'lv') assert.match(answer.body.title, scripts[language], answer.text)
      else assert.notEqual(answer.body.title, (await ask({ 'kontor-language': 'en' })).body.title)
      for (const { message } of answer.body.errors ?? []) assert.match(message, scripts[language])
    }
  }
})

test('nobody in particular is told in the language of the browser, a user in their own', async (t) => {
  const { as, anyone } = await office(t)
  const stranger = await anyone.get('customers', { 'accept-language': 'fr-FR,ru;q=0.8,en;q=0.5' })
  assert.match(stranger.body.detail, scripts.ru)
  assert.equal((await as.administrator.patch(`users/${as.clerk.user}`, { language: 'ka' })).status, 200)
  await eventually(async () => scripts.ka.test((await as.clerk.get('customers/nothing')).body.detail))
})

test('whatever runs behind and whatever page a right opens is called in words on the screens', async (t) => {
  const { engine } = await office(t)
  const kinds = engine.jobs
    .kinds()
    .map((name) => name.replaceAll(/ (\w)/g, (_, at: string) => at.toUpperCase()))
  for (const language of ['en', ...languages]) {
    const texts = (part: string) =>
      JSON.parse(readFileSync(new URL(`../../web/i18n/${language}/${part}.json`, import.meta.url), 'utf8'))
    const { jobKinds } = texts('settings') as { jobKinds: Record<string, string> }
    const { pages } = texts('rights') as { pages: Record<string, string> }
    assert.deepEqual(
      kinds.filter((kind) => !jobKinds[kind]),
      [],
      `jobs, ${language}`,
    )
    assert.deepEqual(
      settingsPageNames.filter((page) => !pages[page]),
      [],
      `pages, ${language}`,
    )
  }
})

test('somebody changes their own language without the right to change users, and nothing else', async (t) => {
  const { as, engine } = await office(t)
  assert.equal((await as.collector.patch(`users/${as.collector.user}`, { language: 'lv' })).status, 403)
  const changed = await as.collector.patch('me', { language: 'lv' })
  assert.deepEqual([changed.status, changed.body.language, changed.body.user.language], [200, 'lv', 'lv'])
  assert.match((await as.collector.get('customers/nothing')).body.detail, scripts.lv)
  const [entry] = await engine.database.query(
    sql`select actor, action, after from audit_entry where record = ${as.collector.user} order by id desc limit 1`,
  )
  assert.deepEqual(entry, { actor: as.collector.user, action: 'update', after: { language: 'lv' } })
  for (const body of [{ language: 'xx' }, { name: 'Somebody Else' }, { language: 'ru', posts: [] }])
    assert.equal((await as.collector.patch('me', body)).status, 422, JSON.stringify(body))
  const back = await as.collector.patch('me', { language: null })
  assert.equal(back.body.user.language, null)
})

test('a rehearsal, a warning and an error of a rule are said in the language too', async (t) => {
  const { as } = await office(t)
  const rehearsed = await as.manager.post('customers?dryRun=true', { name: '' }, { 'kontor-language': 'lv' })
  assert.match(rehearsed.body.errors[0].message, /^Aizpildiet lauku/)
  const twice = await taken(as.manager)
  assert.match(twice.body.errors[0].message, scripts.ru, twice.text)
})

/** A number that somebody has already. */
async function taken(manager: Caller): Promise<Reply> {
  const made = await manager.post('customers', { name: 'Viens' })
  const body = { name: 'Divi', number: made.body.number }
  return manager.post('customers?dryRun=true', body, { 'kontor-language': 'ru' })
}

/** Rights and profiles hold everywhere within a second. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 5_000; !(await holds());) assert.ok(Date.now() < until, 'It never came.')
}
