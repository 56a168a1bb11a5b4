import type { ResolvedObject } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const count: Schema = { type: 'integer', minimum: 0 }
const anything: Schema = { type: 'object', additionalProperties: true }
const choice: Schema = {
  type: 'string',
  description: '`survivor`, `other` or `both`; among several the id of the record in place of `other`.',
}
const many = (items: Schema): Schema => ({ type: 'array', items })
const idPath = pathParameter('id', idSchema)
const side = objectOf({
  id: idSchema,
  title: text,
  faces: { type: 'object', additionalProperties: anything },
})

/** `other` where one was named by `with`, `others` where several were by `others`. */
const laidSideBySide = objectOf(
  {
    survivor: side,
    other: side,
    others: many(side),
    fields: many(
      objectOf({
        key: text,
        face: text,
        field: text,
        label: text,
        choice,
        proposed: choice,
        rule: text,
        why: text,
        choices: many(choice),
        follows: { type: ['string', 'null'] },
      }),
    ),
    lines: many(
      objectOf(
        {
          ...{ label: text, face: text, field: text, survivor: count, other: count, joined: count },
          become: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
        },
        ['survivor', 'other'],
      ),
    ),
    references: many(objectOf({ label: text, count })),
    roles: many(text),
    total: count,
  },
  ['other', 'others'],
)

/** Two records of an object made one, or several. */
export function mergePaths(object: Pick<ResolvedObject, 'name' | 'path' | 'declaration'>): Paths {
  const tag = object.declaration.label
  return {
    [`/${object.path}/{id}/merge`]: {
      get: operation({
        id: `previewMerge.${object.name}`,
        tag,
        summary:
          'Two records side by side, what is proposed of each field and why, and what names the other.',
        parameters: [
          idPath,
          queryParameter('with', idSchema, 'The record that would go into this one.'),
          queryParameter('others', text, 'In place of it several, with commas between; at most nine.'),
        ],
        answer: laidSideBySide,
        problems: [403, 404, 409, 422],
      }),
      post: operation({
        id: `merge.${object.name}`,
        tag,
        summary:
          'Has another record, or several (`others`), go into this one: as one change, which undo takes back; as a job (202) where very many records name the other.',
        parameters: [idPath],
        body: objectOf(
          {
            with: idSchema,
            others: many(idSchema),
            choices: { type: 'object', additionalProperties: choice },
          },
          ['with', 'others', 'choices'],
        ),
        answer: objectOf({ id: idSchema, change: idSchema, job: idSchema, total: count }, ['job', 'total']),
        tried: true,
        problems: [403, 404, 409],
      }),
    },
  }
}
