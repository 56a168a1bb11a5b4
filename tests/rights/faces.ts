import type { Face, FieldSpec, Item } from './shapes.ts'

const party: readonly FieldSpec[] = [
  { name: 'number', kind: 'text' },
  { name: 'name', kind: 'text' },
  { name: 'registrationNumber', kind: 'text' },
  { name: 'country', kind: 'choice' },
  { name: 'city', kind: 'text' },
  { name: 'industry', kind: 'text' },
  { name: 'notes', kind: 'text', long: true },
  { name: 'parent', kind: 'ref', to: 'party' },
  { name: 'companies', kind: 'refs', to: 'company' },
  { name: 'emails', kind: 'lines' },
  { name: 'activities', kind: 'back', to: 'activity', via: 'party' },
  { name: 'createdBy', kind: 'ref', to: 'user' },
]

const trading: readonly FieldSpec[] = [
  { name: 'creditLimit', kind: 'number' },
  { name: 'paymentDays', kind: 'number' },
  { name: 'category', kind: 'ref', to: 'category' },
  { name: 'manager', kind: 'ref', to: 'user' },
]

const madeBy: FieldSpec = { name: 'createdBy', kind: 'ref', to: 'user' }

/** The partner that a record is about, in the role that its field `role` names. */
const ofPartner: FieldSpec = {
  name: 'party',
  kind: 'ref',
  to: 'party',
  seenWith: { as: 'role', faces: ['customer', 'supplier', 'contact'] },
  required: true,
}

/** What the world of the rights tests consists of, as far as it is tried: faces and some of their fields. */
export const faces: readonly Face[] = [
  { name: 'party', path: 'parties', base: 'party', title: 'name', fields: party },
  {
    name: 'customer',
    path: 'customers',
    base: 'party',
    title: 'name',
    fields: [
      ...party,
      ...trading,
      { name: 'x_rating', kind: 'number', custom: true },
      {
        name: 'x_room',
        kind: 'number',
        custom: true,
        formula: (item) => twice(item, 'customer.creditLimit'),
      },
    ],
  },
  { name: 'supplier', path: 'suppliers', base: 'party', title: 'name', fields: [...party, ...trading] },
  {
    name: 'category',
    path: 'categories',
    base: 'category',
    title: 'name',
    tree: 'parent',
    fields: [{ name: 'name', kind: 'text' }, { name: 'parent', kind: 'ref', to: 'category' }, madeBy],
  },
  {
    name: 'activity',
    path: 'activities',
    base: 'activity',
    title: 'subject',
    fields: [
      { name: 'subject', kind: 'text' },
      { name: 'text', kind: 'text', long: true },
      { name: 'kind', kind: 'choice' },
      { name: 'party', kind: 'ref', to: 'party', seenWith: {}, required: true },
      { name: 'due', kind: 'day' },
      { name: 'owner', kind: 'ref', to: 'user' },
      madeBy,
    ],
  },
  {
    name: 'partyFile',
    path: 'papers',
    base: 'partyFile',
    title: 'name',
    fields: [
      { name: 'name', kind: 'text' },
      { name: 'party', kind: 'ref', to: 'party', seenWith: {}, required: true },
      { name: 'expires', kind: 'day' },
      { name: 'file', kind: 'file' },
      madeBy,
    ],
  },
  {
    name: 'statusChange',
    path: 'status-changes',
    base: 'statusChange',
    title: 'name',
    byActions: true,
    fields: [
      { name: 'name', kind: 'text', copyOf: 'name' },
      ofPartner,
      { name: 'role', kind: 'choice' },
      { name: 'action', kind: 'choice' },
      { name: 'state', kind: 'choice' },
      { name: 'day', kind: 'day' },
      { name: 'memo', kind: 'text', long: true },
      madeBy,
    ],
  },
  {
    name: 'dataRequest',
    path: 'data-requests',
    base: 'dataRequest',
    title: 'name',
    byActions: true,
    fields: [
      { name: 'name', kind: 'text', copyOf: 'name' },
      ofPartner,
      { name: 'role', kind: 'choice' },
      { name: 'state', kind: 'choice' },
      { name: 'email', kind: 'text', copyOf: 'email' },
      { name: 'note', kind: 'text', long: true },
      { name: 'fields', kind: 'names', of: ['customer', 'supplier'] },
      madeBy,
    ],
  },
  {
    name: 'x_project',
    path: 'x-projects',
    base: 'x_project',
    title: 'x_name',
    custom: true,
    fields: [
      { name: 'x_name', kind: 'text', custom: true },
      { name: 'x_customer', kind: 'ref', to: 'customer', custom: true, seenWith: {} },
      { name: 'x_lead', kind: 'ref', to: 'user', custom: true },
      { name: 'x_post', kind: 'ref', to: 'post', custom: true },
      { name: 'x_budget', kind: 'number', custom: true },
      { name: 'x_due', kind: 'day', custom: true },
      { name: 'x_code', kind: 'text', custom: true },
      { name: 'x_memo', kind: 'text', custom: true, long: true },
      { name: 'x_twice', kind: 'number', custom: true, formula: (item) => twice(item, 'x_budget') },
      { name: 'x_step', kind: 'lines', custom: true },
      madeBy,
    ],
  },
  {
    name: 'user',
    path: 'users',
    base: 'user',
    title: 'name',
    fields: [
      { name: 'name', kind: 'text' },
      { name: 'email', kind: 'text' },
      { name: 'superior', kind: 'ref', to: 'user' },
    ],
  },
  {
    name: 'post',
    path: 'posts',
    base: 'post',
    title: 'name',
    fields: [
      { name: 'name', kind: 'text' },
      { name: 'superior', kind: 'ref', to: 'post' },
    ],
  },
  {
    name: 'company',
    path: 'companies',
    base: 'company',
    title: 'name',
    fields: [{ name: 'name', kind: 'text' }, madeBy],
  },
]

/** As Excel counts it: an empty limit is nothing in arithmetic. */
function twice(item: Item, field: string): string {
  return (Number(item.values[field] ?? 0) * 2).toFixed(2)
}
