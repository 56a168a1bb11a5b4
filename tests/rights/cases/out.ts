import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readTable } from '../../../engine/table-files/index.ts'
import { asked, bare, fieldsOf, isBeyondKey, type Scene, type Visitor } from '../scene.ts'
import type { Face, FieldSpec, Item, Line } from '../shapes.ts'
import { eachRecord } from './back.ts'
import { readFaces } from './finding.ts'

/** Fields that PostgreSQL writes into CSV by itself, and one (lines) that only the types can write. */
const quick = ['text', 'choice', 'number', 'day', 'ref']

/** CSV as PostgreSQL writes it. */
export async function csvCopied(scene: Scene): Promise<void> {
  await exports_(scene, 'csv', ({ kind, name }) => quick.includes(kind) && name !== 'createdBy')
}

/** CSV as the types of the fields write it, since lines or lists are among the columns. */
export async function csvWritten(scene: Scene): Promise<void> {
  await exports_(scene, 'csv', ({ kind, name }) => kind !== 'back' && kind !== 'file' && name !== 'createdBy')
}

export async function xlsx(scene: Scene): Promise<void> {
  await exports_(
    scene,
    'xlsx',
    ({ kind, name }) => kind !== 'back' && kind !== 'file' && name !== 'createdBy',
  )
}

/** How a key that carries no exports is refused, whatever it asks for; null where it carries them. */
export function withoutExport(visitor: Visitor): number | null {
  return isBeyondKey(visitor, ['export']) ? 403 : null
}

/** A file holds the rows that may be exported and read, of each what may be seen; the right is its own. */
async function exports_(scene: Scene, format: string, isTaken: (field: FieldSpec) => boolean): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces) {
      if (format === 'xlsx' && scene.random.chance(0.7)) continue
      const { known, hidden } = fieldsOf(scene, visitor, face)
      const columns = known.filter(isTaken)
      const query = asked({ format, columns: columns.map(({ name }) => name).join(','), language: 'en' })
      const answer = await visitor.as.raw(`${face.path}/export?${query}`)
      scene.tried(oracle.all(face.name).length * face.fields.length)
      const isReader = oracle.mayEver(visitor.person, face.name, 'read')
      const refused = withoutExport(visitor) ?? (isReader ? 403 : 404)
      if (refused === 404 || !oracle.mayEver(visitor.person, face.name, 'export')) {
        scene.holds(answer.status, refused, `${face.path} as a file`, visitor)
        continue
      }
      // What stands in one column alone may be taken for its heading.
      if (columns.length === 0 || (format === 'xlsx' && columns.length === 1)) continue
      scene.holds(
        answer.status,
        200,
        `${face.path}/export ${answer.content.toString().slice(0, 300)}`,
        visitor,
      )
      const table = await tableOf(answer.content, format)
      const rows = table.map((row) => columns.map((field, at) => cellMark(field, row[at] ?? '')))
      const items = oracle
        .all(face.name)
        .filter((item) => oracle.readable(visitor.person, face.name, item))
        .filter((item) => oracle.allows(visitor.person, face.name, item, 'export'))
      const cells = items.map((item) => columns.map((field) => cell(scene, visitor, face, item, field)))
      // A row of which nothing is shown is blank, and readers of tables pass over it.
      const expected = cells.filter((row) => row.some((one) => one !== ''))
      scene.holds(rows.toSorted(byText), expected.toSorted(byText), `the ${format} of ${face.name}`, visitor)
      await hiddenColumns(scene, visitor, face, hidden, format)
    }
  }
}

/** A report as a file counts the rows that may be exported and read, by what may be seen of them. */
export async function countedFile(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (const field of face.fields.filter(({ kind, long }) => kind === 'text' && long !== true)) {
        const ask = (name: string) =>
          visitor.as.raw(`${face.path}/export?${asked({ format: 'csv', groupBy: name, language: 'en' })}`)
        const answer = await ask(field.name)
        scene.tried(oracle.all(face.name).length)
        const what = `counts of ${face.name} by ${field.name} as a file`
        if (!oracle.mayEver(visitor.person, face.name, 'export')) {
          scene.holds(answer.status, 403, what, visitor)
          continue
        }
        if (!oracle.knows(visitor.person, face.name, field.name)) {
          scene.holds(answer.status, (await ask('nonsense')).status, what, visitor)
          continue
        }
        const counts = new Map<string, number>()
        const items = oracle
          .all(face.name)
          .filter((item) => oracle.readable(visitor.person, face.name, item))
          .filter((item) => oracle.allows(visitor.person, face.name, item, 'export'))
        for (const item of items) {
          const key = cell(scene, visitor, face, item, field)
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
        const rows = await tableOf(answer.content, 'csv')
        const told = rows.map(([value = '', count = '']) => [plain(value), count])
        const expected = [...counts].map(([value, count]) => [value, String(count)])
        scene.holds(told.toSorted(byText), expected.toSorted(byText), what, visitor)
      }
    }
  }
}

async function hiddenColumns(
  scene: Scene,
  { as, person }: Visitor,
  face: Face,
  hidden: readonly FieldSpec[],
  format: string,
): Promise<void> {
  const secret = hidden.find(({ name }) => name !== 'name')
  if (!secret) return
  const ways = ['columns', 'sort'].map((way) => (name: string) => `${way}=${name}`)
  for (const way of [...ways, (name: string) => asked({ where: { [name]: { set: true } } })]) {
    const ask = (name: string) => as.get(`${face.path}/export?format=${format}&${way(name)}`)
    const [refused, nonsense] = [await ask(secret.name), await ask('nonsense')]
    scene.holds(bare(refused, secret.name), bare(nonsense, 'nonsense'), `${secret.name} in a file`, {
      as,
      person,
    })
  }
}

