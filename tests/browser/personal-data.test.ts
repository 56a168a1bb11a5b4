import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { clean } from './axe-faults.ts'

const app = await browserApp({ after }, { parties: 18 })

/** Of the browser, as far as the tests look into it. */
declare const caches: {
  open(name: string): Promise<{
    put(url: string, answer: Response): Promise<void>
    keys(): Promise<readonly { readonly url: string }[]>
  }>
}

/** A contact of the name, with a number to be forgotten. */
async function known(page: Page, name: string, country = 'LV'): Promise<string> {
  const answer = await page.request.post(`${app.origin}/api/v1/contacts`, {
    data: { name, kind: 'person', country, phones: [{ number: '+37129777888', main: true }] },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return ((await answer.json()) as { id: string }).id
}

/** Chooses for a field of the dialog. */
async function choice(page: Page, field: string, option: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: new RegExp(`^${field}`) })
    .click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Opens what can be done with the card, and chooses. */
async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('what is held about a person is read, the erasure looked at and done, and the card says so', async () => {
  const page = await app.open('/inbox')
  const id = await known(page, 'Zelma Privātā')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Data held…')
  const held = page.getByRole('dialog')
  await held.getByText('The log says that you looked.').waitFor()
  await held.getByText('+37129777888').first().waitFor()
  await clean(page)
  await held.getByRole('button', { name: 'Close' }).click()
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: 'What is destroyed for good' }).waitFor()
  await dialog.getByText('They tell of nobody once the rest is gone.').waitFor()
  await clean(page)
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Asked for in writing')
  await dialog.getByRole('button', { name: 'Make anonymous' }).last().click()
  await page.locator('.toast', { hasText: 'The person was made anonymous.' }).waitFor()
  await page.getByRole('heading', { name: /^Erased person/ }).waitFor()
  assert.doesNotMatch(await page.locator('main').innerText(), /Zelma|29777888/)
  await page.context().close()
})

test('who was deleted is told of and erased at the address that they had', async () => {
  const page = await app.open('/inbox', { expects: [/404/] })
  const id = await known(page, 'Vilma Aizgājusī')
  const gone = await page.request.delete(`${app.origin}/api/v1/contacts/${id}`)
  assert.equal(gone.status(), 204)
  await page.goto(`${app.origin}/contacts/${id}`)
  await page.getByRole('button', { name: 'Data held…' }).click()
  const held = page.getByRole('dialog')
  await held.getByText('The record, which was deleted').waitFor()
  await held.getByText('+37129777888').first().waitFor()
  await held.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Erase or make anonymous…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('The record with all its fields and lines').waitFor()
  await clean(page)
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Asked for in writing')
  await dialog.getByRole('button', { name: 'Make anonymous' }).last().click()
  await page.locator('.toast', { hasText: 'The person was made anonymous.' }).waitFor()
  await page.getByRole('button', { name: 'Data held…' }).waitFor({ state: 'hidden' })
  assert.doesNotMatch(await page.locator('main').innerText(), /Vilma/)
  await page.context().close()
})

test('an erasure without a reason is refused at its field', async () => {
  const page = await app.open('/inbox', { expects: [/422/] })
  const id = await known(page, 'Jana Bez')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).waitFor()
  await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).click()
  await dialog.getByText('Say why, in at most 500 characters, without naming the person.').waitFor()
  assert.equal(await dialog.getByRole('textbox', { name: 'Why' }).getAttribute('aria-invalid'), 'true')
  await page.context().close()
})

