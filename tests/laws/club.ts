import { collection, integer, object, reference, role, text } from '#model'
import type { Module } from '#engine'

const words = { lists: {}, card: [] } as const

/** A sailing club of people: it has all that the engine keeps, and no rules of its own that come between. */
const phone = object('memberPhone', {
  ...{ label: 'Phone', plural: 'Phones', title: 'number', ...words },
  owned: { by: 'member', via: 'member' },
  fields: {
    member: reference('member', { label: 'Member', required: true }),
    number: text({ label: 'Number', required: true }),
    contact: reference('member', { label: 'Contact' }),
  },
})

const crew = object('crew', {
  ...{ label: 'Crew', plural: 'Crews', title: 'name', ...words },
  fields: {
    name: text({ label: 'Name', required: true }),
    rowers: collection('rower', { label: 'Rowers', via: 'crew' }),
  },
})

const member = object('member', {
  ...{ label: 'Member', plural: 'Members', title: 'name', ...words },
  fields: {
    name: text({ label: 'Name', required: true }),
    age: integer({ label: 'Age' }),
    friend: reference('member', { label: 'Friend' }),
    phones: collection(phone, { label: 'Phones', via: 'member', owned: true }),
  },
})

const rower = role('rower', member, {
  ...{ label: 'Rower', plural: 'Rowers', title: 'name', ...words },
  fields: {
    hours: integer({ label: 'Hours' }),
    crew: reference('crew', { label: 'Crew' }),
  },
})

const coach = role('coach', member, {
  ...{ label: 'Coach', plural: 'Coaches', title: 'name', ...words },
  fields: { fee: integer({ label: 'Fee' }) },
})

export const club: Module = {
  name: 'club',
  objects: [phone, crew, member, rower, coach],
  people: [{ object: 'member', isPerson: () => true, with: [] }],
}
