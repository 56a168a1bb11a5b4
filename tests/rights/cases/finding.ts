import { condition } from '../generate.ts'
import { askedFields } from '../let-ask.ts'
import { asked, bare, fieldsOf, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Face, FieldSpec, Item, Where } from '../shapes.ts'

/** A filter finds by what may be seen alone; a hidden field is as unknown to it as one that is not there. */
export async function filter(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (const field of face.fields.filter(({ kind }) =>
        ['text', 'choice', 'number', 'day'].includes(kind),
      )) {
        const values = everyValue(scene, face, field)
        const where = { [field.name]: { in: values } }
        await finds(scene, visitor, face, where)
        const one = { not: { [field.name]: scene.random.pick(values) } }
        if (scene.random.chance(0.3)) await finds(scene, visitor, face, one)
      }
      for (const { name } of face.fields.filter(({ kind }) => kind === 'names'))
        for (const one of askedFields) await finds(scene, visitor, face, { [name]: { contains: one } })
    }
  }
}

/** A path through references, lines and roles leads through what may be seen only. */
export async function reference(scene: Scene): Promise<void> {
  const { made, random } = scene
  const known = {
    items: (base: string) => made.world.items.filter((item) => item.base === base),
    people: made.world.people.map(({ id }) => id),
    companies: made.world.companies,
  }
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (let turn = 0; turn < 6; turn += 1)
        await finds(scene, visitor, face, condition(face.name, random, known))
      for (const path of paths(face)) await finds(scene, visitor, face, path)
    }
  }
}

/** What is asked of the record that a field leads to, for every such field. */
function paths(face: Face): Where[] {
  return face.fields.flatMap(({ name, kind, to = '' }): Where[] => {
    if (kind !== 'ref' && kind !== 'refs') return []
    const title =
      { category: 'cat', user: 'user', company: 'Al', party: 'party', customer: 'party' }[to] ?? ''
    return [{ [`${name}.name`]: { startsWith: title } }, { [name]: { set: false } }]
  })
}

/** The ids that a filter finds, held against the rights; a name that is hidden is refused like nonsense. */
async function finds(scene: Scene, visitor: Visitor, face: Face, where: Where): Promise<void> {
  const { oracle } = scene
  const { person, as } = visitor
  const page = await as.get(`${face.path}?${asked({ where, fields: 'id', limit: '200', count: 'exact' })}`)
  scene.tried(oracle.all(face.name).length)
  const what = `${face.name} where ${JSON.stringify(where)}`
  if (!oracle.understands(person, face.name, where)) {
    const code = String(page.body?.errors?.[0]?.code)
    // What leads to a tree of which one does not see what stands under what is as if it led to none.
    const isOfTree = code === 'where.operatorNotAllowed' && what.includes('"under"')
    const isUnknown = isOfTree || code.startsWith('where.unknown')
    scene.holds([page.status, isUnknown], [422, true], `${what} ${page.text}`, visitor)
    return
  }
  scene.holds(page.status, 200, `${what} ${page.text}`, visitor)
  const expected = readable(scene, visitor, face).filter((item) =>
    oracle.holds(where, face.name, item, person, person),
  )
  scene.holds(idsOf(page.body.items), idsOf(expected), what, visitor)
  scene.holds(page.body.count, expected.length, `the count of ${what}`, visitor)
}

/** An order follows what may be seen, page by page; hidden values are as empty, and no cursor tells them. */
export async function sort(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      const { known, hidden } = fieldsOf(scene, visitor, face)
      for (const field of known.filter(isOrdered)) {
        const down = random.chance(0.5)
        const expected = ordered(scene, visitor, face, field, down)
        const found = await pages(visitor, face, `${down ? '-' : ''}${field.name}`)
        scene.holds(found, expected, `${face.name} by ${down ? '-' : ''}${field.name}`, visitor)
        scene.tried(oracle.all(face.name).length)
      }
      const nonsense = bare(await visitor.as.get(`${face.path}?sort=nonsense`), 'nonsense')
      for (const { name } of hidden.filter((field) => field.name !== 'name' && random.chance(0.5))) {
        const refused = bare(await visitor.as.get(`${face.path}?sort=${name}`), name)
        scene.holds(refused, nonsense, `an order by the hidden ${name}`, visitor)
        scene.tried(1)
      }
    }
  }
}

function isOrdered({ kind, long }: FieldSpec): boolean {
  return long !== true && ['text', 'number', 'day'].includes(kind)
}

