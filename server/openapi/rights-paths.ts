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
  holders: { ...count, description: 'How many hold these rights, or stand in for who does.' },
  lookedAt: { ...count, description: 'For so many of them it was worked out.' },
  changes: {
    type: 'array',
    items: objectOf({
      object: text,
      action: text,
      effect,
      day: { type: ['string', 'null'], description: 'On which it begins; null: at once.' },
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
      day: { type: ['string', 'null'], description: 'On which it begins; null: at once.' },
      people: count,
    }),
  },
})

/** The rights of one kind of holder as a whole. */
function grantsOf(path: string, name: string, what: string): Paths {
  return {
    [`/${path}/{id}/grants`]: {
      get: operation({
        id: `${name}Grants`,
        tag,
        summary: `All rights of a ${what}; the ETag changes with any of them.`,
        parameters: [of],
        answer: objectOf({ items: grants }),
        problems: [404],
      }),
      put: operation({
        id: `set${name[0]?.toUpperCase()}${name.slice(1)}Grants`,
        tag,
        summary: `Sets all rights of a ${what} in one change. With If-Match it holds only for those that were read.`,
        parameters: [of, component('parameters', 'IfMatch')],
        body: objectOf({ grants }),
        answer: objectOf({ items: grants }),
        tried: true,
        problems: [403, 404, 412],
      }),
    },
  }
}

const rightKind: Schema = { type: 'string', enum: ['grant', 'post', 'share', 'key', 'user'] }

/** The rights of posts, groups and users. */
export const rightsPaths: Paths = {
  ...grantsOf('posts', 'post', 'post'),
  ...grantsOf('user-groups', 'group', 'group of users'),
  ...grantsOf('users', 'user', 'user'),
  '/shared-with-me': {
    get: operation({
      id: 'sharedWithMe',
      tag,
      summary: 'Records that others opened to one, to a post or to a group of one, the latest first.',
      answer: listOf({ type: 'object', additionalProperties: true }),
    }),
  },
  '/rights-review': {
    get: operation({
      id: 'rightsToReview',
      tag,
      summary: 'Rights that nobody used for so many days or that end soon, and users who never came in.',
      parameters: [queryParameter('days', { type: 'integer', minimum: 1, maximum: 3650 }, 'Without it 90.')],
      answer: listOf({ type: 'object', additionalProperties: true }),
      problems: [403, 422],
    }),
    post: operation({
      id: 'decideRights',
      tag,
      summary: 'Keeps rights or withdraws them, all in one change; why stays in the log.',
      body: {
        type: 'object',
        required: ['rights', 'decision', 'reason'],
        additionalProperties: false,
        properties: {
          rights: { type: 'array', items: objectOf({ kind: rightKind, id: idSchema }), maxItems: 500 },
          decision: { type: 'string', enum: ['keep', 'withdraw'] },
          reason: { type: 'string', maxLength: 300 },
          until: { type: ['string', 'null'], format: 'date' },
        },
      },
      status: 204,
      problems: [403, 404, 422],
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
      summary: 'Who would gain and who would lose what if the holder had these rights. Writes nothing.',
      body: {
        type: 'object',
        required: ['grants'],
        additionalProperties: false,
        description: 'Name one holder: a post, a group or a user.',
        properties: { post: idSchema, group: idSchema, user: idSchema, grants },
      },
      answer: preview,
      problems: [403, 404],
    }),
  },
}
