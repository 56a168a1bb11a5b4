import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { mailServer } from '#testing'
import { office, type Caller } from './office.ts'

type Line = Record<string, unknown>
type Field = {
  name: string
  label: string
  required: boolean
  choices?: { label: string }[]
  fields?: Field[]
}
type Rule = Record<string, unknown>

/** Who replaces the rules knows that partners are asked for less. */
const less = { confirmed: 'catalog.asksLess' }

/** An office whose owner lets be asked what these rules say, beside what intake asks for. */
async function asking(t: TestContext, rules: Record<string, readonly Rule[]>) {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { as, anyone } = place
  await as.administrator.patch('settings', { 'intake.roles': ['supplier'] })
  for (const [object, own] of Object.entries({ party: [], ...rules })) {
    const set = await as.administrator.put(`objects/${object}/rules`, { rules: own }, less)
    assert.ok(set.status < 300, set.text)
  }
  const supplier = async (values: Line = {}): Promise<string> => {
    const made = await as.manager.post('suppliers', {
      name: 'SIA Ūdrs',
      email: 'ops@udrs.example',
      ...values,
    })
    assert.equal(made.status, 201, made.text)
    return made.body.id
  }
  /** Asks, and gives what whoever reads the mail can do with it. */
  const ask = async (id: string, input: Line = {}) => {
    const asked = await as.manager.post(`suppliers/${id}/askData`, { language: 'en', ...input })
    assert.equal(asked.status, 200, asked.text)
    const mail = await server.next('ops@udrs.example')
    const token = /\/fill#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
    const call = (name: string, body: Line = {}, headers = {}) =>
      anyone.post(`outside/${name}`, { token, ...body }, headers)
    const save = async (answers: Line) => {
      const { version } = (await call('open')).body
      return call('save', { version, answers })
    }
    return { token, call, save, open: async (headers = {}) => (await call('open', {}, headers)).body }
  }
  return { ...place, server, supplier, ask }
}

const namesOf = (form: { fields: Field[] }) => form.fields.map(({ name }) => name)
const neededOf = (form: { fields: Field[] }) =>
  form.fields.flatMap(({ name, required }) => (required ? [name] : []))
const formOf = async (who: Caller, id: string): Promise<string> => {
  const where = encodeURIComponent(JSON.stringify({ party: id }))
  return (await who.get(`data-requests?where=${where}&sort=-createdAt`)).body.items[0].id
}

test('what is asked follows role, country and category, and what intake needs is needed here', async (t) => {
  const { as, supplier, ask } = await asking(t, {
    party: [
      { ask: 'country' },
      { ask: 'taxId', when: { country: { in: ['LV', 'EE'] } } },
      { ask: 'registrationNumber', when: { country: 'GE' } },
      { require: 'taxId', before: 'submit', when: { country: 'LV' } },
      { require: 'industry', before: 'submit' },
    ],
  })
  const [category] = (await as.manager.get('categories?limit=1')).body.items
  const rules = [
    { ask: 'paymentDays', when: { category: category.id } },
    { ask: 'website', when: { 'category.name': category.name } },
    { ask: 'files', having: { kind: 'licence' }, when: { country: 'LV' } },
    { require: 'files', having: { kind: 'licence' }, before: 'verify', when: { country: 'LV' } },
  ]
  assert.ok((await as.administrator.put('objects/supplier/rules', { rules })).status < 300)
  const form = await ask(await supplier())
  assert.deepEqual(namesOf(await form.open()), ['country'], 'of what is not known nothing else is asked')
  assert.equal((await form.save({ taxId: 'LV40003009497' })).status, 422)
  const latvian = (await form.save({ country: 'LV' })).body
  assert.deepEqual([namesOf(latvian), neededOf(latvian)], [['taxId', 'country'], ['taxId']])
  assert.deepEqual(
    latvian.papers.map((one: Line) => [one['kind'], one['required']]),
    [['licence', true]],
  )
  assert.equal((await form.save({ taxId: 'LV40003009497' })).status, 200)
  const estonian = (await form.save({ country: 'EE' })).body
  assert.deepEqual([namesOf(estonian), neededOf(estonian)], [['taxId', 'country'], []])
  const georgian = (await form.save({ country: 'GE' })).body
  assert.deepEqual(namesOf(georgian), ['registrationNumber', 'country'])
  assert.equal(georgian.values.taxId, undefined, 'what is asked no more is let go of')
  const other = await ask(await supplier({ category: category.id, name: 'SIA Osta' }))
  assert.deepEqual(namesOf(await other.open()).sort(), ['country', 'paymentDays', 'website'])
  assert.equal((await other.call('send')).status, 200, 'industry is needed in intake and is not on the list')
})

