import type { ChangesOf, Condition, Day, Fields, Id, NewOf, ObjectDeclaration, RecordOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { databaseNow } from '../database/database-now.ts'
import { id, join, sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { storedColumns, storedFields, storedKey, storedRecord, type StoredRecord } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import { removeRecord } from '../records/write/remove-records.ts'
import { conditionRows } from '../records/write/row-rights.ts'
import { nextNumbers } from '../sequences/next-numbers.ts'
import { writeOne } from '../records/write/write-one.ts'

type Declared<N extends string, F extends Fields> = ObjectDeclaration<N, F>

/**
 * What an action may do within its transaction. The right was asked when the action was; rules, formulas
 * and audit hold here as everywhere. References read as bare ids, owned lines as arrays.
 */
export interface Tx {
  readonly today: Day
  /** When it is said to happen, RFC 3339: now, but in a sample that is laid over the past. */
  readonly now: string
  readonly actor: Actor
  /** So many days from now by the clock of the database, which says when what ends has ended. RFC 3339. */
  inDays(days: number): Promise<string>
  /**
   * The same transaction on the rights of whoever acts: what they may not see or change is refused. New
   * records have what fills them where nobody says anything, as by a default, where these rights take it.
   */
  byRight(fills?: Readonly<Record<string, unknown>>): Tx
  /** What was decided for the whole group. */
  setting(key: string): Promise<unknown>
  /** Leaves work to a job that starts when the transaction commits. */
  later(job: string, payload: Record<string, unknown>): Promise<void>
  /** Throws a 404 where there is no such record. */
  get<N extends string, F extends Fields>(on: Declared<N, F>, record: Id): Promise<RecordOf<Declared<N, F>>>
  find<N extends string, F extends Fields>(
    on: Declared<N, F>,
    where: Condition<F>,
    options?: { limit?: number },
  ): Promise<readonly RecordOf<Declared<N, F>>[]>
  /** Whether it was this user who last gave the record this role; an undo that brings it back does not. */
  tookUp(on: ObjectDeclaration, record: Id, user: Id): Promise<boolean>
  count<N extends string, F extends Fields>(on: Declared<N, F>, where: Condition<F>): Promise<number>
  insert<O extends ObjectDeclaration>(on: O, values: NewOf<O>): Promise<Id>
  update<O extends ObjectDeclaration>(on: O, record: Id, changes: ChangesOf<O>): Promise<void>
  remove(on: ObjectDeclaration, record: Id): Promise<void>
  /** Draws the next number of a field whose giving was put off. */
  number(on: ObjectDeclaration, field: string): Promise<string>
}

const doors = new WeakMap<Tx, Door>()

/** The door behind a transaction, for the parts of the engine that modules call with theirs. */
export function doorOf(tx: Tx): Door {
  const door = doors.get(tx)
  if (!door) throw new Error('This transaction came through no door.')
  return door
}

/** The transaction of an action, through a door that was opened on the action's authority. */
export function actionTx(door: Door): Tx {
  const tx = through(door)
  doors.set(tx, door)
  return tx
}

function through(door: Door): Tx {
  const objectOf = (on: ObjectDeclaration) => resolved(door.model, on.name)
  return {
    today: door.today,
    now: door.options.at ?? new Date().toISOString(),
    actor: door.actor,
    inDays: async (days) => new Date((await databaseNow(door.tx)) + days * 86_400_000).toISOString(),
    byRight: (fills = {}) => actionTx({ ...door, authority: 'actor', fills }),
    setting: door.setting,
    later: (job, payload) => door.later(job, payload),
    async get(on, record) {
      const found = await findRecords(door, objectOf(on as ObjectDeclaration), { id: record }, 1)
      if (!found[0]) throw notFound()
      return found[0] as never
    },
    async find(on, where, options) {
      return (await findRecords(
        door,
        objectOf(on as ObjectDeclaration),
        where as Condition,
        options?.limit ?? 1000,
      )) as never
    },
    async tookUp({ name }, record, user) {
      const [last] = await door.tx.query<{ actor: string | null }>(
        sql`select e.actor from audit_entry e left join change c on c.id = e.change
            where e.record = ${record}::uuid and e.action = ${`become:${name}`} and c.undoes is null
            order by e.id desc limit 1`,
      )
      return last?.actor === user
    },
    async count(on, where) {
      const object = objectOf(on as ObjectDeclaration)
      const [row] = await door.tx.query<{ count: string }>(
        sql`select count(*) from ${id(object.table)} t where ${conditionRows(door, object, where as Condition, 't')}`,
      )
      return Number(row?.count ?? 0)
    },
    async insert(on, values) {
      const written = await writeOne(door, objectOf(on), { kind: 'create', values })
      return written.id
    },
    async update(on, record, changes) {
      await writeOne(door, objectOf(on), { kind: 'update', id: record, values: changes })
    },
    async remove(on, record) {
      await removeRecord(door, objectOf(on), record)
    },
    async number(on, name) {
      const object = objectOf(on)
      const field = object.fields.get(name)
      if (!field) throw new Error(`${object.name} has no field ${name}.`)
      const [next] = await nextNumbers(door.tx, object, field, 1, door.today)
      return next ?? ''
    },
  }
}

async function findRecords(door: Door, object: ResolvedObject, where: Condition, limit: number) {
  const fields = storedFields(door.model, object)
  const rows = await door.tx.query<Record<string, unknown>>(
    sql`select ${join([storedColumns(fields, 't'), sql`t.created_at::text`, sql`t.updated_at::text`])}
        from ${id(object.table)} t where ${conditionRows(door, object, where, 't')} order by t.id limit ${limit}`,
  )
  const records = rows.map((row) => storedRecord(fields, row))
  const lines = await linesByField(door, object, records)
  return records.map((record, at) => ({
    ...faceValues(object, record),
    ...Object.fromEntries(
      lines.map(([field, byParent]) => [field.name, plainLines(byParent.get(record.id) ?? [])]),
    ),
    createdAt: rows[at]?.['created_at'],
    updatedAt: rows[at]?.['updated_at'],
  }))
}

async function linesByField(door: Door, object: ResolvedObject, records: readonly StoredRecord[]) {
  const owned = [...object.fields.values()].flatMap((field) => {
    const lines = ownedLines(door.model, field)
    return lines ? [[field, lines] as const] : []
  })
  const found: [ResolvedField, Awaited<ReturnType<typeof loadLines>>][] = []
  for (const [field, lines] of owned) {
    found.push([
      field,
      await loadLines(
        door.tx,
        door.model,
        lines,
        records.map((record) => record.id),
      ),
    ])
  }
  return found
}

/** A stored record under the names that a face gives its fields. */
export function faceValues(object: ResolvedObject, record: StoredRecord): Record<string, unknown> {
  const values: Record<string, unknown> = { id: record.id }
  for (const field of object.fields.values()) {
    if (field.column !== null && !field.system)
      values[field.name] = record.values[storedKey(object, field)] ?? null
  }
  return values
}

function resolved(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object) throw new Error(`There is no object ${name} in the model.`)
  return object
}
