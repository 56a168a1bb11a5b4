import { inspectTable, readTable } from '#engine'
import { words, WrongUsage, type Command, type Given } from './commands.ts'
import { judgedPairs, judgedRecords, type Judged, type Labelled } from './judge-matches.ts'

const form = 'duplicates try FILE [--pairs FILE] [--columns name=title,…] [--least 0.5] [--list]'

/** What a column may be called by which a record is known, in the order in which they are looked for. */
const headings: Readonly<Record<string, RegExp>> = {
  id: /^(id|rec_?id|record_?id|number|nr|no)$/,
  entity: /^(cluster|cluster_?id|entity|entity_?id|label_?id|group_?id|cid|truth)$/,
  name: /^(name|title|company|company_?name|organi[sz]ation|caption|full_?name)$/,
  given: /^(given_?name|first_?name|fname)$/,
  family: /^(surname|last_?name|family_?name|lname)$/,
  taxId: /^(tax|tax_?id|vat|vat_?id|tin|soc_?sec_?id)$/,
  registrationNumber: /^(registration_?number|reg_?no|company_?number)$/,
  country: /^(country|country_?code)$/,
  city: /^(city|town|suburb|place)$/,
  address: /^(addr|address|address_?1|street|address_?line_?1)$/,
  house: /^(street_?number|house_?number|house)$/,
  email: /^(e-?mail|mail)$/,
  phone: /^(phone|tel|telephone|phone_?number)$/,
  bankAccount: /^(iban|account|bank_?account)$/,
  same: /^(is_?match|match|label|same|is_?duplicate|gold)$/,
}

/** Tries the rules for duplicates on a table of which somebody knows what is the same, away from all data. */
export const tryDuplicates: Command = {
  form,
  summary:
    'Tells how well duplicates are found in a labelled table: records with a column that says which are one ' +
    '(cluster, entity), records with a second file of pairs of ids, or rows of pairs (name1, name2 … is_match). ' +
    '--columns names columns where they are called otherwise; --list shows what was judged wrongly.',
  options: {
    pairs: { type: 'string' },
    columns: { type: 'string' },
    least: { type: 'string' },
    list: { type: 'boolean' },
  },
  async run(given) {
    const [file = ''] = words(given, form, ['FILE'])
    const least = Number(given.values['least'] ?? 0.5)
    if (!(least > 0 && least < 1)) throw new WrongUsage('--least is a likeness between 0 and 1, such as 0.5.')
    const table = await tableOf(file)
    const named = columnsOf(table.headers, given)
    const judged =
      table.headers.some((header) => /(_?1|_l|left_?.*)$/.test(header)) && named['same'] !== undefined
        ? judgedPairs(pairsIn(table, named['same']), least)
        : await judgedTable(table, named, given, least)
    print(judged, given.values['list'] === true)
    return 0
  },
}

type Table = { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] }

async function tableOf(path: string): Promise<Table> {
  const { columns, options } = await inspectTable({ path })
  const rows: string[][] = []
  for await (const batch of readTable({ path }, { ...options, shortRows: 'fill' }))
    rows.push(...batch.rows.map(({ cells }) => cells))
  return {
    headers: columns.map(({ header }) =>
      header
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_'),
    ),
    rows,
  }
}

type Columns = Readonly<Record<string, number>>

function columnsOf(headers: readonly string[], given: Given): Columns {
  const named = new Map<string, string>()
  for (const pair of String(given.values['columns'] ?? '').split(',')) {
    const [part = '', column = ''] = pair.split('=').map((one) => one.trim())
    if (part === '') continue
    if (!(part in headings)) throw new WrongUsage(`--columns knows ${Object.keys(headings).join(', ')}.`)
    named.set(part, column.toLowerCase())
  }
  const found: Record<string, number> = {}
  for (const [part, heading] of Object.entries(headings)) {
    const wanted = named.get(part)
    const at = headers.findIndex((header) =>
      wanted === undefined ? heading.test(header) : header === wanted,
    )
    if (at >= 0) found[part] = at
    else if (wanted !== undefined) throw new WrongUsage(`There is no column “${wanted}” in the file.`)
  }
  return found
}

