import { sql, type Engine } from '#engine'
import type { Random } from '../../testing/sample/random.ts'
import type { Caller } from '../scenarios/office.ts'
import { day, entitle, filled, type Bare, type Entitled, type Staff } from './entitle.ts'
import { askedFields, letAsk } from './let-ask.ts'
import { makeCatalog } from './make-catalog.ts'
import { cities, type Known } from './generate.ts'
import { faces } from './faces.ts'
import type { Item, Line, Scope, Value, World } from './shapes.ts'

/** How large the world is: every person has rights of their own, and looks at every record. */
export type Size = { readonly people: number; readonly partners: number }

/** What stood in a field before it was changed, by record: `notes` → what it was. */
export type Earlier = ReadonlyMap<string, Readonly<Record<string, string>>>

export type Made = {
  readonly world: World
  readonly earlier: Earlier
  /** An instant between the making of the records and their change. */
  readonly between: string
  /** Contents of files, by the file's id. */
  readonly contents: ReadonlyMap<string, string>
}

/** Makes everything through the API, as the administrator, and writes down in plain arrays what was made. */
export async function makeWorld(
  engine: Engine,
  root: Caller,
  random: Random,
  { people, partners }: Size,
): Promise<Made> {
  const maker = new Maker(engine, root, random)
  await maker.catalog()
  const staff = await maker.users(people)
  const posts = await maker.posts(people + 3)
  await maker.categories()
  await maker.parties(partners)
  await maker.around(partners)
  await maker.steps()
  const between = await maker.instant()
  await maker.changes()
  await maker.creators(staff)
  return maker.done(await maker.entitled(staff, posts), between)
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string }
type Record_ = { -readonly [K in keyof Item]: Item[K] } & { values: Record<string, Value> }

class Maker {
  readonly #engine: Engine
  readonly #root: Caller
  readonly #random: Random
  readonly #items: Record_[] = []
  readonly #earlier = new Map<string, Record<string, string>>()
  readonly #contents = new Map<string, string>()
  readonly #companies: string[] = []
  readonly #people: string[] = []
  readonly #posts: string[] = []

  constructor(engine: Engine, root: Caller, random: Random) {
    this.#engine = engine
    this.#root = root
    this.#random = random
  }

