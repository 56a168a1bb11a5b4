import type { ResolvedObject } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

const tag = 'Personal data'
const text: Schema = { type: 'string' }
const count: Schema = { type: 'integer', minimum: 0 }
const idPath = pathParameter('id', idSchema)
const mode: Schema = { type: 'string', enum: ['erase', 'anonymise'] }
const anything: Schema = { type: 'object', additionalProperties: true }
const duty = objectOf({ rule: text, ground: text, until: { type: 'string', format: 'date' } })
const line = objectOf({
  what: text,
  count: { type: ['integer', 'null'] },
  why: { type: ['string', 'null'] },
})
const many = (items: Schema): Schema => ({ type: 'array', items })

/** What the rules of retention bring up. */
export const personalPaths: Paths = {
  '/retention-reviews': {
    get: operation({
      id: 'retentionReviews',
      tag,
      summary: 'Records whose time is over by a rule of retention, until somebody decides.',
      parameters: [
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'At most so many.'),
      ],
      answer: objectOf({
        items: many(
          objectOf({
            rule: idSchema,
            ruleName: text,
            ground: text,
            object: text,
            path: text,
            record: idSchema,
            title: text,
            due: { type: 'string', format: 'date' },
            duties: many(duty),
          }),
        ),
      }),
      problems: [403, 422],
    }),
    post: operation({
      id: 'decideRetention',
      tag,
      summary: 'Decides for many of them: kept, or erased or made anonymous by a job each.',
      body: objectOf(
        {
          decision: { type: 'string', enum: ['keep', 'erase', 'anonymise'] },
          reason: { type: 'string', maxLength: 500 },
          records: many(idSchema),
        },
        ['records'],
      ),
      status: 202,
      answer: objectOf({ jobs: many(idSchema), kept: count }),
      problems: [403],
    }),
  },
}

/** What is held about a person, and its end: of objects whose records may be people. */
export function personPaths(object: Pick<ResolvedObject, 'name' | 'path'>): Paths {
  return {
    [`/${object.path}/{id}/personal-data`]: {
      get: operation({
        id: `personalData.${object.name}`,
        tag,
        summary: 'Everything that is held about a person. It stands in the log that somebody took it.',
        parameters: [
          idPath,
          queryParameter('format', { type: 'string', enum: ['json', 'html'] }, 'A page to be read, or JSON.'),
        ],
        answer: objectOf({
          about: objectOf({ object: text, id: idSchema, title: text }),
          made: { type: 'string', format: 'date-time' },
          sections: many(objectOf({ key: text, title: text, rows: many(anything) })),
        }),
        problems: [403, 404, 409, 422],
      }),
    },
    [`/${object.path}/{id}/erasure`]: {
      get: operation({
        id: `previewErasure.${object.name}`,
        tag,
        summary: 'What an erasure would destroy, what it would keep and why, and which duties forbid it.',
        parameters: [idPath, queryParameter('mode', mode, 'Which of the two is meant.')],
        answer: objectOf({ mode, duties: many(duty), destroyed: many(line), kept: many(line) }),
        problems: [403, 404, 409, 422],
      }),
      post: operation({
        id: `erasePerson.${object.name}`,
        tag,
        summary: 'Erases a person or makes them anonymous, as a job.',
        parameters: [idPath],
        body: objectOf({ mode, reason: { type: 'string', maxLength: 500 } }),
        status: 202,
        answer: objectOf({ job: idSchema }),
        problems: [403, 404],
      }),
    },
  }
}
