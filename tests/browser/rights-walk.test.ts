import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserApp } from '#testing'
import { choose } from './choose.ts'
import { until } from './until.ts'

const app = await browserApp({ after })

test('an owner makes a post, looks at what it shows, shares one record more, and withdraws it all', async () => {
  const page = await app.open('/settings/posts', { expects: [/40[34]/] })
  const api = apiOf(page)
  const anna = (await api('post', 'users', { name: 'Anna Asistente', email: 'anna@daugava.example' })).id
  const [own, other] = await Promise.all(
    ['Pašas Klients', 'Cita Klients'].map((name) => api('post', 'customers', { name, creditLimit: '900' })),
  )
  assert.ok(own && other)
  await api('patch', `customers/${own.id}`, { manager: anna })

  await page.getByRole('button', { name: 'Add post' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sales assistants')
  await dialog.getByRole('button', { name: /^Add/ }).click()
  await page.getByRole('link', { name: 'Sales assistants' }).click()
  await page.waitForURL(/posts\.[0-9a-f-]{36}/)
  const post = /posts\.([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await api('patch', `users/${anna}`, { posts: [{ post }] })

  await page.getByRole('button', { name: /^Read, Customers: none/ }).click()
  await page.getByRole('button', { name: /^Print, Customers: none/ }).click()
  await page.getByRole('button', { name: /^Customers: which records/ }).click()
  await choose(page, 'Field', 'Manager')
  await choose(page, 'Value', 'themselves')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: /^Customers: fields/ }).click()
  await dialog.getByRole('group', { name: 'Credit limit', exact: true }).getByText('hidden').click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const side = page.getByRole('region', { name: 'If you save now' })
  await side.getByText('Gained by 1 person: see – 1 customer', { exact: false }).waitFor()
  await side.getByText('Anna Asistente').first().waitFor()
  await page.getByRole('button', { name: 'Review and save' }).click()
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await page.locator('.toast').getByText('The rights of Sales assistants are saved.').waitFor()

  const missed: string[] = []
  page.on('response', (answer) => void (answer.status() === 404 && missed.push(answer.url())))
  await seeAs(page, 'Anna')
  await page.getByRole('link', { name: 'Customers' }).first().click()
  assert.equal(await page.getByRole('link', { name: 'On credit' }).count(), 0)
  await page.locator('.grid-body .grid-row a').first().click()
  await page.getByRole('heading', { name: 'Pašas Klients' }).waitFor()
  assert.equal(await page.getByText('Credit limit').count(), 0, 'the field is not among those they see')
  const views = missed.filter((url) => url.includes('/api/v1/views'))
  assert.deepEqual(views, [], 'nobody asks for views that the post does not know')
  await page.getByRole('button', { name: 'Back to myself' }).click()
  await page.waitForURL(/settings\/users/)

  await page.goto(`${app.origin}/customers/${other.id}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Share…' }).click()
  await choose(page, 'User', 'Anna')
  await dialog.getByRole('textbox', { name: /^Until/ }).fill('31.12.2099')
  await dialog.getByRole('textbox', { name: 'Note to them' }).fill('Please call them')
  await dialog.getByRole('button', { name: /^Share/ }).click()
  await page.locator('.toast').getByText('Cita Klients is open to Anna Asistente').waitFor()
  await dialog.getByText('See · until 31 Dec 2099 · by Kārlis Ozols').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  await page.goto(`${app.origin}/settings/posts`)
  await seeAs(page, 'Anna')
  await page.getByRole('link', { name: 'Inbox' }).click()
  const row = page.getByRole('row', { name: /Cita Klients/ })
  await row.getByText('31 Dec 2099').waitFor()
  await row.getByText('Please call them').waitFor()
  await row.getByRole('link', { name: 'Cita Klients' }).click()
  await page.getByRole('heading', { name: 'Cita Klients' }).waitFor()
  await page.getByRole('button', { name: 'Back to myself' }).click()
  await page.waitForURL(/settings\/users/)

  for (const table of ['"grant"', 'record_share'])
    await app.engine.database.query({
      parts: [`update ${table} set created_at = now() - interval '200 days' where created_by = `, ''],
      values: [app.users?.administrator],
    })
  await page.goto(`${app.origin}/settings/review`)
  const unused = page.getByRole('region', { name: 'Not used for long' }).first()
  await unused.getByRole('checkbox', { name: /^Choose: Sales assistants, Customers/ }).click()
  await unused.getByRole('checkbox', { name: /^Choose: Anna Asistente, One record shared/ }).click()
  await page.getByText('2 chosen').waitFor()
  await page.getByRole('button', { name: 'Withdraw…' }).click()
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('The trial is over')
  await dialog.getByRole('button', { name: /^Withdraw/ }).click()
  await page.locator('.toast').getByText('2 rights are withdrawn').waitFor()
  assert.deepEqual((await api('get', `posts/${post}/grants`)).items, [])
  const [share] = (await api('get', `customers/${other.id}/shares`)).items
  assert.equal(share?.holds, false)
  const log = await api('get', `audit/entries?object=recordShare&limit=1`)
  assert.equal(log.items[0]?.reason, 'The trial is over')
  await page.context().close()
})

test('a group is made, gets a right for a while by a list, and its right is kept with a reason', async () => {
  const page = await app.open('/settings/groups')
  const dialog = page.getByRole('dialog')
  const api = apiOf(page)
  await page.getByRole('button', { name: 'Add user group' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Inventory')
  await dialog.getByRole('button', { name: /^Add/ }).click()
  await page.getByRole('link', { name: 'Inventory' }).click()
  await page.getByRole('link', { name: 'Open the rights' }).click()
  await page.getByText('No rights of their own yet').waitFor()
  const group = /user-groups\.([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const members = [{ user: app.users?.seller }]
  await api('patch', `user-groups/${group}`, { members })
  await page.getByRole('combobox', { name: 'Give a right to…' }).click()
  await page.keyboard.type('Supplier links')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Read, Supplier links: all, not saved' }).waitFor()
  await page.getByRole('button', { name: /^Supplier links: actions/ }).click()
  await dialog.getByRole('textbox', { name: 'Holds until' }).fill('+10')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('checkbox', { name: 'Tags' }).click()
  const side = page.getByRole('region', { name: 'If you save now' })
  await side.getByText('Gained by 1 person: Tags').waitFor()
  await page.getByRole('button', { name: 'Review and save' }).click()
  await dialog.getByText('Settings pages: Tags given.').waitFor()
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await page.locator('.toast').getByText('The rights of Inventory are saved.').waitFor()

  await page.goto(`${app.origin}/settings/review`)
  const ending = page.getByRole('region', { name: 'Ends within a month' }).first()
  const row = ending.getByRole('row', { name: /Inventory/ })
  await row.getByRole('button', { name: 'Keep' }).click()
  await dialog.getByText('go on for good').click()
  await dialog.getByRole('textbox', { name: /^Why/ }).fill('Counted each year')
  await dialog.getByRole('button', { name: /^Keep/ }).click()
  await page.locator('.toast').getByText('1 right is kept').waitFor()
  await row.waitFor({ state: 'detached' })
  const [kept] = (await api('get', `user-groups/${group}/grants`)).items.filter(
    ({ object }) => object === 'supplierLink',
  )
  assert.equal(kept?.until ?? null, null)
  await page.context().close()
})

test('one names a substitute while away; who leaves hands over what is theirs', async () => {
  const own = await app.open('/settings/profile', { as: 'oleg' })
  const away = own.getByRole('region', { name: 'While I am away' })
  await away.getByRole('button', { name: 'Add a substitute' }).click()
  await choose(own, 'Substitute', 'Marta')
  await own
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Until/ })
    .fill('+5')
  await own.getByRole('dialog').getByRole('button', { name: /^Add/ }).click()
  await away.getByText('Marta Liepa stands in').waitFor()
  await own.context().close()

  const page = await app.open('/settings/users')
  await page.getByRole('row', { name: /Oleg Markov.*Salesperson/ }).waitFor()
  await page.goto(`${app.origin}/settings/users/users.${app.users?.seller}`)
  const dialog = page.getByRole('dialog')
  const api = apiOf(page)
  await page.getByText('Marta Liepa stands in').waitFor()
  const held = async (user: string | undefined) =>
    (
      await api(
        'get',
        `customers?limit=1&count=exact&where=${encodeURIComponent(JSON.stringify({ manager: user }))}`,
      )
    ).count
  const [before, theirs] = [await held(app.users?.seller), await held(app.users?.manager)]
  assert.ok(before && before > 0)
  // Terms of a company that name them, in lines of a partner.
  const company = (await api('get', 'companies?limit=1&fields=id')).items[0]?.id
  const terms = [{ company, manager: app.users?.seller, paymentDays: 21 }]
  const { id: partner } = await api('post', 'suppliers', { name: 'SIA Nosacījumi', companyTerms: terms })
  await page.reload()
  await page.getByRole('button', { name: 'Deactivate and hand over…' }).click()
  await dialog
    .getByRole('list', { name: /^What Oleg/ })
    .getByText(String(before), { exact: true })
    .waitFor()
  await dialog.getByText(/^· Terms by company: Manager/).waitFor()
  await choose(page, 'Hand over to', 'Ilze')
  await dialog.getByRole('button', { name: /^Deactivate/ }).click()
  // What is said of each of the changes comes as its job is done, and none takes the place of another.
  const told = (words: RegExp) => page.locator('.toast').filter({ hasText: words })
  await told(/^Customers · Manager: /).hover()
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await api('get', `users/${app.users?.seller}?fields=active`)).active, false)
  await app.engine.jobs.drain()
  assert.equal(await held(app.users?.seller), 0)
  assert.equal(await held(app.users?.manager), Number(before) + Number(theirs))
  await told(/Suppliers · Manager: /)
    .getByRole('button', { name: /^Undo/ })
    .waitFor()
  await told(/^Customers · Manager: /)
    .getByRole('button', { name: /^Undo/ })
    .click()
  await until(async () => (await held(app.users?.seller)) === before)
  const { companyTerms } = await api('get', `suppliers/${partner}`)
  const [line] = companyTerms ?? []
  assert.deepEqual([line?.manager.id, line?.paymentDays], [app.users?.manager, 21])
  await page.context().close()
})

test('the pages met no errors', () => assert.deepEqual(app.failures, []))

type Answer = {
  readonly id: string
  readonly count?: number
  readonly active?: boolean
  readonly companyTerms?: readonly {
    readonly manager: { readonly id: string }
    readonly paymentDays: number
  }[]
  readonly items: readonly {
    id?: string
    object?: string
    until?: string | null
    holds?: boolean
    reason?: string
  }[]
}

function apiOf(page: Page) {
  return async (method: 'get' | 'post' | 'patch', path: string, data?: object): Promise<Answer> => {
    const answer = await page.context().request[method](`${app.origin}/api/v1/${path}`, data ? { data } : {})
    assert.ok(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
}

async function seeAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'See as…' }).click()
  await choose(page, 'Who', name)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Begin/ })
    .click()
  await page
    .getByRole('status')
    .filter({ hasText: `You see Kontor as ${name}` })
    .waitFor()
}
