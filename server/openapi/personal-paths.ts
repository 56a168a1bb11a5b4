import type { Actor, ResolvedObject } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

const tag = 'Personal data'
const text: Schema = { type: 'string' }
const count: Schema = { type: 'integer', minimum: 0 }
const idPath = pathParameter('id', idSchema)
const mode: Schema = { type: 'string', enum: ['erase', 'anonymise'] }
const anything: Schema = { type: 'object', additionalProperties: true }
const day = { type: 'string', format: 'date' }
const duty = objectOf({ rule: text, ground: text, until: day })
const earlier = objectOf({ rule: text, ground: text, until: day, changed: day })
const line = objectOf({
  what: text,
  count: { type: ['integer', 'null'] },
  why: { type: ['string', 'null'] },
})
const many = (items: Schema): Schema => ({ type: 'array', items })

const field: Schema = { type: ['string', 'null'], description: 'Null: in the log of the record alone.' }
const mention = { object: text, record: idSchema, field }
const nullable: Schema = { type: ['string', 'null'] }

/** What erasures left to be looked through, and what the rules of retention bring up. */
export const personalPaths: Paths = {
  '/person-mentions': {
    get: operation({
      id: 'leftMentions',
      tag,
      summary: 'Where an erasure left words about somebody, until somebody has looked.',
      parameters: [
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'At most so many.'),
      ],
      answer: objectOf({
        items: many(
          objectOf({
            ...mention,
            path: nullable,
            settings: nullable,
            label: text,
            at: { type: 'string', format: 'date-time' },
          }),
        ),
      }),
      problems: [403, 422],
    }),
    post: operation({
      id: 'settleMention',
      tag,
      summary: 'Says that somebody has looked at one of them.',
      body: objectOf(mention, ['field']),
      answer: objectOf({ settled: count }),
      problems: [403, 404, 422],
    }),
  },
  '/erased-records': {
    post: operation({
      id: 'erasedRecords',
      tag,
      summary: 'Which of these records were erased or made anonymous, for whoever keeps some aside.',
      body: objectOf({ records: many(idSchema) }),
      answer: objectOf({ records: many(idSchema) }),
      problems: [422],
    }),
  },
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
            leaptFrom: {
              type: ['string', 'null'],
              format: 'date',
              description:
                'The day from which the clock leapt when it came up; a rule does nothing by itself then.',
            },
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

/** Objects whose records may stand for people. */
const people: readonly string[] = ['party', 'user']

/** What is held about a person, and its end, as far as one has the right to it. */
export function personPaths({ access }: Pick<Actor, 'access'>, object: ResolvedObject): Paths {
  if (!people.includes(object.base)) return {}
  return {
    ...(access.page('personalReport') ? reportPath(object) : {}),
    ...(access.page('personalData') ? erasurePaths(object) : {}),
  }
}

function reportPath(object: Pick<ResolvedObject, 'name' | 'path'>): Paths {
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
  }
}

function erasurePaths(object: Pick<ResolvedObject, 'name' | 'path'>): Paths {
  return {
    [`/${object.path}/{id}/erasure/mentions`]: {
      get: operation({
        id: `personMentions.${object.name}`,
        tag,
        summary: 'Where others wrote of the person; the words of those that one may see.',
        parameters: [idPath],
        answer: objectOf({
          items: many(objectOf({ ...mention, path: nullable, label: text, title: nullable, text: nullable })),
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
        answer: objectOf({
          ...{ mode, duties: many(duty), earlier: many(earlier) },
          ...{ destroyed: many(line), kept: many(line) },
        }),
        problems: [403, 404, 409, 422],
      }),
      post: operation({
        id: `erasePerson.${object.name}`,
        tag,
        summary: 'Erases a person or makes them anonymous, as a job.',
        parameters: [idPath],
        body: objectOf(
          {
            ...{ mode, reason: { type: 'string', maxLength: 500 } },
            mentions: { ...many(objectOf(mention, ['field'])), description: 'Those that are taken out.' },
          },
          ['mentions'],
        ),
        status: 202,
        answer: objectOf({ job: idSchema }),
        problems: [403, 404],
      }),
    },
  }
}
