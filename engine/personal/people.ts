import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { mergedInto } from '../merge/moved.ts'
import { notFound, Refusal } from '../errors.ts'
import type { PeopleDeclaration } from '../module.ts'
import { baseOf, loadStored, type StoredRecord } from '../records/stored.ts'
import { said } from '../said/said.ts'

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
}

/** Finds the person, locked where they are to be written; a 404 where there is none, a refusal for a firm. */
export async function personOf(
  connection: Connection,
  model: ResolvedModel,
  people: People,
  { object, record, lock = false }: { object: string; record: string; lock?: boolean },
): Promise<Person> {
  const face = model.objects.get(object)
  const base = face && baseOf(model, face)
  const declared = base && people.get(base.name)
  if (!base || !declared) throw notFound()
  const found = (await loadStored(connection, model, base, [record], lock)).get(record)
  if (!found) throw notFound()
  if (!declared.isPerson(found.values))
    throw new Refusal(
      'personal.noPerson',
      said('This is a firm and no person. What is known of firms is no matter of personal data.'),
    )
  return { people: declared, base, record: found, former: await mergedInto(connection, base, record) }
}
