import assert from 'node:assert/strict'
import { asked, bare, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item, Where } from '../shapes.ts'
import { until, type Caller } from '../../scenarios/office.ts'
import { idsOf, readable, readFaces } from './finding.ts'

type Preview = {
  readonly matching: number
  readonly changeable: number
  readonly examples: readonly { id: string; title: string; before: unknown; after: unknown }[]
  readonly refused: readonly { id: string; title: string; message: string }[]
}

/** What a bulk change would touch: what may be found and changed; of examples what may be seen of them. */
export async function bulkTried(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      const field = random.pick(face.fields.filter(({ kind }) => kind === 'text' || kind === 'day'))
      const items = readable(scene, visitor, face)
      const some = items.map((item) => oracle.bare(face.name, item, field.name))
      const where: Where = random.pick<Where>([{}, { [field.name]: { in: some.filter(isText).slice(0, 4) } }])
      const body = { where, changes: { [changed(face)]: null }, dryRun: true }
      const answer = await visitor.as.post(`${face.path}/bulk`, body)
      scene.tried(oracle.all(face.name).length)
      if (!isNamed(scene, visitor, face)) {
        const nonsense = await visitor.as.post(`${face.path}/bulk`, { ...body, changes: { nonsense: null } })
        const told = [bare(answer, changed(face)), bare(nonsense, 'nonsense')]
        scene.holds(told[0], told[1], `${changed(face)} in a bulk change of ${face.name}`, visitor)
        continue
      }
      const what = `a bulk change of ${face.name} where ${JSON.stringify(where)}: ${answer.text.slice(0, 99)}`
      if (!oracle.understands(visitor.person, face.name, where)) {
        const nonsense = await visitor.as.post(`${face.path}/bulk`, {
          ...body,
          where: { nonsense: { in: [] } },
        })
        scene.holds(bare(answer, field.name), bare(nonsense, 'nonsense'), what, visitor)
        continue
      }
      scene.holds(answer.status, 200, what, visitor)
      previewIs(scene, visitor, face, where, answer.body as Preview)
      const end = await visitor.as.post(`${face.path}/bulk`, { where, action: 'delete', dryRun: true })
      scene.tried(oracle.all(face.name).length)
      scene.holds(end.status, 200, `the end of many: ${end.text}`, visitor)
      previewIs(scene, visitor, face, where, end.body as Preview, 'delete')
    }
  }
}

function previewIs(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  where: Where,
  preview: Preview,
  action: 'change' | 'delete' = 'change',
): void {
  const { oracle } = scene
  const { person } = visitor
  const found = readable(scene, visitor, face).filter((item) =>
    oracle.holds(where, face.name, item, person, person),
  )
  const changeable = found.filter((item) => oracle.allows(person, face.name, item, action))
  scene.holds(
    [preview.matching, preview.changeable],
    [found.length, changeable.length],
    `a bulk ${action} of ${face.name} where ${JSON.stringify(where)}`,
    visitor,
  )
  for (const { id, title } of [...preview.examples, ...preview.refused]) {
    const item = oracle.item(id) as Item
    const seen = oracle.value(person, face.name, item, oracle.face(face.name).title) ?? ''
    scene.holds(title, seen, `the title of ${id} in a bulk change`, visitor)
  }
  for (const { id, before } of preview.examples) {
    const item = oracle.item(id) as Item
    const row = before as Record<string, unknown>
    for (const { name, kind } of face.fields.filter((one) => one.kind === 'text' && one.name in row))
      scene.holds(row[name], oracle.value(person, face.name, item, name), `${name} (${kind}) before`, visitor)
  }
}

