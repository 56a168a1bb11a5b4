import { idSchema, type Schema } from './field-schema.ts'
import {
  component,
  listOf,
  objectOf,
  operation,
  pathParameter,
  queryParameter,
  type Paths,
} from './operation.ts'

const text: Schema = { type: 'string' }
const texts: Schema = { type: ['array', 'null'], items: text }
const count: Schema = { type: 'integer', minimum: 0 }
const effect: Schema = { type: 'string', enum: ['gain', 'lose'] }
const tag = 'Rights'

const grant: Schema = {
  type: 'object',
  required: ['object'],
  properties: {
    id: { ...idSchema, description: 'Of a right that is there already; without it, it is a new one.' },
    object: text,
    actions: texts,
    rows: { type: ['object', 'null'], description: 'Only on these records: a where-object.' },
    see: texts,
    change: texts,
  },
  additionalProperties: true,
}
const grants: Schema = { type: 'array', items: grant, maxItems: 500 }
const of = pathParameter('id', idSchema)
const named = objectOf({ id: idSchema, name: text })
const example = objectOf({ id: idSchema, title: text })

const preview = objectOf({
  holders: { ...count, description: 'How many hold the post today.' },
  lookedAt: { ...count, description: 'For so many of them it was worked out.' },
  changes: {
    type: 'array',
    items: objectOf({
      object: text,
      action: text,
      effect,
      people: count,
      users: { type: 'array', items: named },
      records: { type: ['integer', 'null'], description: 'That turn, for whom the most turn.' },
      isEstimate: { type: 'boolean' },
      examples: { type: 'array', items: example },
    }),
  },
  fields: {
    type: 'array',
    items: objectOf({
      object: text,
      field: text,
      right: { type: 'string', enum: ['see', 'change'] },
      effect,
      people: count,
    }),
  },
})

/** The rights of posts. */
export const rightsPaths: Paths = {
  '/posts/{id}/grants': {
    get: operation({
      id: 'postGrants',
      tag,
      summary: 'All rights of a post; the ETag changes with any of them.',
      parameters: [of],
      answer: objectOf({ items: grants }),
      problems: [404],
    }),
    put: operation({
      id: 'setPostGrants',
      tag,
      summary:
        'Sets all rights of a post in one change. With If-Match it holds only for those that were read.',
      parameters: [of, component('parameters', 'IfMatch')],
      body: objectOf({ grants }),
      answer: objectOf({ items: grants }),
      tried: true,
      problems: [403, 404, 412],
    }),
  },
  '/rights-review': {
    get: operation({
      id: 'unusedRights',
      tag,
      summary: 'Grants, posts held, shared records and keys that nobody used for so many days.',
      parameters: [queryParameter('days', { type: 'integer', minimum: 1, maximum: 3650 }, 'Without it 90.')],
      answer: listOf({ type: 'object', additionalProperties: true }),
      problems: [403, 422],
    }),
  },
  '/see-as': {
    post: operation({
      id: 'seeAs',
      tag,
      summary: 'Shows Kontor to this session as a user sees it, to read, for half an hour.',
      body: objectOf({ user: idSchema }),
      answer: objectOf({ user: idSchema, until: { type: 'string', format: 'date-time' } }),
      problems: [403, 404],
    }),
    delete: operation({
      id: 'endSeeAs',
      tag,
      summary: 'Shows this session again what is its own.',
      status: 204,
    }),
  },
  '/explain/readers': {
    post: operation({
      id: 'explainReaders',
      tag,
      summary: 'Who may see a record, and what lets each of them. For administrators.',
      body: objectOf({ object: text, record: idSchema }),
      answer: objectOf({
        items: { type: 'array', items: objectOf({ id: idSchema, name: text, because: text }) },
      }),
      problems: [403, 404],
    }),
  },
  '/grants/preview': {
    post: operation({
      id: 'previewGrants',
      tag,
      summary: 'Who would gain and who would lose what if the post had these rights. Writes nothing.',
      body: objectOf({ post: idSchema, grants }),
      answer: preview,
      problems: [403, 404],
    }),
  },
}
