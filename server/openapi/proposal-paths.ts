import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, queryParameter, type Paths } from './operation.ts'

const tag = 'Criteria'
const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: ['string', 'null'] }
const day: Schema = { type: 'string', format: 'date' }
const count: Schema = { type: 'integer', minimum: 0 }
const anything: Schema = { type: 'object', additionalProperties: true }
const many = (items: Schema): Schema => ({ type: 'array', items })
const state: Schema = { type: 'string', enum: ['open', 'snoozed'] }

const criterion = objectOf({
  id: idSchema,
  name: text,
  object: text,
  action: text,
  actionLabel: text,
  where: { type: ['object', 'null'] },
  input: anything,
  count,
  fault: textOrNull,
})

const proposal = objectOf({
  criterion: idSchema,
  object: text,
  path: text,
  record: idSchema,
  title: textOrNull,
  foundOn: day,
  state,
  until: { type: ['string', 'null'], format: 'date' },
  reason: textOrNull,
  refused: textOrNull,
  facts: anything,
})

const decision: Schema = {
  type: 'object',
  required: ['criterion', 'decision'],
  properties: {
    criterion: idSchema,
    records: many(idSchema),
    decision: { type: 'string', enum: ['take', 'snooze'] },
    input: anything,
    confirmed: many(text),
    reason: text,
    until: { type: ['string', 'null'], format: 'date' },
    dryRun: { type: 'boolean' },
  },
}

/** What criteria propose to do with records, and what is decided of it. */
export const proposalPaths: Paths = {
  '/proposals': {
    get: operation({
      id: 'proposals',
      tag,
      summary: 'What waits for a decision of whoever may do the action, with what the criterion looks at.',
      parameters: [
        queryParameter('criterion', idSchema, 'Of which criterion; of the first that proposes something.'),
        queryParameter('state', state, 'What waits, or what was snoozed.'),
        queryParameter('after', text, 'The `next` of the page before.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 500 }, 'At most so many.'),
      ],
      answer: objectOf({ criteria: many(criterion), items: many(proposal), next: textOrNull }),
      problems: [404, 422],
    }),
    post: operation({
      id: 'decideProposals',
      tag,
      summary: 'Does what is proposed with the records named, or with all, as a job; or snoozes them.',
      body: decision,
      status: 202,
      answer: { type: 'object', properties: { job: idSchema, change: idSchema, snoozed: count } },
      problems: [404, 422],
    }),
  },
  '/proposals/evaluate': {
    post: operation({
      id: 'evaluateCriteria',
      tag,
      summary: 'Looks whom the criteria are about, as every night.',
      answer: objectOf({ found: count }),
      problems: [403],
    }),
  },
}