/** Whether they know the field that is changed, as what they see or may set. */
function isNamed({ oracle }: Scene, { person }: Visitor, face: Face): boolean {
  const name = changed(face)
  return oracle.knows(person, face.name, name) || oracle.maySet(person, face.name, name, 'change')
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** A field that is seldom obligatory, so that rights alone speak. */
function changed({ name, base }: Face): string {
  if (base === 'party') return 'industry'
  return { activity: 'due', partyFile: 'expires', x_project: 'x_due', category: 'parent' }[name] ?? 'name'
}

/** A bulk change that is run changes what it may and no more; its job and its undo are nobody else's. */
export async function bulkRun(scene: Scene): Promise<void> {
  const { oracle, root } = scene
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    const face = oracle.face('x_project')
    const may = oracle.maySet(person, face.name, 'x_memo', 'change')
    const isReader = oracle.mayEver(person, face.name, 'read')
    const started = await as.post('x-projects/bulk', { where: {}, changes: { x_memo: 'bulkmark' } })
    if (!may || !isReader) {
      const isRefused = [403, 404, 422].includes(started.status) || started.body.total === 0
      const changed = isRefused ? 0 : await changedBy(as, started.body.job)
      scene.holds(changed, 0, `a bulk change: ${started.text}`, visitor)
      scene.tried(1)
      continue
    }
    scene.holds(started.status, 202, started.text, visitor)
    const job = await until(async () => {
      const { body } = await as.get(`jobs/${started.body.job}`)
      return body.state === 'done' && body
    })
    const expected = readable(scene, visitor, face)
      .filter((item) => oracle.allows(person, face.name, item, 'change'))
      .filter((item) => oracle.mayChange(person, face.name, item, 'x_memo'))
    const query = asked({ where: { x_memo: 'bulkmark' }, fields: 'id', limit: '200' })
    const found = await root.get(`x-projects?${query}`)
    scene.holds(idsOf(found.body.items), idsOf(expected), 'the projects of a bulk change', visitor)
    for (const { id, title } of (job.result?.problems ?? []) as { id: string; title?: string }[]) {
      const seen = oracle.value(person, face.name, oracle.item(id) as Item, 'x_name') ?? ''
      scene.holds(title ?? '', seen, `the title of ${id} in a job`, visitor)
    }
    scene.tried(oracle.all(face.name).length)
    await othersJob(scene, visitor, started.body.job, started.body.change)
    const undone = await root.post(`changes/${started.body.change}/undo`)
    assert.ok([200, 202].includes(undone.status) || expected.length === 0, undone.text)
    await until(async () => (await root.get(`x-projects?${query}`)).body.items.length === 0)
  }
}

