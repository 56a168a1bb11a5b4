import type { ResolvedObject } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, queryParameter, type Paths } from './operation.ts'

const tag = 'Duplicates'
const text: Schema = { type: 'string' }
const anything: Schema = { type: 'object', additionalProperties: true }
const many = (items: Schema): Schema => ({ type: 'array', items })
const object = queryParameter('object', text, 'Whose records; party where nothing is said.')
const share: Schema = { type: 'number', minimum: 0, maximum: 1 }
const twoIds: Schema = { type: 'array', items: idSchema, minItems: 2, maxItems: 2 }
const state: Schema = { type: 'string', enum: ['open', 'different'] }

const factors: Schema = { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 3 } }
const dayOrNone: Schema = { type: ['string', 'null'], format: 'date' }
const rules = { factors, shown: share, sure: share }
const counts = objectOf({ all: { type: 'integer' }, before: { type: 'integer' }, after: { type: 'integer' } })

/** Records that may be one, and what is decided of them. */
export const duplicatePaths: Paths = {
  '/duplicates': {
    get: operation({
      id: 'duplicates',
      tag,
      summary: 'Pairs of records that may be one, of those that both may be seen, the most alike first.',
      parameters: [
        object,
        queryParameter('state', state, 'Open ones, or those that were told apart.'),
        queryParameter(
          'least',
          { type: 'integer', minimum: 0, maximum: 100 },
          'As alike as so many percent.',
        ),
        queryParameter('reason', text, 'Only those for which this speaks, by its code: sameTaxId.'),
        queryParameter('record', idSchema, 'Only those of this record.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200 }, 'At most so many.'),
        queryParameter('after', text, 'The `next` of the page before.'),
      ],
      answer: objectOf({
        items: many(
          objectOf({
            id: idSchema,
            score: share,
            sure: { type: 'boolean' },
            state,
            reasons: many(objectOf({ field: text, code: text, message: text })),
            one: anything,
            other: anything,
            by: { type: ['object', 'null'] },
            at: { type: ['string', 'null'] },
          }),
        ),
        next: { type: ['string', 'null'] },
      }),
      problems: [404, 422],
    }),
    post: operation({
      id: 'decideDuplicates',
      tag,
      summary: 'Tells records apart for good: they are not proposed again, anywhere. Or takes that back.',
      body: objectOf(
        {
          pairs: many(twoIds),
          decision: { type: 'string', enum: ['different', 'open'] },
          object: text,
        },
        ['object'],
      ),
      answer: objectOf({ decided: { type: 'integer' } }),
      problems: [403, 404],
    }),
  },
  '/asked-of-me': {
    get: operation({
      id: 'askedOfMe',
      tag,
      summary: 'What others ask about records that one keeps, and what keepers answered to oneself.',
      answer: objectOf({ asked: many(anything), answers: many(anything) }),
    }),
  },
  '/asked-of-me/{question}': {
    post: operation({
      id: 'answerAsked',
      tag,
      summary: 'Answers in words, by opening the record to who asked, or not at all.',
      parameters: [{ name: 'question', in: 'path', required: true, schema: idSchema }],
      body: objectOf(
        {
          answer: { type: ['string', 'null'], maxLength: 500 },
          share: { type: 'boolean' },
          until: {
            ...dayOrNone,
            description: 'The last day on which it is open; null: the last one on which you have it.',
          },
        },
        ['answer', 'share', 'until'],
      ),
      answer: objectOf({
        until: { ...dayOrNone, description: 'The last day of what was shared; null: it has no end.' },
      }),
      problems: [403, 404],
    }),
  },
  '/duplicates/search': {
    get: operation({
      id: 'duplicateSearch',
      tag,
      summary: 'When all records were looked through last, and whether one may have that done.',
      parameters: [object],
      answer: objectOf({
        since: { type: ['string', 'null'] },
        maySearch: { type: 'boolean' },
        searching: {
          type: ['integer', 'null'],
          description: 'The percentage that is done of a search that runs, for who may have one done.',
        },
      }),
      problems: [404, 422],
    }),
    post: operation({
      id: 'searchDuplicates',
      tag,
      summary: 'Looks through all records of an object, as a job. Changes are looked through by themselves.',
      body: objectOf({ object: text }, ['object']),
      bodyOptional: true,
      status: 202,
      answer: objectOf({ job: idSchema }),
      problems: [403, 404],
    }),
  },
  '/duplicates/rules': {
    get: operation({
      id: 'duplicateRules',
      tag,
      summary: 'What each likeness counts, from where on pairs are shown, and have to be confirmed.',
      answer: objectOf({ ...rules, usual: objectOf(rules) }),
      problems: [403],
    }),
    put: operation({
      id: 'setDuplicateRules',
      tag,
      summary: 'Judges by these from now on; an empty object goes back to the usual ones.',
      body: objectOf(rules, ['factors', 'shown', 'sure']),
      answer: objectOf({ ...rules, usual: objectOf(rules) }),
      problems: [403],
    }),
  },
  '/duplicates/rules/preview': {
    post: operation({
      id: 'previewDuplicateRules',
      tag,
      summary: 'What other rules would say of pairs that somebody decided, and of open ones.',
      body: objectOf({ ...rules, object: text }, ['factors', 'shown', 'sure', 'object']),
      answer: objectOf({
        merged: counts,
        different: counts,
        open: counts,
        changes: many(objectOf({ one: text, other: text, state: text, before: share, after: share })),
      }),
      problems: [403, 404],
    }),
  },
  '/duplicates/rules/trial': {
    post: operation({
      id: 'tryDuplicateRules',
      tag,
      summary: 'How rules would judge two records that one sees, and how much each likeness counts.',
      body: objectOf({ records: twoIds, ...rules, object: text }, ['factors', 'shown', 'sure', 'object']),
      answer: objectOf({
        score: share,
        isShown: { type: 'boolean' },
        isSure: { type: 'boolean' },
        parts: many(anything),
      }),
      problems: [403, 404],
    }),
  },
}

/** The message to whoever keeps a record like an entry. */
export function askPaths({ name, path, declaration }: ResolvedObject): Paths {
  return {
    [`/${path}/similar/ask`]: {
      post: operation({
        tag: declaration.label,
        id: `ask.${name}`,
        summary:
          'Sends a message to whoever keeps a record like the entry that one may not see; ' +
          'answered alike, whether there is one or not.',
        body: objectOf({ entry: anything, note: { type: ['string', 'null'], maxLength: 500 } }, ['note']),
        status: 202,
        answer: anything,
        problems: [404],
      }),
    },
  }
}