test('own fields of every kind are asked for, in the language of whoever is asked', async (t) => {
  const { as, supplier, ask } = await asking(t, {})
  const own = [
    { name: 'x_motto', type: 'text', label: 'Motto', labels: { ka: 'დევიზი' } },
    { name: 'x_founded', type: 'day', label: 'Founded' },
    { name: 'x_staff', type: 'integer', label: 'Staff', settings: { min: 1 } },
    { name: 'x_rate', type: 'decimal', label: 'Rate' },
    { name: 'x_turnover', type: 'money', label: 'Turnover' },
    { name: 'x_export', type: 'yesNo', label: 'Exports' },
    { name: 'x_seat', type: 'postalAddress', label: 'Seat' },
    {
      ...{ name: 'x_size', type: 'choice', label: 'Size' },
      settings: {
        values: [
          { value: 'small', label: 'Small', labels: { ka: 'მცირე' } },
          { value: 'big', label: 'Big' },
        ],
      },
    },
    {
      ...{ name: 'x_trades', type: 'choices', label: 'Trades' },
      settings: {
        values: [
          { value: 'wood', label: 'Wood' },
          { value: 'iron', label: 'Iron' },
        ],
      },
    },
    { name: 'x_friend', type: 'reference', label: 'Friend', settings: { to: 'party' } },
  ]
  for (const { settings, ...field } of own as { settings?: object }[]) {
    const added = await as.administrator.post('objects/supplier/fields', { ...field, ...settings })
    assert.equal(added.status, 201, added.text)
  }
  const ours = { rules: [{ ask: 'x_friend' }] }
  assert.equal((await as.administrator.put('objects/supplier/rules', ours)).status, 422, 'no record of ours')
  const rules = own.slice(0, -1).map(({ name }) => ({ ask: name }))
  const set = await as.administrator.put('objects/supplier/rules', { rules })
  assert.ok(set.status < 300, set.text)
  const id = await supplier()
  const form = await ask(id)
  const georgian = await form.open({ 'accept-language': 'ka' })
  const byName = new Map((georgian.fields as Field[]).map((one) => [one.name, one]))
  assert.deepEqual(
    [byName.get('x_motto')?.label, byName.get('x_size')?.choices?.[0]?.label],
    ['დევიზი', 'მცირე'],
  )
  const answers = {
    ...{ x_motto: 'Per aspera', x_founded: '1999-05-04', x_staff: 12, x_rate: '0.125' },
    ...{ x_turnover: '1200.50', x_export: false, x_size: 'small', x_trades: ['iron', 'wood'] },
    x_seat: { street: 'Krasta iela 1', city: 'Rīga', country: 'LV' },
  }
  const wrong = await form.save({
    ...answers,
    x_staff: 0,
    x_founded: 'May',
    x_size: 'huge',
    x_trades: ['gold'],
  })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ field }: { field: string }) => field).sort()],
    [422, ['x_founded', 'x_size', 'x_staff', 'x_trades']],
  )
  assert.equal((await form.save(answers)).status, 200)
  assert.equal((await form.call('send')).status, 200)
  const request = await formOf(as.administrator, id)
  const grants = await as.manager.get(`data-requests/${request}/answers`)
  assert.deepEqual(grants.body.items, [], 'whoever may not see an own field does not read what was answered')
  const accept = (who: Caller, fields: string[]) =>
    who.post(`data-requests/${request}/accept`, { fields, papers: false })
  const refused = await accept(as.manager, ['x_motto'])
  assert.ok(refused.status === 403 || refused.status === 422, refused.text)
  assert.equal((await accept(as.administrator, Object.keys(answers))).status, 200)
  const now = (await as.administrator.get(`suppliers/${id}`)).body
  assert.deepEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, now[name]])), {
    ...answers,
    x_seat: { ...answers.x_seat, region: null, postalCode: null },
  })
})