  async catalog(): Promise<void> {
    await makeCatalog((place, body) => this.#make(place, body))
  }

  async users(count: number): Promise<readonly Staff[]> {
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      const made = await this.#make('companies', { name })
      this.#companies.push(made.id)
      this.#keep(made.id, 'company', [], { name })
    }
    const staff: Staff[] = []
    for (let at = 0; at < count; at += 1) {
      const superior = this.#random.chance(0.5) && staff.length > 0 ? this.#random.pick(staff).id : null
      const name = `user${mark(at)}`
      const made = await this.#make('users', {
        name,
        email: `${name}@mark.example`,
        ...(superior && { superior }),
      })
      staff.push({ id: made.id, name, superior })
      this.#people.push(made.id)
      this.#keep(made.id, 'user', [], { name, email: `${name}@mark.example`, superior })
    }
    const others = await this.#root.get('users?limit=100')
    for (const { id, name, email } of others.body.items as { id: string; name: string; email: string }[]) {
      if (!this.#people.includes(id)) this.#keep(id, 'user', [], { name, email, superior: null }, '')
    }
    return staff
  }

  async posts(count: number): Promise<readonly Bare[]> {
    const posts: Bare[] = []
    for (let at = 0; at < count; at += 1) {
      const superior = posts.length > 0 && this.#random.chance(0.5) ? this.#random.pick(posts).id : null
      const name = `post${mark(at)}`
      const { id } = await this.#make('posts', { name, ...(superior && { superior }) })
      posts.push({ id, superior })
      this.#posts.push(id)
      this.#keep(id, 'post', [], { name, superior })
    }
    const others = await this.#root.get('posts?limit=100')
    for (const { id, name, superior } of others.body.items as Row[]) {
      const above = (superior as Row | null)?.id ?? null
      const values = { name: name as string, superior: above }
      if (!this.#posts.includes(id)) this.#keep(id, 'post', [], values, '')
    }
    return posts
  }

  async categories(): Promise<void> {
    const tops: string[] = []
    for (const [at, name] of ['cat00', 'cat10', 'cat01', 'cat11', 'cat02'].entries()) {
      const parent = at < 2 ? null : (tops[at % 2] ?? null)
      const made = await this.#make('categories', { name, ...(parent && { parent }) })
      if (at < 2) tops.push(made.id)
      this.#keep(made.id, 'category', [], { name, parent })
    }
  }

  async parties(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const random = this.#random
      const parties = this.#of('party')
      const role = random.chance(0.7) ? 'customer' : 'supplier'
      const common = this.#common(at)
      const own = this.#own(at)
      const sent = {
        ...common,
        ...(parties.length > 0 && random.chance(0.4) ? { parent: random.pick(parties).id } : {}),
      }
      const rating = role === 'customer' ? { x_rating: random.whole(10) } : {}
      const made = await this.#make(`${role}s`, filled({ ...sent, ...own, ...rating }))
      const both = role === 'customer' && random.chance(0.3)
      const other = { ...this.#own(at + 500) }
      if (both) await this.#make('suppliers', filled({ party: made.id, ...other }))
      this.#keep(made.id, 'party', both ? ['customer', 'supplier'] : [role], {
        ...sent,
        number: made['number'] as string,
        ...prefixed(role, own),
        ...prefixed(role, 'x_rating' in rating ? { x_rating: String(rating.x_rating) } : {}),
        ...(both ? prefixed('supplier', other) : {}),
      })
    }
  }

  #common(at: number) {
    const random = this.#random
    const emails = [`mail${mark(at)}@mark.example`, `post${mark(at)}@mark.example`].slice(0, random.whole(3))
    return {
      name: `party${mark(at)}`,
      registrationNumber: `40${mark(at)}77`,
      country: random.pick(['LV', 'GE']),
      city: random.pick(cities),
      industry: `industry${mark(at)}`,
      notes: `oldnotes${mark(at)}`,
      companies: this.#companies.filter(() => random.chance(0.4)),
      emails: emails.map((email, place): Line => ({ email, purpose: place === 0 ? 'general' : 'invoices' })),
    }
  }

  #own(at: number) {
    const random = this.#random
    return {
      creditLimit: random.chance(0.8) ? `${1_000 + at * 10}.00` : null,
      paymentDays: String(random.whole(60)),
      category: random.chance(0.7) ? random.pick(this.#of('category')).id : null,
      manager: random.chance(0.8) ? random.pick(this.#people) : null,
    }
  }

  /** Activities, papers with their files, and projects. */
  async around(count: number): Promise<void> {
    const random = this.#random
    const customers = this.#of('party').filter(({ roles }) => roles.includes('customer'))
    for (let at = 0; at < count; at += 1) {
      const activity = {
        subject: `subject${mark(at)}`,
        text: `text${mark(at)}`,
        kind: random.pick(['note', 'call']),
        party: random.pick(this.#of('party')).id,
        due: random.chance(0.7) ? day(random.pick([-30, 30])) : null,
        owner: random.pick(this.#people),
      }
      this.#keep((await this.#make('activities', filled(activity))).id, 'activity', [], activity)
      const steps = ['one', 'two'].slice(0, random.whole(3))
      const project = {
        x_name: `project${mark(at)}`,
        x_customer: random.chance(0.8) ? random.pick(customers).id : null,
        x_lead: random.chance(0.8) ? random.pick(this.#people) : null,
        x_post: random.chance(0.8) ? random.pick(this.#posts) : null,
        x_budget: `${3_000 + at * 10}.00`,
        x_due: random.chance(0.7) ? day(random.pick([-30, 30])) : null,
        x_code: `code${mark(at)}`,
        x_memo: `oldmemo${mark(at)}`,
        x_step: steps.map((stage): Line => ({ x_name: `step${mark(at)}${stage}`, x_stage: stage })),
      }
      this.#keep((await this.#make('x-projects', filled(project))).id, 'x_project', [], project)
      if (at % 3 === 0) await this.#paper(at)
    }
  }

  async #paper(at: number): Promise<void> {
    const content = `content${mark(at)}`
    const form = new FormData()
    form.append('file', new Blob([content], { type: 'text/plain' }), `file${mark(at)}.txt`)
    const headers = { authorization: `Bearer ${this.#root.key}` }
    const file = await this.#root.ask('POST', 'files', { raw: { body: form, headers } })
    const paper = {
      name: `paper${mark(at)}`,
      party: this.#random.pick(this.#of('party')).id,
      expires: day(this.#random.pick([-30, 30])),
    }
    const made = await this.#make('papers', { ...paper, file: file.body.id })
    this.#contents.set(file.body.id, content)
    this.#keep(made.id, 'partyFile', [], { ...paper, file: file.body.id })
  }

  /** What was done with partners in each of their roles: freezes to come, and forms sent to be filled in. */
  async steps(): Promise<void> {
    await letAsk(this.#root)
    const reason = await this.#make('status-reasons', { name: 'A reason', actions: ['freeze'] })
    for (const [at, { id, roles }] of this.#of('party').entries()) {
      for (const role of roles.filter(() => this.#random.chance(0.7))) {
        const freeze = { reason: reason.id, memo: `memo${role}${mark(at)}`, effective: day(30) }
        await this.#act(`${role}s/${id}/freeze`, freeze)
        const asked = {
          ...{ email: `asked${role}${mark(at)}@mark.example`, note: `note${role}${mark(at)}` },
          fields: askedFields.filter(() => this.#random.chance(0.5)),
        }
        await this.#act(`${role}s/${id}/askData`, asked)
      }
    }
    for (const path of ['status-changes', 'data-requests']) {
      const { name: base, fields } = faces.find((face) => face.path === path)!
      for (const row of (await this.#root.get(`${path}?limit=200`)).body.items as Row[]) {
        const values = fields
          .filter(({ name }) => name !== 'createdBy')
          .map(({ name }) => [name, name === 'party' ? (row[name] as Row).id : (row[name] as Value)])
        this.#keep(row.id, base, [], Object.fromEntries(values) as Record<string, Value>)
      }
    }
  }

  async instant(): Promise<string> {
    const [row] = await this.#engine.database.query<{ now: Date }>(sql`select clock_timestamp() as now`)
    return new Date(String(row?.now)).toISOString()
  }

  /** Every partner's notes and limit, and every project's memo, were something else before. */
  async changes(): Promise<void> {
    for (const item of this.#of('party')) {
      const [role = ''] = item.roles
      const notes = String(item.values['notes'])
      const limit = item.values[`${role}.creditLimit`]
      const changed = {
        notes: notes.slice(3),
        ...(typeof limit === 'string' ? { creditLimit: `${Number(limit) + 5}.00` } : {}),
      }
      await this.#change(`${role}s/${item.id}`, changed)
      this.#earlier.set(item.id, {
        notes,
        ...(typeof limit === 'string' ? { [`${role}.creditLimit`]: limit } : {}),
      })
      item.values['notes'] = changed.notes
      if (changed.creditLimit) item.values[`${role}.creditLimit`] = changed.creditLimit
    }
    for (const item of this.#of('x_project')) {
      const memo = String(item.values['x_memo'])
      await this.#change(`x-projects/${item.id}`, { x_memo: memo.slice(3) })
      this.#earlier.set(item.id, { x_memo: memo })
      item.values['x_memo'] = memo.slice(3)
    }
    await this.#ends()
  }

  /** Some of what was begun with partners is called off. */
  async #ends(): Promise<void> {
    const ends = [
      ['statusChange', 'status-changes', 'cancel', 'cancelled'],
      ['dataRequest', 'data-requests', 'revoke', 'revoked'],
    ] as const
    for (const [base, path, end, state] of ends) {
      for (const item of this.#of(base).filter(() => this.#random.chance(0.3))) {
        await this.#act(`${path}/${item.id}/${end}`, {})
        this.#earlier.set(item.id, { state: String(item.values['state']) })
        item.values['state'] = state
      }
    }
  }

  /** Conditions ask who made a record: not all were made by the administrator. */
  async creators(staff: readonly { id: string }[]): Promise<void> {
    for (const item of this.#items) {
      if (
        !['party', 'activity', 'statusChange', 'x_project'].includes(item.base) ||
        !this.#random.chance(0.5)
      )
        continue
      item.createdBy = this.#random.pick(staff).id
      await this.#engine.database.query({
        parts: [
          `update ${this.#engine.model().objects.get(item.base)?.table} set created_by = `,
          ' where id = ',
          '',
        ],
        values: [item.createdBy, item.id],
      })
    }
  }

  async entitled(staff: readonly Staff[], posts: readonly Bare[]): Promise<Entitled> {
    const known: Known = { items: (base) => this.#of(base), people: this.#people, companies: this.#companies }
    const api = {
      make: (place: string, body: object) => this.#make(place, body),
      change: (place: string, body: object) => this.#change(place, body),
      ended: async (share: string, until: string) => {
        await this.#engine.database.query(
          sql`update record_share set until = ${until}::date where id = ${share}::uuid`,
        )
      },
      asks: async (grant: string, rows: unknown) => {
        await this.#engine.database.query(
          sql`update "grant" set rows = ${JSON.stringify(rows)}::jsonb where id = ${grant}::uuid`,
        )
        this.#engine.access.forget()
      },
      key: async (user: string, scope: Scope | null) =>
        (await this.#engine.accounts.createKey({ user, name: 'test', source: 'cli', scope })).key,
    }
    return entitle(api, this.#random, known, staff, posts)
  }

  done(entitled: Entitled, between: string): Made {
    const world: World = {
      today: day(0),
      faces,
      items: this.#items,
      companies: this.#companies,
      ...entitled,
    }
    return { world, earlier: this.#earlier, between, contents: this.#contents }
  }

  #of(base: string): Record_[] {
    return this.#items.filter((item) => item.base === base)
  }

  #keep(
    id: string,
    base: string,
    roles: readonly string[],
    values: Record<string, Value>,
    createdBy = this.#root.user,
  ): void {
    this.#items.push({ id, base, roles, createdBy, values })
  }

  async #make(place: string, body: object): Promise<{ id: string } & Record<string, unknown>> {
    const answer = await this.#root.post(place, body)
    if (answer.status !== 201) throw new Error(`${place}: ${answer.text}\n${JSON.stringify(body)}`)
    return answer.body as { id: string }
  }

  async #act(place: string, body: object): Promise<void> {
    const answer = await this.#root.post(place, body)
    if (answer.status >= 300) throw new Error(`${place}: ${answer.text}\n${JSON.stringify(body)}`)
  }

  async #change(place: string, body: object): Promise<void> {
    const answer = await this.#root.patch(place, body)
    if (answer.status !== 200) throw new Error(`${place}: ${answer.text}`)
  }
}

/** Two digits and an end, so that no mark is the beginning of another. */
function mark(at: number): string {
  return `${String(at).padStart(3, '0')}z`
}

function prefixed(role: string, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${role}.${name}`, value]))
}