async function pages(visitor: Visitor, face: Face, order: string): Promise<string[]> {
  const ids: string[] = []
  let next: string | null = null
  do {
    const query = { sort: order, fields: 'id', limit: '9', ...(next === null ? {} : { after: next }) }
    const page = await visitor.as.get(`${face.path}?${asked(query)}`)
    if (page.status !== 200) throw new Error(page.text)
    ids.push(...(page.body.items as Row[]).map(({ id }) => id))
    next = page.body.next as string | null
  } while (next !== null)
  return ids
}

/** Empty values come last either way; ids settle ties, in the direction of the order. */
function ordered(scene: Scene, visitor: Visitor, face: Face, field: FieldSpec, down: boolean): string[] {
  const { oracle } = scene
  const key = (item: Item) => oracle.value(visitor.person, face.name, item, field.name) as string | null
  const sign = down ? -1 : 1
  return readable(scene, visitor, face)
    .toSorted((left, right) => {
      const [a, b] = [key(left), key(right)]
      const ties = sign * (left.id < right.id ? -1 : 1)
      if (a === null || b === null) return a === b ? ties : a === null ? 1 : -1
      const difference = field.kind === 'number' ? Number(a) - Number(b) : byWords(a, b)
      return difference === 0 ? ties : sign * difference
    })
    .map(({ id }) => id)
}

/** As people look for words: capitals are no other letters. */
function byWords(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()]
  return a < b ? -1 : a > b ? 1 : 0
}

/** A list sorted by what a referred record is called names only such records as may be seen. */
export async function joined(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      const { known } = fieldsOf(scene, visitor, face)
      for (const field of known.filter(({ kind }) => kind === 'ref')) {
        const target = oracle.face(field.to ?? '')
        const page = await visitor.as.get(
          `${face.path}?${asked({ sort: field.name, fields: field.name, limit: '200' })}`,
        )
        scene.tried(oracle.all(face.name).length)
        const isKnown = oracle.knows(visitor.person, target.name, target.title)
        const what = `${face.name} with ${field.name}`
        scene.holds(page.status, isKnown ? 200 : 422, `${what} ${page.text}`, visitor)
        if (!isKnown) continue
        const titles = (page.body.items as Row[]).map(
          (row) => (row[field.name] as { title: string } | null)?.title ?? null,
        )
        const expected = readable(scene, visitor, face).map((item) => {
          const id = oracle.value(visitor.person, face.name, item, field.name)
          return typeof id === 'string' ? oracle.title(id, target.name) : null
        })
        scene.holds(titles, expected.toSorted(emptyLast), what, visitor)
      }
    }
  }
}

function emptyLast(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  return left.toLowerCase() < right.toLowerCase() ? -1 : left.toLowerCase() > right.toLowerCase() ? 1 : 0
}

/** How many there are is how many may be read, exactly and by estimate. */
export async function count(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      const expected = readable(scene, visitor, face).length
      for (const kind of ['exact', 'estimate']) {
        const page = await visitor.as.get(`${face.path}?count=${kind}&limit=1&fields=id`)
        scene.holds(page.body.count, expected, `${kind} count of ${face.name}`, visitor)
        scene.tried(scene.oracle.all(face.name).length)
      }
    }
  }
}

/** A list on paper holds what may be printed, which is a right of its own. */
export async function print(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      // The same list on the screen, before and after: neither may be taken for the other.
      const onScreen = () => visitor.as.get(`${face.path}?fields=id&limit=200`)
      const before = await onScreen()
      const page = await visitor.as.get(`${face.path}?purpose=print&fields=id&limit=200`)
      scene.holds((await onScreen()).text, before.text, `${face.name} on the screen`, visitor)
      scene.tried(oracle.all(face.name).length)
      const isGiven = oracle.mayEver(visitor.person, face.name, 'print')
      scene.holds(page.status, isGiven ? 200 : 403, `${face.name} on paper: ${page.text}`, visitor)
      if (!isGiven) continue
      const expected = readable(scene, visitor, face).filter((item) =>
        oracle.allows(visitor.person, face.name, item, 'print'),
      )
      scene.holds(idsOf(page.body.items as Row[]), idsOf(expected), `${face.name} on paper`, visitor)
    }
  }
}

const searched: Readonly<Record<string, { readonly names: string; readonly numbers: readonly string[] }>> = {
  party: { names: 'name', numbers: ['number', 'registrationNumber'] },
  customer: { names: 'name', numbers: ['number', 'registrationNumber'] },
  supplier: { names: 'name', numbers: ['number', 'registrationNumber'] },
  activity: { names: 'subject', numbers: [] },
  partyFile: { names: 'name', numbers: [] },
  statusChange: { names: 'name', numbers: [] },
  dataRequest: { names: 'name', numbers: [] },
  x_project: { names: 'x_name', numbers: [] },
}

