import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const anyObject: Schema = { type: 'object', additionalProperties: true }
const listed = (items: Schema): Schema => ({ type: 'array', items })

const form = objectOf({
  group: text,
  name: text,
  language: text,
  note: { type: ['string', 'null'] },
  state: { type: 'string', enum: ['open', 'sent'] },
  expiresAt: { type: 'string', format: 'date-time' },
  version: { type: 'integer' },
  fields: listed(anyObject),
  values: anyObject,
  papers: listed(objectOf({ kind: text, label: text, required: { type: 'boolean' } })),
  files: listed(objectOf({ id: idSchema, kind: text, name: text })),
  messages: listed(objectOf({ own: { type: 'boolean' }, text, at: { type: 'string', format: 'date-time' } })),
})

const call = (id: string, summary: string, body: Schema, problems: number[] = []) => ({
  post: operation({
    id,
    tag: 'Form of a partner',
    summary,
    body,
    answer: form,
    open: true,
    problems: [403, ...problems],
  }),
})

/** What whoever holds a mailed link can do, without an account. */
export const outsidePaths: Paths = {
  '/data-requests/{id}/answers': {
    get: operation({
      id: 'answersOfForm',
      tag: 'Form of a partner',
      summary: 'What a partner sent beside what we hold, as far as one sees the fields of the partner.',
      parameters: [pathParameter('id', idSchema)],
      answer: objectOf({
        items: listed(
          objectOf({
            name: text,
            theirs: {},
            ours: {},
            accepted: { type: 'boolean' },
            may: { type: 'boolean' },
          }),
        ),
        asked: listed(text),
      }),
      problems: [404],
    }),
  },
  '/outside/open': call('openForm', 'The form that a link opens.', objectOf({ token: text })),
  '/outside/save': call(
    'saveForm',
    'Keeps answers, for this sitting or a later one; `version` is that of the form as it was read.',
    objectOf({ token: text, answers: anyObject, version: { type: 'integer' } }),
    [409, 412],
  ),
  '/outside/send': call('sendForm', 'Hands the form in.', objectOf({ token: text }), [409]),
  '/outside/messages': call('answerQuestion', 'Answers a question.', objectOf({ token: text, text }), [409]),
  '/outside/files': {
    post: {
      ...call(
        'attachPaper',
        'Adds a paper; the token and its kind come before the file.',
        anyObject,
        [409, 413, 415],
      ).post,
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: objectOf({ token: text, kind: text, file: { type: 'string', format: 'binary' } }),
          },
        },
      },
    },
  },
  '/outside/files/remove': call(
    'removePaper',
    'Takes a paper back.',
    objectOf({ token: text, file: idSchema }),
    [404, 409],
  ),
}