/** Records and which of them are one: by a column, or by the pairs of a second file. */
async function judgedTable(table: Table, columns: Columns, given: Given, least: number): Promise<Judged> {
  if (columns['name'] === undefined && columns['family'] === undefined)
    throw new WrongUsage('No column tells the name. Say which: --columns name=…')
  const records = table.rows.map((row): Labelled => recordOf((part) => row[columns[part] ?? -1] ?? ''))
  const entity = columns['entity']
  if (entity !== undefined)
    return judgedRecords(records, clustersOf(table.rows.map((row) => row[entity] ?? '')), least)
  const file = given.values['pairs']
  if (typeof file !== 'string')
    throw new WrongUsage('Say which are one: a column “cluster”, or --pairs FILE.')
  const places = new Map(table.rows.map((row, at) => [row[columns['id'] ?? 0] ?? '', at]))
  const { headers, rows } = await tableOf(file)
  const wanted = [headers, ...rows].flatMap(([one = '', other = '']): [number, number][] => {
    const [left, right] = [places.get(one), places.get(other)]
    return left === undefined || right === undefined || left === right ? [] : [[left, right]]
  })
  return judgedRecords(records, wanted, least)
}

function clustersOf(entities: readonly string[]): [number, number][] {
  const groups = Map.groupBy(entities.keys(), (at) => entities[at] ?? '')
  return [...groups].flatMap(([entity, places]) =>
    entity === ''
      ? []
      : places.flatMap((one, at) => places.slice(at + 1).map((other): [number, number] => [one, other])),
  )
}

function recordOf(cell: (part: string) => string): Labelled {
  const told = (part: string) => cell(part).trim() || null
  const name = told('name') ?? [told('given'), told('family')].filter((one) => one !== null).join(' ')
  return {
    name,
    taxId: told('taxId'),
    registrationNumber: told('registrationNumber'),
    country: told('country'),
    city: told('city'),
    address: [told('house'), told('address')].filter((one) => one !== null).join(' ') || null,
    email: told('email'),
    phone: told('phone'),
    bankAccount: told('bankAccount'),
  }
}

/** Rows of two records each: name1 and name2, name_l and name_r, left_name and right_name. */
function pairsIn(
  { headers, rows }: Table,
  same: number,
): { left: Labelled; right: Labelled; isSame: boolean }[] {
  const side = (marks: RegExp) =>
    new Map(
      headers.flatMap((header, at) => (marks.test(header) ? [[header.replace(marks, ''), at] as const] : [])),
    )
  const [left, right] = [side(/_?1$|_l$|_left$|^left_/), side(/_?2$|_r$|_right$|^right_/)]
  const of = (row: readonly string[], columns: ReadonlyMap<string, number>) =>
    recordOf((part) => {
      const found = [...columns].find(([header]) => headings[part]?.test(header))
      return row[found?.[1] ?? -1] ?? ''
    })
  return rows.map((row) => ({
    left: of(row, left),
    right: of(row, right),
    isSame: /^(1|true|yes|y|match|same|t)$/i.test((row[same] ?? '').trim()),
  }))
}

function print({ records, wanted, found, right, met, missed, wrong }: Judged, isListed: boolean): void {
  const [precision, recall] = [right / Math.max(1, found), right / Math.max(1, wanted)]
  const both = (2 * right) / Math.max(1, found + wanted)
  const lines = [
    `${records} records; ${wanted} pairs are the same one, ${found} were found, ${right} of them rightly.`,
    `precision ${precision.toFixed(3)}   recall ${recall.toFixed(3)}   F1 ${both.toFixed(3)}`,
    ...(met === null
      ? []
      : [`${met} of the ${wanted} share a key, so that the search over all compares them.`]),
    ...(isListed
      ? [...missed.map((pair) => `missed  ${pair}`), ...wrong.map((pair) => `wrong   ${pair}`)]
      : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
