import type {
  Eyes,
  Face,
  FieldSpec,
  Grant,
  HeldGrant,
  Item,
  Line,
  Person,
  Value,
  Where,
  World,
} from './shapes.ts'
import { asks } from './asks.ts'
import { namesGone } from './generate.ts'
import { isFree, isShownThere, isThereThroughout, isWithWhatItNames } from './seen-with.ts'
import { grantsToday, variableOf } from './standing.ts'

/**
 * Who may see and do what, once more, in the plainest words over plain arrays: nothing here is shared with
 * what compiles rights and conditions for PostgreSQL. What the server says is held against this.
 */
export class Oracle {
  readonly world: World
  readonly #faces: ReadonlyMap<string, Face>
  readonly #items: ReadonlyMap<string, Item>
  readonly #grants = new Map<Person, readonly HeldGrant[]>()

  constructor(world: World) {
    this.world = world
    this.#faces = new Map(world.faces.map((face) => [face.name, face]))
    this.#items = new Map(world.items.map((item) => [item.id, item]))
  }

  face(name: string): Face {
    const face = this.#faces.get(name)
    if (!face) throw new Error(`The world has no ${name}.`)
    return face
  }

  field(face: string, name: string): FieldSpec {
    const found = this.face(face).fields.find((field) => field.name === name)
    if (!found) throw new Error(`${face} has no ${name}.`)
    return found
  }

  item(id: string): Item | undefined {
    return this.#items.get(id)
  }

  /** The records of a face, whoever asks. */
  all(face: string): Item[] {
    const { base, name } = this.face(face)
    return this.world.items.filter((item) => item.base === base && plays(item, base, name))
  }

  /** All that somebody may do today, by whatever way it was given. */
  grants(person: Person): readonly HeldGrant[] {
    const known = this.#grants.get(person) ?? grantsToday(this.world, person)
    this.#grants.set(person, known)
    return known
  }

  /** Whether anything of the object is known to them at all. */
  hasAny(person: Person, face: string): boolean {
    return this.grants(person).some((grant) => grant.object === face)
  }

  /** Whether some grant gives the action, on whatever rows. */
  mayEver(person: Person, face: string, action: string): boolean {
    return this.giving(person, face, action).length > 0
  }

  readable(person: Person, face: string, item: Item): boolean {
    return this.allows(person, face, item, 'read')
  }

