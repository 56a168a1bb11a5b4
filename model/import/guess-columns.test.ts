import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bankAccount,
  choice,
  code,
  day,
  email,
  integer,
  longText,
  money,
  phone,
  sequenceNumber,
} from '../fields/index.ts'
import { tags, taxNumber, text, webAddress } from '../fields/index.ts'
import { reference } from '../fields/index.ts'
import type { Field } from '../declaration.ts'
import { type ImportField, guessColumns } from './guess-columns.ts'

const declared: Readonly<Record<string, Field>> = {
  number: sequenceNumber({
    label: 'Number',
    labels: { lv: 'Numurs', ru: 'Номер', zh: '编号' },
    pattern: 'C-{00000}',
  }),
  kind: choice(['organization', 'person'], { label: 'Kind', labels: { lv: 'Veids' } }),
  name: text({ label: 'Name', labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' } }),
  taxId: taxNumber({
    label: 'Tax number',
    labels: { lv: 'PVN/nodokļu numurs', zh: '税号', ru: 'ИНН' },
    country: 'country',
  }),
  registrationNumber: text({ label: 'Registration number', labels: { lv: 'Reģistrācijas numurs' } }),
  country: code('country', { label: 'Country', labels: { lv: 'Valsts', zh: '国家' } }),
  city: text({ label: 'City', labels: { lv: 'Pilsēta', ka: 'ქალაქი', zh: '城市', ru: 'Город' } }),
  email: email({ label: 'E-mail', labels: { lv: 'E-pasts' } }),
  phone: phone({ label: 'Phone', labels: { lv: 'Tālrunis' }, country: 'country' }),
  website: webAddress({ label: 'Website' }),
  category: reference('category', { label: 'Category' }),
  tags: tags({ label: 'Tags' }),
  status: choice(['active', 'inactive'], { label: 'Status' }),
  creditLimit: money({ label: 'Credit limit' }),
  paymentDays: integer({ label: 'Payment days' }),
  manager: reference('user', { label: 'Manager' }),
  notes: longText({ label: 'Notes' }),
  x_visited: day({ label: 'Last visit', synonyms: ['Seen on'] }),
  'addresses.street': text({ label: 'Street', labels: { lv: 'Iela' } }),
  'addresses.postalCode': text({ label: 'Postal code' }),
  'bankAccounts.account': bankAccount({ label: 'Account' }),
  'bankAccounts.bank': text({ label: 'Bank' }),
  'identifiers.kind': text({ label: 'Kind', labels: { lv: 'Veids' }, required: true }),
  'identifiers.value': text({ label: 'Number', synonyms: ['Licence number'], required: true }),
  'identifiers.until': day({ label: 'Valid until' }),
}
const needs: Readonly<Record<string, readonly string[]>> = {
  'bankAccounts.bank': ['bankAccounts.account'],
  'identifiers.kind': ['identifiers.value'],
  'identifiers.value': ['identifiers.kind'],
  'identifiers.until': ['identifiers.kind', 'identifiers.value'],
}
const fields: ImportField[] = Object.entries(declared).map(([name, field]) => {
  return { name, field, needs: needs[name] ?? [] }
})
const style = { decimal: ',', day: 'dmy', language: 'lv' } as const

function fieldsOf(headers: readonly string[], samples: readonly (readonly string[])[] = []) {
  return guessColumns({ headers, samples, fields, style }).map(({ field }) => field)
}

const files: readonly (readonly [what: string, headers: string, fields: string])[] = [
  [
    'a Latvian accounting program',
    'Klienta kods;Nosaukums;PVN numurs;Reģ. nr.;Valsts;Pilsēta;Adrese;Indekss;Tālr.;E-pasts;Kredītlimits;Apmaksas termiņš;Piezīmes',
    'number;name;taxId;registrationNumber;country;city;addresses.street;addresses.postalCode;;email;creditLimit;paymentDays;notes',
  ],
  [
    'a Russian accounting program',
    'Код;Наименование;ИНН;КПП;Город;Юридический адрес;Телефон;Эл. почта;Расчетный счет;Менеджер;Примечание;Сальдо',
    'number;name;taxId;registrationNumber;city;addresses.street;phone;email;bankAccounts.account;manager;notes;',
  ],
  [
    'a Chinese table',
    '客户编号;客户名称;统一社会信用代码;国家;城市;详细地址;邮编;联系电话;电子邮箱;信用额度;账期;业务员;备注;余额',
    'number;name;taxId;country;city;addresses.street;addresses.postalCode;phone;email;creditLimit;paymentDays;manager;notes;',
  ],
  [
    'a Georgian table',
    'კოდი;დასახელება;საიდენტიფიკაციო კოდი;ქვეყანა;ქალაქი;მისამართი;ტელეფონი;ელ. ფოსტა;შენიშვნა',
    'number;name;taxId;country;city;addresses.street;phone;email;notes',
  ],
  [
    'an export of another CRM',
    'Account ID;Account Name;Type;VAT No.;Billing Street;Zip/Postal Code;City;Country;Phone;Website;Account Owner;Segment;Tag',
    'number;name;kind;taxId;addresses.street;addresses.postalCode;city;country;phone;website;manager;category;tags',
  ],
  [
    'our own export',
    'number;name;taxId;creditLimit;paymentDays;x_visited',
    'number;name;taxId;creditLimit;paymentDays;x_visited',
  ],
  [
    'headings written by programmers',
    'CUSTOMER_NAME;tax_number;companyNumber;e_mail;country_code',
    'name;taxId;registrationNumber;email;country',
  ],
  ['the file of refused rows', 'Name;City;Problem', 'name;city;'],
  ['columns that are none of ours', 'Bank name;Contact person;Fax;Turnover;Shoe size', ';;;;'],
  ['a synonym that an administrator gave', 'Seen on', 'x_visited'],
]

for (const [what, headers, expected] of files) {
  test(`the columns of ${what} find their fields`, () => {
    assert.deepEqual(
      fieldsOf(headers.split(';')),
      expected.split(';').map((field) => (field === '' ? null : field)),
    )
  })
}

test('each field is used once, by the column that is called so best', () => {
  assert.deepEqual(fieldsOf(['Customer name', 'Name', 'Company']), [null, 'name', null])
  assert.deepEqual(fieldsOf(['Phone', 'Mobile']), ['phone', null])
})

test('columns without headings are known by what stands in them', () => {
  const samples = [
    ['SIA Alfa', 'AS Beta', 'Gamma'],
    ['info@alfa.lv', 'beta@beta.lv'],
    ['+371 26000000', '+371 67000000'],
    ['LV40003009497', 'LV40003032949'],
    ['LV80BANK0000435195001', 'GB82 WEST 1234 5698 7654 32'],
    ['https://alfa.lv', 'www.beta.lv'],
    ['blue', 'green'],
  ]
  const guesses = guessColumns({
    headers: 'ABCDEFG'.split('').map((letter) => `Column ${letter}`),
    samples,
    fields,
    style,
  })
  assert.deepEqual(
    guesses.map(({ field }) => field),
    ['name', 'email', 'phone', 'taxId', 'bankAccounts.account', 'website', null],
  )
  assert.deepEqual(new Set(guesses.map(({ certainty }) => certainty)), new Set(['guess', 'none']))
})

test('how sure a guess is depends on heading and cells', () => {
  const certainty = (header: string, cells: string[]) =>
    guessColumns({ headers: [header], samples: [cells], fields, style })[0]
  assert.deepEqual(certainty('E-mail', ['a@b.lv']), { column: 0, field: 'email', certainty: 'certain' })
  assert.deepEqual(certainty('Invoice e-mail for notices', ['a@b.lv']), {
    column: 0,
    field: 'email',
    certainty: 'likely',
  })
  assert.notEqual(certainty('Contact', ['a@b.lv', 'c@d.lv'])?.field, 'name')
  assert.notEqual(certainty('Phone', ['a@b.lv', 'c@d.lv'])?.certainty, 'certain')
  assert.deepEqual(certainty('Credit limit', ['1 000,00', '5,5'])?.certainty, 'certain')
  assert.notEqual(certainty('Credit limit', ['gold', 'silver'])?.certainty, 'certain')
  assert.equal(certainty('Credit limit', [])?.certainty, 'certain')
})

const cuisines = ['american', 'steakhouses', 'delis', 'californian', 'french', 'bbq', 'hot dogs', 'pizza']
const misnamed: readonly (readonly [heading: string, cells: string[], sure: string])[] = [
  ['type', cuisines, 'none'],
  ['Kind', cuisines, 'guess'],
  ['Type', ['Organisation', 'person', 'person'], 'certain'],
  ['Status', ['Activ', 'active', 'zzz'], 'certain'],
  ['E-mail', ['see notes', 'by post', 'unknown'], 'guess'],
  ['Limit', ['gold', 'silver', 'bronze'], 'none'],
  ['Seen on', ['spring', 'autumn', 'winter'], 'none'],
  ['Last visit', ['spring', 'autumn', 'winter'], 'guess'],
  ['Seen on', ['31.12.2025', '01.02.2026', 'spring', 'autumn'], 'likely'],
  ['Tel.', ['yes', 'no', 'no'], 'none'],
  ['Phone', ['310/246-1501', '26000000', '67 000 000'], 'certain'],
  ['VAT', ['yes', 'no', 'yes'], 'none'],
  ['IBAN', ['Swedbank', 'SEB', 'Citadele'], 'none'],
  ['Land', ['meadow', 'forest', 'field'], 'none'],
  ['City', ['17', '4', '22'], 'guess'],
  ['Town', ['17', '4', '22'], 'none'],
  ['Name', ['2025-01-01', '2025-02-02'], 'likely'],
  ['Company', ['01.02.2025', '02.02.2025'], 'likely'],
  ['Category', ['1', '2', '3'], 'certain'],
  ['Tips', ['american', 'french'], 'none'],
  ['Вид', ['кафе', 'ресторан', 'пиццерия'], 'none'],
  ['类型', ['餐厅', '咖啡馆'], 'none'],
  ['Legal form', ['SIA', 'AS', 'IK'], 'none'],
  ['Valid until', ['2026-01-01', '2027-01-01'], 'none'],
  ['Bank', ['Swedbank', 'SEB'], 'none'],
]

for (const [heading, cells, sure] of misnamed) {
  test(`“${heading}” over ${cells.slice(0, 3).join(', ')} is ${sure}`, () => {
    const [guess] = guessColumns({ headers: [heading], samples: [cells], fields, style })
    assert.equal(guess?.certainty, sure, guess?.field ?? 'left out')
  })
}

test('fields of lines are proposed together with what such a line cannot do without', () => {
  const register = ['Register', 'Licence register']
  assert.deepEqual(
    fieldsOf(['identifiers.kind', 'Licence number', 'Valid until'], [register, ['A-1', 'B-2'], []]),
    ['identifiers.kind', 'identifiers.value', 'identifiers.until'],
  )
  assert.deepEqual(fieldsOf(['Valid until', 'Name']), [null, 'name'])
  assert.deepEqual(fieldsOf(['Bank', 'IBAN']), ['bankAccounts.bank', 'bankAccounts.account'])
})
