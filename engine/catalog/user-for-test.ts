import { object, text } from '#model'

/** Every object names users, by whom its records were made: as little of them as a model needs. */
export const user = object('user', {
  label: 'User',
  plural: 'Users',
  title: 'name',
  fields: { name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})