  /** Whether a grant of the action holds for this row. */
  allows(person: Person, face: string, item: Item, action: string): boolean {
    if (!plays(item, this.face(face).base, face)) return false
    return this.giving(person, face, action).some((grant) => this.#admits(person, grant, item))
  }

  /** Whether the field is shown on some row at least, by what the grants name. */
  knows(person: Person, face: string, field: string): boolean {
    return this.giving(person, face, 'read').some((grant) => this.#names(grant, 'see', field))
  }

  /** Whether the field may be written on some row at least: by a change, or when a record is made. */
  maySet(person: Person, face: string, field: string, action: 'change' | 'create'): boolean {
    return this.giving(person, face, action).some((grant) => this.#names(grant, 'change', field))
  }

  sees(person: Person, face: string, item: Item, field: string): boolean {
    return this.#shows(person, face, item, field, 'read', 'see')
  }

  /** Whether the field is shown on every row that may be read, by the conditions as they are written. */
  isShownThroughout(person: Person, face: string, field: string): boolean {
    const isBound = !isFree(this, person, face)
    const together = (grants: readonly HeldGrant[]) =>
      grants.some((grant) => grant.rows === null)
        ? 'all'
        : [...new Set(grants.map((grant) => conditionOf(grant, person)))].toSorted().join()
    const rows = (grants: readonly HeldGrant[]) => {
      const [shared, own] = [grants.filter((one) => one.shared), grants.filter((one) => !one.shared)]
      return isBound ? `${together(own)} | ${together(shared)}` : together(grants)
    }
    const reading = this.giving(person, face, 'read')
    if (!isThereThroughout(this, person, face, field)) return false
    return rows(reading) === rows(reading.filter((grant) => this.#names(grant, 'see', field)))
  }

  /** Whether the field of this row may be changed. */
  mayChange(person: Person, face: string, item: Item, field: string): boolean {
    return this.#shows(person, face, item, field, 'change', 'change')
  }

  /** Whether the field may be set when this very record is made. */
  mayCreate(person: Person, face: string, item: Item, field: string): boolean {
    return this.giving(person, face, 'create').some(
      (grant) => this.#names(grant, 'change', field) && this.#admits(person, grant, item),
    )
  }

  #shows(
    person: Person,
    face: string,
    item: Item,
    field: string,
    action: string,
    list: 'see' | 'change',
  ): boolean {
    if (!this.readable(person, face, item)) return false
    if (list === 'see' && isSystem(field)) return true
    return this.giving(person, face, action).some(
      (grant) =>
        this.#names(grant, list, field) &&
        this.#admits(person, grant, item) &&
        (list === 'change' || grant.shared === true || isShownThere(this, person, face, item, field)),
    )
  }

  /** The grants that give an action, on whatever rows. */
  giving(person: Person, face: string, action: string): readonly HeldGrant[] {
    return this.grants(person).filter(
      (grant) => grant.object === face && grant.actions.includes(action) && this.#fits(grant),
    )
  }

  /** A grant whose condition names a field that is not there gives nothing. */
  #fits({ rows }: Grant): boolean {
    return !namesGone(rows)
  }

  #names(grant: Grant, list: 'see' | 'change', field: string): boolean {
    if (grant[list].includes(field)) return true
    const { custom, fields } = this.face(grant.object)
    const known = fields.find(({ name }) => name === field)
    // A field that is not of this world is one of Kontor's own, and a share opens every one.
    if (!known && grant.shared === true) return true
    return grant[list].includes('all') && (custom === true || known?.custom !== true)
  }

  #admits(person: Person, { rows, object, as, shared }: HeldGrant, item: Item): boolean {
    const holds = rows === null || this.holds(rows, object, item, as, 'rights')
    return holds && (shared === true || isWithWhatItNames(this, person, object, item))
  }

  #of(person: Person): (name: string) => Value {
    return (name) => this.variable(name, person)
  }

  /** The value of a variable for somebody. */
  variable(name: string, person: Person): Value {
    return variableOf(this.world, name, person)
  }

  /** What stands in a field, for these eyes; null (or nothing in a list) where it is hidden. */
  value(eyes: Eyes, face: string, item: Item, name: string): Value {
    const field = this.field(face, name)
    const isList = ['refs', 'lines', 'back', 'names'].includes(field.kind)
    if (eyes !== 'rights' && !this.sees(eyes, face, item, name)) return isList ? [] : null
    const plain = this.#plain(face, item, field)
    if (eyes !== 'rights' && field.of)
      return (plain as readonly string[]).filter((one) => this.#isNamed(eyes, field, one))
    if (eyes === 'rights' || field.to === undefined) return plain
    const to = field.to
    const isShown = (id: string): boolean => {
      const target = this.item(id)
      return target !== undefined && this.sees(eyes, to, target, this.face(to).title)
    }
    if (field.kind === 'ref') return typeof plain === 'string' && isShown(plain) ? plain : null
    const shown = (plain as readonly string[]).filter(isShown)
    const via = field.via
    if (via === undefined) return shown
    return shown.filter((id) => this.sees(eyes, to, this.item(id) as Item, via))
  }

  /** Whether somebody knows the field whose name stands in a field of such names. */
  #isNamed(person: Person, { of = [] }: FieldSpec, name: string): boolean {
    return of.some((face) => this.knows(person, face, name))
  }