test('a duty to keep forbids it, with its ground and its day', async () => {
  const page = await app.open('/settings/personalData')
  await page.getByText('Nothing waits.').waitFor()
  const rule = { name: 'Accounts', object: 'contact', where: { country: 'EE' }, months: 1200 }
  const answer = await page.request.post(`${app.origin}/api/v1/retention-rules`, {
    data: { ...rule, outcome: 'keep', ground: 'Accounting Act, section 12' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  const id = await known(page, 'Mart Tamm', 'EE')
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Accounting Act, section 12').waitFor()
  await dialog.getByText(/^Must be kept until .*2126/).waitFor()
  assert.equal(await dialog.getByRole('textbox').count(), 0)
  assert.equal(await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).count(), 0)
  await clean(page)
  await page.context().close()
})

test('who erases somebody whom a duty held before says that what stood there was wrong', async () => {
  const page = await app.open('/inbox')
  const where = { name: 'Ruta Pārtopā' }
  const rule = { name: 'Changed', object: 'contact', where, months: 120, outcome: 'keep', ground: 'By law' }
  const answer = await page.request.post(`${app.origin}/api/v1/retention-rules`, { data: rule })
  assert.equal(answer.status(), 201, await answer.text())
  const id = await known(page, where.name)
  const place = `${app.origin}/api/v1/contacts/${id}`
  assert.equal((await page.request.patch(place, { data: { name: 'Ruta Pārtapusi' } })).status(), 200)
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^Before it was changed on .* it was to be kept until/).waitFor()
  await clean(page)
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Asked for')
  const erase = dialog.locator('footer').getByRole('button', { name: 'Make anonymous' })
  assert.equal(await erase.count(), 0)
  await dialog.getByRole('checkbox', { name: 'What stood there before was wrong' }).check()
  await erase.click()
  await page.getByText('The person was made anonymous.').waitFor()
  await page.context().close()
})

test('who deletes somebody whom a duty holds is told so, and goes on all the same', async () => {
  const page = await app.open('/inbox', { expects: [/409/, /404/] })
  const rule = { name: 'Deeds', object: 'contact', where: { name: 'Ruta Turēta' }, months: 120 }
  const made = await page.request.post(`${app.origin}/api/v1/retention-rules`, {
    data: { ...rule, outcome: 'keep', ground: 'Ten years by the law' },
  })
  assert.equal(made.status(), 201, await made.text())
  const id = await known(page, 'Ruta Turēta')
  await page.goto(`${app.origin}/contacts/${id}`)
  const head = page.locator('header').getByRole('button', { name: 'More' })
  await head.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Ten years by the law. It goes on being kept when it is deleted.').waitFor()
  await clean(page)
  await dialog.getByRole('button', { name: 'All the same' }).click()
  await page.locator('.toast', { hasText: 'Ruta Turēta' }).waitFor()
  await page.context().close()
})

test('who is due waits on the page of the settings, and is decided there with a reason', async () => {
  const page = await app.open('/inbox')
  await known(page, 'Ene Vana', 'FI')
  const rule = { name: 'Leads', object: 'contact', where: { country: 'FI' }, months: 1 }
  const answer = await page.request.post(`${app.origin}/api/v1/retention-rules`, {
    data: { ...rule, outcome: 'review', ground: 'No longer needed' },
  })
  assert.equal(answer.status(), 201, await answer.text())
  await app.engine.personal.evaluate('2099-01-01')
  await page.goto(`${app.origin}/settings/personalData`)
  await page.getByRole('checkbox', { name: 'Ene Vana' }).check()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Buys again')
  await clean(page)
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await page.getByText('Nothing waits.').waitFor()
  await page.context().close()
})

test('a rule is made on the page: of whom is chosen, the condition is built, and both are changed there', async () => {
  const page = await app.open('/settings/personalData')
  await page.getByRole('button', { name: 'Add retention rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Old leads')
  await choice(page, 'Object', 'Contacts')
  await dialog.getByRole('button', { name: 'Change condition' }).click()
  await clean(page)
  await dialog.getByRole('combobox').filter({ hasText: 'Choose' }).first().click()
  await page.getByRole('option', { name: 'City', exact: true }).first().click()
  await dialog.locator('.filter-line input').last().fill('Malmö')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.getByText('Malmö').waitFor()
  await dialog.getByRole('textbox', { name: /^Months/ }).fill('24')
  await dialog.getByRole('textbox', { name: /^Ground/ }).fill('No longer needed')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'detached' })
  const kept = async () => {
    const rules = await page.request.get(`${app.origin}/api/v1/retention-rules`, {
      params: { where: JSON.stringify({ name: 'Old leads' }), fields: 'object,where,outcome,active' },
    })
    const { items } = (await rules.json()) as { items: Record<string, unknown>[] }
    return items.map(({ object, where, outcome, active }) => ({ object, where, outcome, active }))
  }
  const [made] = await kept()
  assert.deepEqual([made?.['object'], made?.['outcome'], made?.['active']], ['contact', 'review', true])
  assert.match(JSON.stringify(made?.['where']), /"city".*Malmö/)
  await page.getByRole('button', { name: 'Old leads' }).click()
  await choice(page, 'Object', 'Customers')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const [changed] = await kept()
  assert.deepEqual([changed?.['object'], changed?.['where']], ['customer', null])
  const phone = await app.open('/settings/personalData', { size: { width: 390, height: 844 } })
  const onPhone = phone.getByRole('row', { name: /Old leads/ })
  await onPhone.waitFor()
  assert.match(await onPhone.innerText(), /24[^]*Yes/)
  await phone.context().close()
  await page.context().close()
})

