import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from '#engine'
import { everything } from './known-person.ts'
import { nameInTables } from './known-in-tables.ts'
import { office, uploaded, type Office, type Reply } from './office.ts'
import { ofTables, places } from './report-places.ts'

const who = 'Zelmira Privatova'
const once = 'Zigrida Agrakova'

type Report = { sections: { key: string; title: string; rows: Record<string, unknown>[] }[] }

/** Somebody in every table, half of the time by the number of a record that went into theirs. */
async function knownEverywhere(made: Office) {
  const { administrator, manager } = made.as
  const add = async (call: Promise<Reply>): Promise<string> => {
    const answer = await call
    assert.ok(answer.status < 300, answer.text)
    return answer.body.id
  }
  const person = { kind: 'person', country: 'LV' }
  const record = await add(
    administrator.post('contacts', { ...person, name: who, notes: 'mark-audit_entry' }),
  )
  const former = await add(
    administrator.post('contacts', { ...person, name: once, email: 'zig@once.example' }),
  )
  await add(manager.post('activities', { party: former, kind: 'call', subject: 'mark-activity' }))
  await add(administrator.post(`contacts/${record}/merge`, { with: former, choices: {} }))
  const user = await add(administrator.post('users', { name: who, email: 'zel@user.example', party: record }))
  await add(administrator.post('objects/party/fields', { name: 'x_of', type: 'text', label: `Of ${who}` }))
  await add(administrator.patch('objects/party/fields/website', { label: `Page of ${who}` }))
  await add(administrator.post('contacts', { ...person, name: 'Plain', notes: `mark-mention ${once}` }))
  const table = `Name;Country\n${once};LV\nOther;LV\n`
  const held = await uploaded(manager, made.url, 'imports', 'mark-importFiles.csv', table, 'contact')
  await uploaded(manager, made.url, 'imports', 'heads.csv', `${who};${once}\nA;B\n`, 'contact')
  await made.engine.database.query(
    sql`insert into import_candidate (import, row, line, cells, title)
        values (${held.body.id}, 1, 2, ${JSON.stringify([once])}::json, ${once})`,
  )
  const marks = await nameInTables(made, { who, record, former, user })
  const others = ['mark-activity', 'mark-audit_entry', 'mark-importFiles', 'mark-mention']
  return { record, former, user, marks: [...marks, ...others] }
}

test('every table is told of in the report, or named with the reason why not', async (t) => {
  const { engine } = await office(t)
  const model = engine.model()
  const ofObjects = new Set([...model.objects.values()].map(({ table }) => table))
  const columns = await engine.database.query<{ table: string; column: string }>({
    parts: [
      `select c.relname::text as table, a.attname::text as column from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         join pg_type y on y.oid = a.atttypid
       where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
         and y.typname in ('uuid', '_uuid', 'text', '_text', 'json', 'jsonb', 'bytea') order by 1, 2`,
    ],
    values: [],
  })
  const tables = new Set(columns.map(({ table }) => table))
  const told = [...tables].filter((table) => !ofObjects.has(table))
  assert.deepEqual(told.toSorted(), Object.keys(places).toSorted(), 'enter the table in report-places.ts')
  for (const { table, column } of columns) {
    const place = places[table]
    // Who made a row did it as a user, and what users did is told by the log.
    if (!place || 'not' in place || /^(id|created_by)$/.test(column)) continue
    const known = [...place.told.split(' '), ...Object.keys(place.untold ?? {})]
    assert.ok(known.includes(column), `enter ${table}.${column} in report-places.ts`)
  }
  const fields = new Set(
    [...model.objects.values()].flatMap(({ table, fields, retired }) =>
      [...fields.values(), ...retired].map(({ column }) => `${table}.${column}`),
    ),
  )
  for (const { table, column } of columns)
    if (ofObjects.has(table) && !fields.has(`${table}.${column}`) && !(column in ofTables))
      assert.match(
        column,
        /^(id|created_by|updated_by|search_key)$/,
        `${table}.${column} is no field: tell of it`,
      )
  // What names any record by its number in a text is told by name (besideNaming).
  const byText = [...model.objects.values()].filter(
    ({ fields }) => fields.get('record')?.field.type === 'text',
  )
  assert.deepEqual(byText.map(({ name }) => name).toSorted(), ['fact', 'recordShare'])
})