/** What is typed finds by names and numbers that may be seen, alone or in another order. */
export async function search(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor).filter(({ name }) => name in searched)) {
      for (const item of scene.oracle.all(face.name).filter(() => scene.random.chance(0.35))) {
        for (const { field, typed } of typings(scene, face, item)) {
          const order = scene.random.chance(0.5) ? '' : '&sort=-createdAt'
          const page = await visitor.as.get(`${face.path}?search=${typed}&fields=id&count=exact${order}`)
          const expected = found(scene, visitor, face, field, typed)
          scene.holds(idsOf(page.body.items), expected, `${face.name} searched by ${field} ${typed}`, visitor)
          scene.holds(page.body.count, expected.length, `the count of ${typed}`, visitor)
          scene.tried(1)
        }
      }
    }
  }
}

const palette = ['customer', 'activity', 'statusChange', 'dataRequest', 'x_project']

/** The records of which the field says what was typed, as far as it may be looked for. */
function found(scene: Scene, visitor: Visitor, face: Face, field: string, typed: string): string[] {
  const { oracle } = scene
  const named = oracle.all(face.name).filter((item) => oracle.bare(face.name, item, field) === typed)
  return named
    .filter((item) => isFound(scene, visitor, face, item, field))
    .map(({ id }) => id)
    .toSorted()
}

/** The palette's search across objects finds the same, and tells of a record what may be seen of it. */
export async function autocomplete(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    for (const base of palette.map((name) => oracle.face(name))) {
      for (const item of oracle.all(base.name).filter(() => random.chance(0.25))) {
        const [{ field, typed } = { field: '', typed: '' }] = typings(scene, base, item)
        const answer = await visitor.as.get(`search?q=${typed}`)
        const sections = answer.body.sections as { key: string; hits: Hit[] }[]
        for (const face of faceOfSections(scene, base)) {
          const hits = sections.find(({ key }) => key === face.name)?.hits ?? []
          const expected = found(scene, visitor, face, field, typed)
          scene.holds(idsOf(hits), expected, `${typed} among ${face.name}`, visitor)
          const [hit] = hits
          if (hit && face.base === 'party') tells(scene, visitor, face, item, hit)
          scene.tried(face.base === 'party' ? 4 : 1)
        }
      }
    }
  }
}

type Hit = { readonly id: string; readonly number?: string; readonly aside?: string; readonly title: string }

function tells(scene: Scene, visitor: Visitor, face: Face, item: Item, hit: Hit): void {
  const value = (name: string) => scene.oracle.value(visitor.person, face.name, item, name) ?? undefined
  const told = { title: hit.title, number: hit.number, aside: hit.aside }
  scene.holds(
    told,
    { title: value('name') ?? '', number: value('number'), aside: value('city') },
    'a hit',
    visitor,
  )
}

function faceOfSections(scene: Scene, base: Face): readonly Face[] {
  return base.base === 'party' ? ['customer', 'supplier'].map((name) => scene.oracle.face(name)) : [base]
}

function typings({ oracle }: Scene, face: Face, item: Item): { field: string; typed: string }[] {
  const { names, numbers } = searched[face.name] ?? { names: '', numbers: [] }
  return [names, ...numbers].map((field) => ({ field, typed: String(oracle.bare(face.name, item, field)) }))
}

/** A name is looked for only where every record shows it: the index holds all names of a record together. */
function isFound(scene: Scene, visitor: Visitor, face: Face, item: Item, field: string): boolean {
  const { oracle } = scene
  if (!oracle.sees(visitor.person, face.name, item, field)) return false
  return field !== searched[face.name]?.names || oracle.isShownThroughout(visitor.person, face.name, field)
}

export function readFaces({ oracle, made }: Scene, { person }: Visitor): readonly Face[] {
  return made.world.faces.filter((face) => oracle.mayEver(person, face.name, 'read'))
}

export function readable({ oracle }: Scene, { person }: Visitor, face: Face): Item[] {
  return oracle.all(face.name).filter((item) => oracle.readable(person, face.name, item))
}

export function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id).toSorted()
}

function everyValue({ oracle }: Scene, face: Face, field: FieldSpec): string[] {
  const values = oracle.all(face.name).map((item) => oracle.bare(face.name, item, field.name))
  const texts = new Set(values.filter((value): value is string => typeof value === 'string'))
  return texts.size > 0 ? [...texts] : ['none']
}