test('who does not see what a rule asks renames it and switches it off, and what it asks stays', async () => {
  const page = await app.open('/inbox')
  const made = async (place: string, data: object) => {
    const answer = await page.request.post(`${app.origin}/api/v1/${place}`, { data })
    assert.equal(answer.status(), 201, await answer.text())
    return ((await answer.json()) as { id: string }).id
  }
  const user = app.users?.seller
  const open = await made('grants', { user, object: 'settings', actions: ['personalData'] })
  const rules = { object: 'retentionRule', actions: ['read', 'change'], see: ['all'], change: ['all'] }
  await made('grants', { user, ...rules })
  const where = { city: 'Ogre' }
  const rule = { name: 'Of Ogre', object: 'contact', where, months: 12, outcome: 'review', ground: 'Law' }
  const id = await made('retention-rules', rule)
  const there = await app.open('/settings/personalData', { as: 'oleg' })
  await there.getByRole('button', { name: 'Of Ogre' }).click()
  const dialog = there.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Of one town')
  await dialog.getByRole('switch').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const kept = await page.request.get(`${app.origin}/api/v1/retention-rules/${id}`)
  const { name, active, ...rest } = (await kept.json()) as Record<string, unknown>
  assert.deepEqual([name, active, rest['where']], ['Of one town', false, where])
  // The page is open to nobody of theirs in what follows.
  assert.equal((await page.request.delete(`${app.origin}/api/v1/grants/${open}`)).status(), 204)
  for (const one of [page, there]) await one.context().close()
})

test('what is held about a user is reported on their page, and they are erased there once they left', async () => {
  const page = await app.open('/inbox', { expects: [/409/] })
  const users = await page.request.get(`${app.origin}/api/v1/users`, {
    params: { where: JSON.stringify({ email: { startsWith: 'oleg' } }), fields: 'name' },
  })
  const [user] = ((await users.json()) as { items: { id: string; name: string }[] }).items
  await page.goto(`${app.origin}/settings/users/users.${user?.id}`)
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Data held…' }).click()
  const held = page.getByRole('dialog')
  await held.getByText('The log says that you looked.').waitFor()
  await held.getByText('oleg@daugava.example').first().waitFor()
  await clean(page)
  await held.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Erase or make anonymous…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Left')
  await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).click()
  await dialog.getByText('This user is active. Deactivate them first.').waitFor()
  await page.context().close()
})

