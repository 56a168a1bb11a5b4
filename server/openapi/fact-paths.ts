import type { ResolvedModel, ResolvedObject } from '#engine'
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
const textOrNull: Schema = { type: ['string', 'null'] }
const instant: Schema = { type: ['string', 'null'], format: 'date-time' }
const result: Schema = { type: 'string', enum: ['valid', 'invalid', 'contradicted', 'unknown'] }
const proof: Schema = { type: 'string', enum: ['proved', 'wellFormed', 'stale', 'contradicted', 'unchecked'] }
const tag = 'Facts'

const difference = objectOf({
  field: text,
  label: text,
  ours: textOrNull,
  theirs: text,
  mayAccept: { type: 'boolean' },
})
const fact = objectOf({
  id: { ...idSchema, type: ['string', 'null'] },
  kind: text,
  label: text,
  field: text,
  line: { ...idSchema, type: ['string', 'null'] },
  about: textOrNull,
  result,
  proof,
  source: textOrNull,
  checkedAt: instant,
  expiresAt: instant,
  isExpired: { type: 'boolean' },
  isOutdated: { type: 'boolean' },
  reference: textOrNull,
  reason: textOrNull,
  failure: textOrNull,
  differences: { type: 'array', items: difference },
  place: {
    type: ['object', 'null'],
    properties: { latitude: { type: 'number' }, longitude: { type: 'number' } },
  },
})
const mark = {
  record: idSchema,
  kind: text,
  label: text,
  field: text,
  line: { ...idSchema, type: ['string', 'null'] },
  proof,
  source: textOrNull,
  checkedAt: instant,
  expiresAt: instant,
}
const names: Schema = { type: 'array', items: text, maxItems: 50 }

/** The facts about the records of one object, where there are any. */
export function factsOfRecords(model: ResolvedModel, { base, path, name }: ResolvedObject): Paths {
  if (!model.objects.get(base)?.declaration.proved) return {}
  const of = pathParameter('id', idSchema)
  return {
    [`/${path}/facts`]: {
      get: operation({
        id: `${name}FactMarks`,
        tag,
        summary: 'How far values of some records are proved, for marks in a list.',
        parameters: [queryParameter('records', text, 'Ids with commas between them, at most 100.')],
        answer: listOf(objectOf(mark)),
        problems: [404, 422],
      }),
    },
    [`/${path}/{id}/facts`]: {
      get: operation({
        id: `${name}Facts`,
        tag,
        summary: 'What is known of the values of a record, by whom, since when and until when.',
        parameters: [of],
        answer: listOf(fact),
        problems: [404],
      }),
      post: operation({
        id: `check${name[0]?.toUpperCase()}${name.slice(1)}Facts`,
        tag,
        summary:
          'Has facts checked anew: by their sources as a job, an e-mail address by a link to its owner (email; line says which address), a paper by one’s own word (paper).',
        parameters: [of],
        body: { type: 'object', properties: { kind: textOrNull, line: textOrNull } },
        bodyOptional: true,
        status: 202,
        answer: objectOf({ job: { ...idSchema, type: ['string', 'null'] } }),
        problems: [403, 404],
      }),
    },
    [`/${path}/{id}/facts/{fact}`]: {
      patch: operation({
        id: `settle${name[0]?.toUpperCase()}${name.slice(1)}Fact`,
        tag,
        summary: 'Takes over what a source says otherwise, field by field, or keeps what was entered.',
        parameters: [of, pathParameter('fact', idSchema), component('parameters', 'Reason')],
        body: { type: 'object', properties: { accept: names, keep: names } },
        answer: listOf(fact),
        problems: [403, 404],
      }),
    },
  }
}

/** What has to be looked at, whom one asks, and the link by which an address is confirmed. */
export const factPaths: Paths = {
  '/fact-reviews': {
    get: operation({
      id: 'factReviews',
      tag,
      summary:
        'Facts that a source contradicts, that have expired or speak of another value, or papers that nobody has seen.',
      parameters: [
        queryParameter(
          'state',
          { type: 'string', enum: ['contradicted', 'stale', 'unseen'] },
          'Without it contradicted.',
        ),
        queryParameter('after', text, '“next” of the page before.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200 }, 'Without it 50.'),
      ],
      answer: objectOf({
        items: {
          type: 'array',
          items: objectOf({ ...mark, id: idSchema, object: text, path: text, title: textOrNull }),
        },
        next: textOrNull,
      }),
      problems: [422],
    }),
  },
  '/fact-sources': {
    get: operation({
      id: 'factSources',
      tag,
      summary: 'The sources that can be asked, and how they do; for administrators.',
      answer: listOf(
        objectOf({
          kind: text,
          label: text,
          on: { type: 'boolean' },
          address: text,
          waiting: { type: 'integer', minimum: 0 },
          facts: { type: 'integer', minimum: 0 },
          pausedUntil: instant,
          failure: textOrNull,
        }),
      ),
      problems: [403],
    }),
  },
  '/fact-sources/{kind}/trial': {
    post: operation({
      id: 'tryFactSource',
      tag,
      summary: 'Asks a source once, to see whether it answers.',
      parameters: [pathParameter('kind')],
      answer: objectOf({ ok: { type: 'boolean' }, milliseconds: { type: 'integer' }, said: text }),
      problems: [403, 404],
    }),
  },
  '/confirmations': {
    post: operation({
      id: 'confirmEmail',
      tag,
      summary: 'Confirms an e-mail address by the link that was sent to it. Says nothing of whose it is.',
      body: objectOf({ token: text }),
      status: 204,
      problems: [403],
      open: true,
    }),
  },
}