test('several lines are added, changed and taken out in several sittings, and accepted one by one', async (t) => {
  const { as, supplier, ask } = await asking(t, {
    party: [{ ask: 'addresses', shown: true }, { ask: 'bankAccounts' }, { ask: 'phones' }],
  })
  const id = await supplier({
    addresses: [
      { street: 'Krasta iela 1', city: 'Rīga', country: 'LV', main: true },
      { street: 'Ostas iela 9', city: 'Ventspils', country: 'LV', purpose: 'delivery' },
    ],
    bankAccounts: [{ account: 'LV80BANK0000435195001', main: true, note: 'Ours to know' }],
    phones: [{ number: '+37167000001', note: 'Calls back never' }],
  })
  const form = await ask(id)
  const first = await form.open()
  const [main, other] = first.values.addresses as Line[]
  assert.deepEqual(
    [first.values.bankAccounts, first.values.phones],
    [[], []],
    'what is not shown stays unseen',
  )
  const lineFields = (first.fields as Field[]).find(({ name }) => name === 'phones')?.fields ?? []
  assert.deepEqual(namesOf({ fields: lineFields }), ['number', 'purpose'], 'notes are ours')
  const saved = await form.save({
    addresses: [
      { ...main, street: 'Krasta iela 2' },
      { line: other?.['line'], gone: true },
      { street: 'Jauna iela 3' },
    ],
    bankAccounts: [{ account: 'LV97HABA0012345678910' }, { account: 'LT121000011101001000', bank: 'Otra' }],
  })
  assert.equal(saved.status, 200, saved.text)
  const later = saved.body.values
  assert.deepEqual(
    later.addresses.map((one: Line) => [one['street'] ?? null, one['gone'] ?? false]),
    [
      ['Krasta iela 2', false],
      ['Ostas iela 9', true],
      ['Jauna iela 3', false],
    ],
  )
  const again = await form.save({
    addresses: later.addresses,
    bankAccounts: [later.bankAccounts[1], { account: 'EE382200221020145685' }],
  })
  assert.equal(again.status, 200, again.text)
  assert.deepEqual(
    again.body.values.bankAccounts.map((one: Line) => one['account']),
    ['LT121000011101001000', 'EE382200221020145685'],
    'a line that was left out is out of the draft',
  )
  assert.equal((await form.call('send')).status, 200)
  const request = await formOf(as.manager, id)
  const { items } = (await as.manager.get(`data-requests/${request}/answers`)).body
  const [addresses, accounts] = items as { lines: Line[] }[]
  assert.deepEqual(
    [addresses, accounts].map((one) => one?.lines.map(({ is }) => is)),
    [
      ['changed', 'gone', 'new'],
      ['new', 'new'],
    ],
  )
  const lines = { addresses: [addresses?.lines[1]?.['line']], bankAccounts: [accounts?.lines[1]?.['line']] }
  const accept = (fields: string[], only: object = {}) =>
    as.manager.post(`data-requests/${request}/accept`, { fields, lines: only, papers: false })
  assert.equal((await accept(['addresses'], { addresses: [id] })).status, 422, 'no such line was sent')
  const taken = await accept(['addresses', 'bankAccounts'], lines)
  assert.equal(taken.status, 200, taken.text)
  const read = async () => (await as.manager.get(`suppliers/${id}`)).body as Record<string, Line[]>
  const now = await read()
  assert.deepEqual(
    [now['addresses']?.map(({ street }) => street), now['bankAccounts']?.map(({ account }) => account)],
    [['Krasta iela 1'], ['LV80BANK0000435195001', 'EE382200221020145685']],
  )
  assert.equal(now['bankAccounts']?.[0]?.['note'], 'Ours to know')
  assert.equal((await accept(['addresses', 'bankAccounts'])).status, 200)
  assert.equal((await accept(['bankAccounts'])).status, 200, 'what was accepted is not accepted again')
  const end = await read()
  assert.deepEqual(
    [end['addresses']?.map(({ street }) => street), end['bankAccounts']?.map(({ account }) => account)],
    [
      ['Krasta iela 2', 'Jauna iela 3'],
      ['LV80BANK0000435195001', 'EE382200221020145685', 'LT121000011101001000'],
    ],
  )
})

