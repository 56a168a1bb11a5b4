import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { mergedInto, mergedIntoEach, movedAmong, movedTo } from '../merge/moved.ts'
import { notFound, Refusal } from '../errors.ts'
import type { PeopleDeclaration } from '../module.ts'
import { baseOf, loadStored, type StoredRecord } from '../records/stored.ts'
import { said } from '../said/said.ts'
import { asItWent, asTheyWent } from './as-it-went.ts'

/** Users are people too; what they did stays theirs, so they only become anonymous. */
const users: PeopleDeclaration = { object: 'user', isPerson: () => true, with: [] }

export type People = ReadonlyMap<string, PeopleDeclaration>

export function peopleOf(declared: readonly PeopleDeclaration[]): People {
  return new Map([users, ...declared].map((one) => [one.object, one]))
}

/** A record that stands for a person. */
export type Person = {
  readonly people: PeopleDeclaration
  readonly base: ResolvedObject
  readonly record: StoredRecord
  /** Numbers of records that went into this one: their log tells of the person too. */
  readonly former: readonly string[]
  /** The record was deleted: it is here as it went, and only the log still holds it. */
  readonly isGone: boolean
}

export type Asked = {
  readonly object: string
  readonly record: string
  readonly lock?: boolean
  /**
   * A restored backup is brought to what was done: whether it might be was asked then, and ways do not
   * count.
   */
  readonly replayed?: true
}

/**
 * Finds the person, locked where they are to be written; also one whose record was deleted, as it went. A 404
 * where there is none, and where a record went into another; a refusal for a firm.
 */
export async function personOf(
  connection: Connection,
  model: ResolvedModel,
  people: People,
  { object, record, lock = false, replayed }: Asked,
): Promise<Person> {
  const face = model.objects.get(object)
  const base = face && baseOf(model, face)
  const declared = base && people.get(base.name)
  if (!base || !declared) throw notFound()
  const there = (await loadStored(connection, model, base, [record], lock)).get(record)
  const found = there ?? (await asItWent(connection, base, record))
  if (!found) throw notFound()
  if (!there && !replayed && (await movedTo(connection, base.name, record)) !== null) throw notFound()
  if (!replayed && !declared.isPerson(found.values))
    throw new Refusal(
      'personal.noPerson',
      said('This is a firm and no person. What is known of firms is no matter of personal data.'),
    )
  const former = await mergedInto(connection, base, record)
  return { people: declared, base, record: found, former, isGone: !there }
}

/** The same of many at once, by their ids; those are left out who are none, or none any more. */
export async function personsOf(
  connection: Connection,
  model: ResolvedModel,
  people: People,
  asked: readonly Pick<Asked, 'object' | 'record'>[],
): Promise<Map<string, Person>> {
  const persons = new Map<string, Person>()
  for (const [object, some] of Map.groupBy(asked, (one) => one.object)) {
    const face = model.objects.get(object)
    const base = face && baseOf(model, face)
    const declared = base && people.get(base.name)
    if (!base || !declared) continue
    const ids = [...new Set(some.map(({ record }) => record))]
    const there = await loadStored(connection, model, base, ids, false)
    const missing = ids.filter((id) => !there.has(id))
    const went = missing.length > 0 ? await asTheyWent(connection, base, missing) : new Map()
    const moved = await movedAmong(connection, base.name, [...went.keys()])
    const former = await mergedIntoEach(connection, base, ids)
    for (const record of [...there.values(), ...went.values()] as StoredRecord[])
      if (!moved.has(record.id) && declared.isPerson(record.values))
        persons.set(record.id, {
          ...{ people: declared, base, record, former: former.get(record.id) ?? [] },
          isGone: !there.has(record.id),
        })
  }
  return persons
}
