import { decimal, money, object, reference, role, text } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Engine } from '../engine.ts'
import type { Module } from '../module.ts'

export const car = object('car', {
  label: 'Car',
  plural: 'Cars',
  title: 'name',
  fields: {
    name: text({ label: 'Name', required: true, searched: 'name' }),
    price: money({ label: 'Price' }),
    weight: decimal({ label: 'Weight' }),
    garage: reference('user', { label: 'Keeper' }),
  },
  lists: { all: { columns: ['name'], sort: 'name' } },
  card: [{ section: 'Car', fields: ['name', 'price'] }],
})
export const taxi = role('taxi', car, {
  label: 'Taxi',
  plural: 'Taxis',
  title: 'name',
  fields: { licence: text({ label: 'Licence' }) },
  lists: {},
  card: [],
})
export const cars: Module = { name: 'cars', objects: [car, taxi] }

/** A record as the actor reads it. */
export async function get(
  engine: Engine,
  actor: Actor,
  object: string,
  id: string,
): Promise<Record<string, unknown>> {
  const found = await engine.records.get(actor, object, id)
  return 'json' in found ? (JSON.parse(found.json) as Record<string, unknown>) : {}
}

/** Makes a record, and gives its id. */
export async function make(
  engine: Engine,
  actor: Actor,
  object: string,
  values: Record<string, unknown>,
): Promise<string> {
  return (await engine.records.create(actor, object, values)).id
}