test('people to talk to are asked for, and become contacts of the partner', async (t) => {
  const { as, supplier, ask } = await asking(t, {
    supplier: [{ ask: 'contacts' }, { require: 'contacts', having: {}, before: 'submit' }],
  })
  const shown = { rules: [{ ask: 'contacts', shown: true }] }
  assert.equal((await as.administrator.put('objects/supplier/rules', shown)).status, 422)
  const id = await supplier()
  const form = await ask(id)
  const open = await form.open()
  assert.deepEqual(neededOf(open), ['contacts'])
  assert.deepEqual(namesOf({ fields: open.fields[0].fields }), ['name', 'email', 'phone', 'position'])
  const people = [
    { name: 'Anna Ozola', email: 'anna@udrs.example', position: 'Buyer' },
    { name: 'Jānis Liepa', phone: '+37126123456' },
  ]
  assert.equal((await form.save({ contacts: [{ email: 'nobody@udrs.example' }] })).status, 422)
  const saved = await form.save({ contacts: people })
  assert.equal(saved.status, 200, saved.text)
  assert.equal((await form.call('send')).status, 200)
  const request = await formOf(as.manager, id)
  const { items } = (await as.manager.get(`data-requests/${request}/answers`)).body
  assert.deepEqual(
    items[0].lines.map((one: Line) => [one['is'], (one['theirs'] as Line)['name']]),
    [
      ['new', 'Anna Ozola'],
      ['new', 'Jānis Liepa'],
    ],
  )
  const lines = { contacts: [items[0].lines[0].line] }
  const accept = () =>
    as.manager.post(`data-requests/${request}/accept`, { fields: ['contacts'], lines, papers: false })
  const taken = await accept()
  assert.equal(taken.status, 200, taken.text)
  assert.equal((await accept()).status, 200, 'what was accepted is not accepted again')
  const where = encodeURIComponent(JSON.stringify({ supplier: id }))
  const links = (await as.manager.get(`contact-links?where=${where}`)).body.items
  assert.deepEqual(
    links.map((one: Line) => [(one['contact'] as Line)['title'], one['position']]),
    [['Anna Ozola', 'Buyer']],
  )
})

test('an amount is asked with its currency, and what is said among ourselves is never asked', async (t) => {
  const { as, supplier, ask } = await asking(t, { supplier: [{ ask: 'creditLimit' }] })
  for (const [object, rule] of [
    ['party', { ask: 'notes' }],
    ['party', { ask: 'number' }],
    ['party', { ask: 'tags' }],
    ['party', { ask: 'companyTerms' }],
    ['party', { ask: 'bankAccounts', shown: true }],
    ['supplier', { ask: 'status' }],
    ['supplier', { ask: 'statusMemo' }],
    ['supplier', { ask: 'manager' }],
    ['supplier', { ask: 'importance' }],
    ['supplier', { ask: 'files', having: { kind: 'passport' } }],
    ['supplier', { ask: '__proto__' }],
    ['supplier', { ask: 'name', when: { nothing: 1 } }],
  ] as const) {
    const set = await as.administrator.put(`objects/${object}/rules`, { rules: [rule] })
    assert.equal(set.status, 422, JSON.stringify(rule))
  }
  const form = await ask(await supplier({ creditLimit: '500.00', creditCurrency: 'USD' }))
  const open = await form.open()
  assert.deepEqual(namesOf(open).sort(), ['creditCurrency', 'creditLimit'])
  assert.deepEqual(open.values, { creditLimit: null, creditCurrency: null })
})