  /** The stored value, of the role's own where it is one of those. */
  #plain(face: string, item: Item, field: FieldSpec): Value {
    if (field.formula) return field.formula(item)
    if (field.name === 'createdBy') return item.createdBy
    if (field.kind === 'back') {
      return this.all(field.to ?? '')
        .filter((one) => one.values[field.via ?? ''] === item.id)
        .map(({ id }) => id)
    }
    const own = item.values[`${face}.${field.name}`]
    return own ?? item.values[field.name] ?? (['refs', 'lines', 'names'].includes(field.kind) ? [] : null)
  }

  /** What a record is called, for somebody who may see that. */
  title(id: string, face: string): string | null {
    const item = this.item(id)
    const title = item ? this.#plain(face, item, this.field(face, this.face(face).title)) : null
    return typeof title === 'string' ? title : null
  }

  /** The text of a value, whoever looks. */
  bare(face: string, item: Item, name: string): Value {
    return this.#plain(face, item, this.field(face, name))
  }

  /** Whether somebody may name everything that a condition names: a hidden field is as unknown as none. */
  understands(person: Person, face: string, where: Where): boolean {
    return Object.entries(where).every(([key, given]) => {
      if (key === 'all' || key === 'any')
        return (given as Where[]).every((one) => this.understands(person, face, one))
      if (key === 'not') return this.understands(person, face, given as Where)
      return this.knowsPath(person, face, key.split('.'), given)
    })
  }

  knowsPath(person: Person, face: string, [name = '', ...rest]: readonly string[], given?: unknown): boolean {
    if (!this.mayEver(person, face, 'read')) return false
    if (name === 'id') return rest.length === 0
    const { base, fields } = this.face(face)
    const role = this.world.faces.find((one) => one.name === name && one.base === base && one.name !== base)
    if (role && rest.length > 0) return this.knowsPath(person, role.name, rest, given)
    const field = fields.find((one) => one.name === name)
    if (!field || !(isSystem(name) || this.knows(person, face, name))) return false
    const { to, via, kind } = field
    if (kind === 'back') {
      if (!this.mayEver(person, to ?? '', 'read') || !this.knows(person, to ?? '', via ?? '')) return false
      if (rest.length === 0)
        return Object.values(given ?? {}).every(
          (where) => typeof where !== 'object' || this.understands(person, to ?? '', where as Where),
        )
    }
    if (rest.length > 0) return this.knowsPath(person, to ?? '', rest, given)
    const { tree } = to === undefined ? {} : this.face(to)
    const isOfTree = typeof given === 'object' && given !== null && 'under' in given
    return !isOfTree || tree === undefined || this.knows(person, to ?? '', tree)
  }

  /** Whether a condition holds for a record: `person` is whom its variables mean. */
  holds(where: Where, face: string, item: Item, person: Person, eyes: Eyes): boolean {
    return Object.entries(where).every(([key, given]) => {
      if (key === 'all') return (given as Where[]).every((one) => this.holds(one, face, item, person, eyes))
      if (key === 'any') return (given as Where[]).some((one) => this.holds(one, face, item, person, eyes))
      if (key === 'not') return !this.holds(given as Where, face, item, person, eyes)
      return this.#follows(key.split('.'), given, face, item, { person, eyes })
    })
  }

  /** A path leads through what may be seen only; where it ends before, it is asked of empty. */
  #follows(
    [name = '', ...rest]: readonly string[],
    given: unknown,
    face: string,
    item: Item,
    at: { person: Person; eyes: Eyes },
  ): boolean {
    const { person, eyes } = at
    if (name === 'id') return asks(item.id, given, 'ref', this.#of(person))
    if (rest.length === 0) return this.#asksField(name, given, face, item, at)
    const role = this.world.faces.find((one) => one.name === name && one.base === this.face(face).base)
    if (role) {
      const isThere =
        eyes === 'rights' ? plays(item, role.base, role.name) : this.readable(eyes, role.name, item)
      return isThere
        ? this.#follows(rest, given, role.name, item, at)
        : asks(null, given, 'text', this.#of(person))
    }
    const { kind, to = '' } = this.field(face, name)
    const there = this.#there(name, face, item, eyes)
    if (kind === 'ref') {
      const [next] = there
      return next ? this.#follows(rest, given, to, next, at) : asks(null, given, 'text', this.#of(person))
    }
    return there.some((one) => this.#follows(rest, given, to, one, at))
  }

  /** The records that a field leads to and that may be read. */
  #there(name: string, face: string, item: Item, eyes: Eyes): Item[] {
    const { to = '', via } = this.field(face, name)
    if (eyes !== 'rights' && !this.sees(eyes, face, item, name)) return []
    const plain = this.#plain(face, item, this.field(face, name))
    const ids = plain === null ? [] : typeof plain === 'string' ? [plain] : (plain as readonly string[])
    return ids
      .flatMap((id) => this.item(id) ?? [])
      .filter((one) => plays(one, this.face(to).base, to))
      .filter((one) => eyes === 'rights' || this.readable(eyes, to, one))
      .filter((one) => eyes === 'rights' || via === undefined || this.sees(eyes, to, one, via))
  }

  #asksField(
    name: string,
    given: unknown,
    face: string,
    item: Item,
    { person, eyes }: { person: Person; eyes: Eyes },
  ): boolean {
    const field = this.field(face, name)
    if (field.kind === 'lines' || field.kind === 'back') {
      return this.#asksRows(name, given as Where, face, item, { person, eyes })
    }
    const under = (given as { under?: string } | null)?.under
    const value = this.value(eyes, face, item, name)
    if (under !== undefined) return this.#isUnder(value, under, field.to ?? '', eyes)
    return asks(value, given, field.kind, this.#of(person))
  }

  #asksRows(
    name: string,
    given: Where,
    face: string,
    item: Item,
    { person, eyes }: { person: Person; eyes: Eyes },
  ): boolean {
    const field = this.field(face, name)
    const seen = eyes === 'rights' || this.sees(eyes, face, item, name)
    const fits: ((where: Where) => boolean)[] =
      field.kind === 'back'
        ? this.#there(name, face, item, eyes).map(
            (one) => (where: Where) => this.holds(where, field.to ?? '', one, person, eyes),
          )
        : ((seen ? this.#plain(face, item, field) : []) as readonly Line[]).map(
            (line) => (where: Where) =>
              Object.entries(where).every(([key, value]) =>
                asks(line[key] ?? null, value, 'text', this.#of(person)),
              ),
          )
    return Object.entries(given).every(([quantifier, where]) => {
      if (quantifier === 'set') return fits.length > 0 === where
      const found = fits.filter((fit) => fit(where as Where)).length
      if (quantifier === 'some') return found > 0
      return quantifier === 'none' ? found === 0 : found === fits.length
    })
  }

  /** In a tree: the record itself or one that stands below it. A hidden ancestor is nobody's. */
  #isUnder(value: Value, ancestor: string, face: string, eyes: Eyes): boolean {
    const top = this.item(ancestor)
    if (typeof value !== 'string' || !top || (eyes !== 'rights' && !this.readable(eyes, face, top)))
      return false
    const tree = this.face(face).tree ?? ''
    for (let at = this.item(value); at; at = this.item(String(at.values[tree] ?? ''))) {
      if (at.id === ancestor) return true
      if (eyes !== 'rights' && !this.sees(eyes, face, at, tree)) return false
    }
    return false
  }
}

/** A condition as it is written, with whom it means where that is somebody else. */
function conditionOf({ rows, as }: HeldGrant, person: Person): string {
  const text = JSON.stringify(rows)
  return as.id !== person.id && text.includes('"$') ? `${as.id} ${text}` : text
}

export function isSystem(field: string): boolean {
  return ['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'roles'].includes(field)
}

export function plays(item: Item, base: string, face: string): boolean {
  return item.base === base && (face === base || item.roles.includes(face))
}