/** What a cell holds: a reference by its number where that may be seen, else by its title. */
function cell(scene: Scene, { person }: Visitor, face: Face, item: Item, field: FieldSpec): string {
  const { oracle } = scene
  const value = oracle.value(person, face.name, item, field.name)
  const named = (id: string): string => {
    const target = oracle.item(id) as Item
    const to = field.to ?? ''
    const number = oracle.face(to).fields.some(({ name }) => name === 'number')
    const seen = number ? oracle.value(person, to, target, 'number') : null
    return String(seen ?? oracle.title(id, to))
  }
  if (value === null) return ''
  if (field.kind === 'ref') return named(value as string)
  if (field.kind === 'refs') return plain((value as readonly string[]).map(named).join('; '))
  if (field.kind === 'lines') return (value as readonly Line[]).length > 0 ? 'lines' : ''
  if (field.kind === 'names') return (value as readonly string[]).map(plain).join('; ')
  if (field.kind === 'number') return String(Number(value))
  return plain(String(value))
}

/** A figure however it is written, and of lines that there are some. */
function cellMark({ kind }: FieldSpec, text: string): string {
  if (text === '') return ''
  return kind === 'lines' ? 'lines' : kind === 'number' ? String(Number(text)) : text
}

function plain(text: string): string {
  return words.get(text) ?? text
}

/** Choices are called in words. */
const words = new Map([
  ['note', 'Note'],
  ['registrationNumber', 'Registration number'],
  ['industry', 'Industry'],
  ['emails', 'E-mails'],
  ['paymentDays', 'Payment days'],
  ['call', 'Call'],
  ['customer', 'Customer'],
  ['supplier', 'Supplier'],
  ['freeze', 'Freeze'],
  ['planned', 'Planned'],
  ['cancelled', 'Cancelled'],
  ['open', 'Being filled in'],
  ['revoked', 'Called off'],
])

export async function tableOf(content: Buffer, format: string): Promise<string[][]> {
  if (format === 'csv') return csvRows(content.toString())
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-rights-'))
  try {
    const file = path.join(folder, `file.${format}`)
    await writeFile(file, content)
    const rows: string[][] = []
    for await (const batch of readTable({ path: file, name: `file.${format}` })) {
      rows.push(...batch.rows.map(({ cells }) => cells.map((one) => one ?? '')))
    }
    return rows
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The rows below the headings that are not blank; a quoted cell may hold anything. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\n') rows.push([])
  }
  return rows.slice(1).filter((row) => row.some((cell) => cell !== ''))
}

function byText(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [left.join('\u0000'), right.join('\u0000')]
  return a < b ? -1 : a > b ? 1 : 0
}

/** A file that was asked for is written with the rights of whoever fetches it, and fetched by nobody else. */
export async function keptExport(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    const faces = readFaces(scene, visitor).filter((face) =>
      scene.oracle.mayEver(visitor.person, face.name, 'export'),
    )
    for (const face of faces.slice(0, 2)) {
      const kept = await visitor.as.post('exports', { object: face.name, format: 'csv', columns: ['id'] })
      scene.holds(kept.status, 201, kept.text, visitor)
      const place = `exports/${kept.body.id}/file`
      for (const other of scene.visitors.filter(() => scene.random.chance(0.4))) {
        const answer = await other.as.get(place)
        const status = other === visitor ? 200 : (withoutExport(other) ?? 404)
        scene.holds(answer.status, status, `${place} of ${visitor.person.name}`, other)
        scene.tried(1)
      }
    }
  }
}

/** The history of a record as a file: by the right to export, cut like the history. */
export async function historyFile(scene: Scene): Promise<void> {
  const { oracle, made } = scene
  await eachRecord(scene, 0.12, async (visitor, face, item) => {
    const { person, as } = visitor
    const answer = await as.get(`${face.path}/${item.id}/history/export`)
    scene.tried(face.fields.length)
    const readable = oracle.readable(person, face.name, item)
    const may = oracle.allows(person, face.name, item, 'export')
    const status = withoutExport(visitor) ?? (!readable ? 404 : may ? 200 : 403)
    scene.holds(answer.status, status, `the history of ${item.id} as a file`, visitor)
    if (status !== 200) return
    for (const [key, before] of Object.entries(made.earlier.get(item.id) ?? {})) {
      const [role, field = ''] = key.includes('.') ? key.split('.') : [face.name, key]
      const isShown = role === face.name && oracle.sees(person, face.name, item, field)
      scene.holds(
        answer.text.includes(plain(before)),
        isShown,
        `${before} in the history of ${item.id}`,
        visitor,
      )
    }
  })
}

/** A file's content goes to who sees a field that names it, and its hash opens nothing. */
export async function download(scene: Scene): Promise<void> {
  const { oracle, made } = scene
  const papers = oracle.all('partyFile')
  for (const visitor of scene.visitors) {
    for (const paper of papers) {
      const file = String(paper.values['file'])
      const sees = oracle.sees(visitor.person, 'partyFile', paper, 'file')
      for (const headers of [{}, { range: 'bytes=0-3' }, { 'if-none-match': '*' }]) {
        const answer = await visitor.as.get(`files/${file}/content`, headers)
        scene.holds([200, 206].includes(answer.status), sees, `the content of ${file}`, visitor)
        const content = 'range' in headers ? made.contents.get(file)?.slice(0, 4) : made.contents.get(file)
        if (sees) scene.holds(answer.text, content, `the content of ${file}`, visitor)
        else scene.holds(answer.status, 404, `the content of ${file}`, visitor)
        scene.tried(1)
      }
    }
  }
}
