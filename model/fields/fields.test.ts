import assert from 'node:assert/strict'
import test from 'node:test'
import {
  choice,
  choices,
  collection,
  extend,
  fieldTypes,
  formula,
  integer,
  money,
  object,
  reference,
  role,
  sequenceNumber,
  tags,
  text,
  yesNo,
  type ChangesOf,
  type Field,
  type FieldType,
  type Id,
  type NewOf,
  type ObjectDeclaration,
  type RecordOf,
} from '#model'

const phoneLine = object('phoneLine', {
  label: 'Phone',
  plural: 'Phones',
  title: 'phone',
  owned: { by: 'partner', via: 'partner' },
  fields: {
    partner: reference('partner', { label: 'Partner', required: true }),
    phone: text({ label: 'Phone', required: true }),
    mobile: yesNo({ label: 'Mobile' }),
  },
  lists: {},
  card: [],
})

const partner = object('partner', {
  label: 'Partner',
  plural: 'Partners',
  title: 'name',
  fields: {
    number: sequenceNumber({ label: 'No.', pattern: 'P-{00000}' }),
    kind: choice(['organization', 'person'], { label: 'Kind', required: true }),
    name: text({ label: 'Name', required: true, max: 200 }),
    city: text({ label: 'City' }),
    tags: tags({ label: 'Tags' }),
    manager: reference('user', { label: 'Manager' }),
    phones: collection(phoneLine, { label: 'Phones', via: 'partner', owned: true }),
    invoices: collection('invoice', { label: 'Invoices', via: 'partner' }),
  },
  lists: { all: { columns: ['number', 'name', 'createdAt'], sort: '-name', where: { kind: 'person' } } },
  card: [{ section: 'General', fields: ['name', 'kind'] }],
})

const buyer = role('buyer', partner, {
  label: 'Buyer',
  plural: 'Buyers',
  title: 'name',
  fields: {
    status: choice(['draft', { value: 'active', label: 'Active', labels: { lv: 'Aktīvs' } }], {
      label: 'Status',
      default: 'draft',
    }),
    channels: choices(['shop', 'web'], { label: 'Channels' }),
    paymentDays: integer({ label: 'Payment term', default: 30, min: 0, max: 180 }),
    creditLimit: money({ label: 'Credit limit', min: 0 }),
    people: formula('integer', 'COUNT(phones)', { label: 'People' }),
  },
  lists: { all: { columns: ['name', 'creditLimit'], sort: ['name', '-creditLimit'] } },
  card: [{ section: 'Credit', fields: ['name', 'creditLimit'], when: { status: 'active' } }],
  rules: [{ require: 'city', when: { kind: 'organization' } }],
  access: { clerk: { actions: ['read'], see: 'all', change: ['name', 'paymentDays'] } },
})

const buyerBalance = extend(buyer, {
  fields: { openAmount: formula('money', 'SUM(invoices.open)', { label: 'Open' }) },
})

type Buyer = RecordOf<typeof buyer>

/** Never called: that it compiles, and that each marked line would not, is what it says. */
export function whatTheTypesSay(
  one: Buyer,
  more: RecordOf<typeof buyerBalance>,
  line: RecordOf<typeof phoneLine>,
) {
  const given: [string, string, string | null, readonly string[]] = [one.name, one.number, one.city, one.tags]
  const status: 'draft' | 'active' = one.status
  const channel: 'shop' | 'web' | undefined = one.channels[0]
  const days: number = one.paymentDays
  const limit: string | null = one.creditLimit
  const people: number | null = one.people
  const phone: string | undefined = one.phones[0]?.phone
  const custom = one.x_loyalty
  const ids: [Id<'partner'>, Id<'buyer'>] = [one.id, one.id]
  const manager: Id<'user'> | null = one.manager
  const open: string | null = more.openAmount
  const mobile: boolean | null = line.mobile
  // @ts-expect-error there is no such field
  void one.nmae
  // @ts-expect-error a limit may be empty
  const limitIsText: string = one.creditLimit
  // @ts-expect-error a partner is not a user
  const user: Id<'user'> = one.id
  // @ts-expect-error the plain buyer has no balance
  void one.openAmount
  // @ts-expect-error lines have no such field
  void one.phones[0]?.fax
  return [
    given,
    status,
    channel,
    days,
    limit,
    people,
    phone,
    custom,
    ids,
    manager,
    open,
    mobile,
    limitIsText,
    user,
  ]
}