test('the report tells of every table in which somebody stands, and an erasure leaves nothing in any', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const { record, user, marks } = await knownEverywhere(made)
  const report = async (place: string): Promise<Report> => {
    const answer = await administrator.get(`${place}/personal-data`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const { sections } = await report(`contacts/${record}`)
  const rowsOf = (key: string) => JSON.stringify(sections.find((one) => one.key === key)?.rows ?? [])
  for (const [table, place] of Object.entries(places))
    if (!('not' in place) && !/^catalog_(object|rule)$|^person_erasure$/.test(table))
      assert.notEqual(rowsOf(place.in), '[]', `${table} is told in ${place.in}`)
  assert.match(rowsOf('mentions'), /Objects and fields/)
  const whole = JSON.stringify(sections)
  assert.match(rowsOf('history'), /"What was done":"Merged"/)
  assert.match(rowsOf('history.activity'), new RegExp(`"Partner":"${once}"`), 'who was merged is named')
  for (const mark of marks) assert.ok(whole.includes(mark), mark)

  // As people call it, in their language: no name of the program.
  const speak = (language: string) => administrator.patch(`users/${administrator.user}`, { language })
  assert.equal((await speak('ka')).status, 200)
  assert.deepEqual(namesOfProgram(await report(`contacts/${record}`)), [])
  assert.equal((await speak('en')).status, 200)
  assert.match(JSON.stringify(await report(`users/${user}`)), /"Means of signing in"/)

  const erase = async (place: string, mentions: unknown) => {
    const wanted = { mode: 'anonymise', reason: 'Asked', mentions }
    const begun = await administrator.post(`${place}/erasure`, wanted)
    assert.equal(begun.status, 202, begun.text)
    await made.engine.jobs.drain()
    assert.equal((await administrator.get(`jobs/${begun.body.job}`)).body.state, 'done')
  }
  const { items } = (await administrator.get(`contacts/${record}/erasure/mentions`)).body
  await erase(`contacts/${record}`, items)
  await administrator.patch(`users/${user}`, { active: false })
  await erase(`users/${user}`, [])
  const left = (await everything(made)).split('\n')
  const shape = /^(catalog_\w+|person_mention): /
  // Of what is another's business only the name goes.
  const others = ['api_key', 'change', 'export', 'import', 'import_mapping', 'job', 'importFiles', 'mention']
  const goes = marks.filter((mark) => !others.includes(mark.slice('mark-'.length)))
  const names = new RegExp(`Zelmira|Privatova|Zigrida|Agrakova|zig@once|zel@user|(${goes.join('|')})\\b`, 'i')
  // What the model says stays, and so does what the log says of it.
  const told = left.filter(
    (row) => names.test(row) && !shape.test(row) && !/"action": "(add|change)Field"/.test(row),
  )
  assert.deepEqual(told, [])
  for (const file of await readdir(made.folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const content = await readFile(path.join(file.parentPath, file.name), 'utf8')
    assert.doesNotMatch(`${file.name} ${content}`, names)
  }
  assert.match(JSON.stringify(await report(`contacts/${record}`)), /"Erased before"/)
})

/** Columns and words that nobody but the program calls so. */
function namesOfProgram({ sections }: Report): string[] {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^(do|become|leave):|^[a-z]+[A-Z][a-z]+$/.test(value)) found.add(value)
    if (typeof value !== 'object' || value === null) return
    for (const [key, one] of Object.entries(value)) {
      if (!Array.isArray(value) && !/^(id|title)$/.test(key) && /^[a-z]/i.test(key) && !/mark|^API/.test(key))
        found.add(key)
      look(one)
    }
  }
  for (const { rows } of sections) look(rows)
  return [...found]
}