test('what others wrote of a person is ticked to be taken out, and the rest waits on the page of the settings', async () => {
  const page = await app.open('/inbox')
  const id = await known(page, 'Ilga Nosauktā')
  for (const [name, notes] of [
    ['SIA Viens', 'Ask Ilga Nosauktā'],
    ['SIA Divi', 'Ilga Nosauktā pays'],
  ])
    await page.request.post(`${app.origin}/api/v1/customers`, { data: { name, notes, country: 'LV' } })
  await page.goto(`${app.origin}/contacts/${id}`)
  await choose(page, 'Erase or make anonymous…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: /^SIA Viens.*Ask Ilga/ }).check()
  await clean(page)
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Asked for in writing')
  await dialog.locator('footer').getByRole('button', { name: 'Make anonymous' }).click()
  await page.locator('.toast', { hasText: 'The person was made anonymous.' }).waitFor()
  await page.goto(`${app.origin}/settings/personalData`)
  const row = page.getByRole('row', { name: /Notes/ })
  await row.waitFor()
  assert.equal(await row.count(), 1)
  await clean(page)
  await row.getByRole('button', { name: 'Done' }).click()
  await row.waitFor({ state: 'detached' })
  await page.context().close()
})

test('a browser lets go of what it kept of a person who was erased meanwhile', async () => {
  const page = await app.open('/inbox')
  const id = await known(page, 'Vija Aizmirstā')
  await page.goto(`${app.origin}/contacts/${id}`)
  await page.getByRole('heading', { name: 'Vija Aizmirstā' }).waitFor()
  await page.evaluate(async (contact) => {
    localStorage.setItem(
      `kontor.draft.activity ${contact}`,
      JSON.stringify({ value: { text: 'Vija said' }, at: new Date().toISOString() }),
    )
    localStorage.setItem(
      'kontor.draft.other',
      JSON.stringify({ value: 'mine', at: new Date().toISOString() }),
    )
    const kept = await caches.open('kontor-data')
    await kept.put(`/api/v1/contacts/${contact}/history`, new Response('{"name":"Vija Aizmirstā"}'))
    await kept.put('/api/v1/contacts?x', new Response(`{"items":[{"id":"${contact}"}]}`))
    await kept.put('/api/v1/tags', new Response('{"items":[]}'))
  }, id)
  await page.goto('about:blank')
  const admin = await app.open('/inbox')
  const started = await admin.request.post(`${app.origin}/api/v1/contacts/${id}/erasure`, {
    data: { mode: 'anonymise', reason: 'Asked for' },
  })
  assert.equal(started.status(), 202, await started.text())
  await app.engine.jobs.drain()
  await admin.context().close()
  await page.goto(`${app.origin}/inbox`)
  const kept = () =>
    page.evaluate(async () => {
      const cache = await caches.open('kontor-data')
      return {
        keys: [...Array(localStorage.length).keys()].map((at) => localStorage.key(at)).join(' '),
        opened: localStorage.getItem('kontor.opened') ?? '',
        answers: (await cache.keys()).map(({ url }) => url).join(' '),
      }
    })
  await page.waitForFunction((contact) => !JSON.stringify(localStorage).includes(contact), id)
  await page.waitForFunction(
    async () =>
      !(await (await caches.open('kontor-data')).keys()).some(({ url }) => url.endsWith('contacts?x')),
  )
  const now = await kept()
  assert.ok(!now.answers.includes(id) && !now.opened.includes('Vija'), JSON.stringify(now))
  assert.ok(now.keys.includes('kontor.draft.other') && now.answers.includes('/tags'), JSON.stringify(now))
  await page.context().close()
})

test('a firm and who has not the right are offered none of it', async () => {
  const seller = await app.open('/contacts', { as: 'oleg', expects: [/40[134]/] })
  await seller.goto(`${app.origin}/settings/personalData`)
  await seller.getByText('This page is not open to you').waitFor()
  assert.equal(await seller.getByText('To be decided').count(), 0)
  await seller.context().close()
  const page = await app.open('/inbox')
  const answer = await page.request.get(`${app.origin}/api/v1/customers`, {
    params: { where: JSON.stringify({ kind: { not: 'person' } }), limit: 1 },
  })
  const { items } = (await answer.json()) as { items: { id: string }[] }
  await page.goto(`${app.origin}/customers/${items[0]?.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem').first().waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Data held…' }).count(), 0)
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))