/** What may be given for a record. */
export function whatMayBeGiven(managerId: Id<'user'>, buyerId: Id<'buyer'>) {
  const made: NewOf<typeof buyer> = {
    kind: 'person',
    name: 'Anna',
    manager: managerId,
    creditLimit: 1000,
    x_loyalty: 'gold',
    phones: [{ phone: '+371 67000000' }, { phone: '+371 2', mobile: true }],
  }
  const changed: ChangesOf<typeof buyer> = {
    status: 'active',
    creditLimit: null,
    manager: { number: 'U-1' },
    tags: ['gold'],
  }
  // @ts-expect-error the name is required
  const nameless: NewOf<typeof buyer> = { kind: 'person' }
  // @ts-expect-error status may not be that
  const badChoice: ChangesOf<typeof buyer> = { status: 'gone' }
  // @ts-expect-error nor may a channel
  const badChoices: ChangesOf<typeof buyer> = { channels: ['fax'] }
  // @ts-expect-error a formula cannot be set
  const derived: ChangesOf<typeof buyer> = { people: 3 }
  // @ts-expect-error nor can what others say of it
  const back: ChangesOf<typeof buyer> = { invoices: [] }
  // @ts-expect-error a required field cannot be emptied
  const emptied: ChangesOf<typeof buyer> = { name: null }
  // @ts-expect-error a buyer is no manager
  const wrongId: ChangesOf<typeof buyer> = { manager: buyerId }
  // @ts-expect-error a line needs its phone
  const badLine: ChangesOf<typeof buyer> = { phones: [{ mobile: true }] }
  // @ts-expect-error money is no yes or no
  const badMoney: ChangesOf<typeof buyer> = { creditLimit: true }
  return [made, changed, nameless, badChoice, badChoices, derived, back, emptied, wrongId, badLine, badMoney]
}

/** What declarations refuse. */
export function whatCannotBeDeclared() {
  const fields = { a: text({ label: 'A' }) }
  const rest = { label: 'O', plural: 'Os', fields, card: [], lists: {} }
  // @ts-expect-error the title is no field
  object('o', { ...rest, title: 'z' })
  // @ts-expect-error the column is no field
  object('o', { ...rest, title: 'a', lists: { all: { columns: ['b'] } } })
  // @ts-expect-error nor is what it sorts by
  object('o', { ...rest, title: 'a', lists: { all: { columns: ['a'], sort: '-b' } } })
  // @ts-expect-error nor what the card shows
  object('o', { ...rest, title: 'a', card: [{ section: 'S', fields: ['b'] }] })
  // @ts-expect-error nor what a rule requires
  object('o', { ...rest, title: 'a', rules: [{ require: 'b' }] })
  // @ts-expect-error the default is none of the choices
  choice(['a', 'b'], { label: 'C', default: 'c' })
  // @ts-expect-error a misspelt option
  text({ label: 'T', requird: true })
  // @ts-expect-error a label is needed
  text({ max: 3 })
  // @ts-expect-error the lines have no such field
  collection(phoneLine, { label: 'Phones', via: 'buyer', owned: true })
  // @ts-expect-error a formula does not give that
  formula('tags', '1', { label: 'F' })
}

test('a declaration is plain data: it equals its own JSON round trip', () => {
  for (const declaration of [phoneLine, partner, buyer, buyerBalance] as const) {
    assert.deepEqual(JSON.parse(JSON.stringify(declaration)), declaration)
  }
})

test('any declaration serves where an object is wanted', () => {
  const declared: readonly ObjectDeclaration[] = [phoneLine, partner, buyer, buyerBalance]
  const field: Field = partner.fields.name
  const type: FieldType | undefined = fieldTypes.get(field.type)
  assert.deepEqual(
    declared.map((one) => one.name),
    ['phoneLine', 'partner', 'buyer', 'buyer'],
  )
  assert.equal(type?.name, 'text')
})

test('a field says who sets it', () => {
  assert.equal(partner.fields.name.how, 'required')
  assert.equal(partner.fields.city.how, 'optional')
  assert.equal(partner.fields.phones.how, 'optional')
  assert.equal(partner.fields.invoices.how, 'derived')
  assert.equal(buyer.fields.people.how, 'derived')
})