test('a form asks for what is on the list, or says which field is not and what to do', async (t) => {
  const { as, supplier } = await asking(t, {
    party: [
      { ask: 'phone' },
      { ask: 'country' },
      { ask: 'taxId', when: { country: 'LV' } },
      { ask: 'industry', when: { name: 'Nobody' } },
    ],
  })
  const id = await supplier()
  const ask = (input: Line) => as.manager.post(`suppliers/${id}/askData`, input)
  const off = await ask({ fields: ['phone', 'website'] })
  assert.equal(off.status, 422)
  assert.deepEqual(
    [off.body.errors.length, off.body.errors[0].field, off.body.errors[0].code],
    [1, 'fields', 'notAsked'],
  )
  assert.match(off.body.errors[0].message, /“Website” is not on the list .* Settings → Intake/)
  const other = await ask({ fields: ['phone', 'industry'] })
  assert.match(other.body.errors[0].message, /“Industry” is asked only of other partners/)
  assert.equal((await ask({ fields: ['taxId'] })).status, 422, 'nothing in this form makes it asked')
  assert.equal((await ask({ fields: ['country', 'taxId'] })).status, 200, 'the country may make it asked')
  const model = (await as.manager.get('model')).body.objects.find((one: Line) => one['name'] === 'supplier')
  const { input } = model.actions.find((one: Line) => one['name'] === 'askData')
  const offered = input
    .find((one: Line) => one['name'] === 'fields')
    .choices.filter((one: Line) => !one['retired'])
  assert.deepEqual(offered.map((one: Line) => one['value']).sort(), ['country', 'industry', 'phone', 'taxId'])
  assert.ok((await as.administrator.put('objects/party/rules', { rules: [] }, less)).status < 300)
  const empty = await ask({})
  assert.deepEqual([empty.status, empty.body.errors[0].code], [422, 'nothingAsked'])
  assert.equal((await ask({ papers: ['licence'] })).status, 200, 'papers need no list')
})

test('what is asked for is not lost by whoever replaces what is obligatory, and changes one by one', async (t) => {
  const { as } = await asking(t, { party: [{ ask: 'phone' }, { ask: 'taxId' }] })
  const place = 'objects/party/rules'
  const needed = { require: 'industry', before: 'submit' }
  const replaced = await as.administrator.put(place, { rules: [{ ask: 'phone' }, needed] })
  assert.deepEqual([replaced.status, replaced.body.warnings[0].code], [409, 'catalog.asksLess'])
  assert.match(replaced.body.warnings[0].message, /“Tax number”/)
  const dry = await as.administrator.put(`${place}?dryRun=true`, { rules: [needed] })
  assert.equal(dry.body.warnings[0].code, 'catalog.asksLess')
  const rules = async () => (await as.administrator.get(place)).body.items
  assert.deepEqual(await rules(), [{ ask: 'phone' }, { ask: 'taxId' }])
  const two = [needed, { ask: 'website', when: { country: 'LV' } }]
  const added = await Promise.all(two.map((one) => as.administrator.patch(place, { add: [one, one] })))
  assert.deepEqual(
    added.map(({ status }) => status),
    [200, 200],
  )
  assert.equal((await rules()).length, 4, 'two at once keep each other’s')
  const removed = await as.administrator.patch(place, { remove: [{ before: 'submit', require: 'industry' }] })
  assert.equal(removed.status, 200, removed.text)
  assert.equal((await rules()).length, 3)
  const gone = await as.administrator.patch(place, { remove: [needed] })
  assert.deepEqual([gone.status, gone.body.errors[0].field], [422, 'remove.0'])
  assert.equal((await as.administrator.patch(place, { add: [{ ask: 'number' }] })).status, 422)
  assert.equal((await as.clerk.patch(place, { add: [{ ask: 'email' }] })).status, 403)
})

test('a person is asked for their name by the word for that of a person', async (t) => {
  const { supplier, ask } = await asking(t, { party: [{ ask: 'name' }] })
  const form = await ask(await supplier({ kind: 'person', name: 'Ozola Anna' }))
  const { fields } = await form.open({ 'accept-language': 'lv' })
  assert.equal(fields[0].label, 'Vārds, uzvārds')
})