/** Who may change these records but not this field has each of them refused. */
async function changedBy(as: Caller, job: string): Promise<number> {
  const { result } = await until(async () => {
    const { body } = await as.get(`jobs/${job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
  return result?.changed ?? 0
}

/** Jobs and changes of others are not there. */
async function othersJob(scene: Scene, owner: Visitor, job: string, change: string): Promise<void> {
  const nowhere = '01900000-0000-7000-8000-000000000000'
  for (const other of scene.visitors.filter((one) => one !== owner && scene.random.chance(0.3))) {
    const tries = [
      () => other.as.get(`jobs/${job}`),
      () => other.as.post(`jobs/${job}/cancel`),
      () => other.as.post(`jobs/${job}/again`),
      () => other.as.post(`changes/${change}/undo?dryRun=true`),
      () => other.as.post(`changes/${change}/undo`),
    ]
    for (const ask of tries) {
      const answer = await ask()
      scene.holds(answer.status, 404, `what another started: ${answer.text}`, other)
      scene.tried(1)
    }
    for (const place of ['jobs', 'jobs?only=underWay', 'jobs?only=failed']) {
      const listed = (await other.as.get(place)).body.items as { id: string }[]
      const isListed = listed.some(({ id }) => id === job)
      scene.holds(isListed, false, `${place} of another`, other)
    }
    const none = await other.as.get(`jobs/${nowhere}`)
    scene.holds(bare(await other.as.get(`jobs/${job}`), job), bare(none, nowhere), 'a job of another', other)
  }
}

/** Groups and sums are made of what may be seen; what is hidden counts among the empty. */
export async function group(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (const field of face.fields.filter(isGrouped)) {
        const answer = await visitor.as.get(`${face.path}/summary?groupBy=${field.name}`)
        scene.tried(oracle.all(face.name).length)
        if (!oracle.knows(visitor.person, face.name, field.name)) {
          const nonsense = await visitor.as.get(`${face.path}/summary?groupBy=nonsense`)
          if (field.name !== 'name')
            scene.holds(bare(answer, field.name), bare(nonsense, 'nonsense'), field.name, visitor)
          continue
        }
        const counts = new Map<string, number>()
        for (const item of readable(scene, visitor, face)) {
          const value = oracle.value(visitor.person, face.name, item, field.name)
          const key = JSON.stringify(field.kind === 'number' && value !== null ? Number(value) : value)
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
        const groups = answer.body.groups as { values: Record<string, unknown>; count: number }[]
        const told = groups.map(({ values, count }) => [groupKey(values[field.name], field.kind), count])
        const what = `groups of ${face.name} by ${field.name}`
        scene.holds(told.toSorted(byKey), [...counts].toSorted(byKey), what, visitor)
      }
    }
  }
}

function isGrouped({ kind, long, name }: Face['fields'][number]): boolean {
  return name !== 'createdBy' && long !== true && ['text', 'choice', 'number', 'day', 'ref'].includes(kind)
}

function groupKey(value: unknown, kind: string): string {
  if (kind === 'number') return JSON.stringify(value === null ? null : Number(value))
  const id = (value as { id?: string } | null)?.id
  return JSON.stringify(id ?? value)
}

function byKey(left: readonly unknown[], right: readonly unknown[]): number {
  return String(left[0]) < String(right[0]) ? -1 : 1
}

/** Sums add up what may be seen, narrowed by a filter or a search that sees no more. */
export async function aggregate(scene: Scene): Promise<void> {
  await sums(scene, ({ formula }) => formula === undefined)
}

/** A formula is shown by its own right, whatever it was worked out from; hidden, it tells nothing. */
export async function formula(scene: Scene): Promise<void> {
  await sums(scene, (field) => field.formula !== undefined)
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (const { name } of face.fields.filter((field) => field.formula)) {
        const where = { [name]: { above: '3000' } }
        const page = await visitor.as.get(`${face.path}?${asked({ where, fields: 'id', limit: '200' })}`)
        scene.tried(oracle.all(face.name).length)
        if (!oracle.knows(visitor.person, face.name, name)) {
          scene.holds(page.status, 422, `${name} is hidden`, visitor)
          continue
        }
        const expected = readable(scene, visitor, face).filter((item) =>
          oracle.holds(where, face.name, item, visitor.person, visitor.person),
        )
        scene.holds(idsOf(page.body.items), idsOf(expected), `${face.name} where ${name}`, visitor)
      }
    }
  }
}

async function sums(scene: Scene, isTaken: (field: Face['fields'][number]) => boolean): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of readFaces(scene, visitor)) {
      for (const field of face.fields.filter((one) => one.kind === 'number' && isTaken(one))) {
        const answer = await visitor.as.get(`${face.path}/summary?sums=${field.name}`)
        scene.tried(oracle.all(face.name).length)
        const isKnown = oracle.knows(visitor.person, face.name, field.name)
        scene.holds(answer.status, isKnown ? 200 : 422, `the sum of ${field.name}: ${answer.text}`, visitor)
        if (!isKnown) continue
        const values = readable(scene, visitor, face).map((item) =>
          oracle.value(visitor.person, face.name, item, field.name),
        )
        const total = values.reduce((sum: number, value) => sum + Number(value ?? 0), 0)
        const told = (answer.body.total.sums[field.name] ?? []) as { sum: string }[]
        const sum = told.reduce((so, one) => so + Number(one.sum), 0)
        scene.holds(
          [answer.body.total.count, sum],
          [values.length, total],
          `the sum of ${field.name}`,
          visitor,
        )
      }
    }
  }
}
