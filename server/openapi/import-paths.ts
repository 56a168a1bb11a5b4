import { idSchema, type Schema } from './field-schema.ts'
import { component, listOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

const tag = 'Import and export'
const text: Schema = { type: 'string' }
const anything: Schema = { type: 'object', additionalProperties: true }
const one = component('schemas', 'Import')
const idPath = pathParameter('id', idSchema)
const step = (id: string, summary: string, status = 202, body?: Schema) =>
  operation({
    id,
    tag,
    summary,
    parameters: [idPath],
    status,
    answer: one,
    problems: [403, 404, 409],
    ...(body ? { body, bodyOptional: true as const } : {}),
  })

/** Bringing files of records in. */
export const importPaths: Paths = {
  '/imports': {
    get: operation({
      id: 'imports',
      tag,
      summary: 'Imports, newest first.',
      parameters: [
        queryParameter('after', text, 'The `next` of the page before.'),
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 200 }, 'Imports of a page.'),
        queryParameter('waiting', { type: 'boolean' }, 'Only own ones that are checked and not brought in.'),
      ],
      answer: listOf(one),
      problems: [422],
    }),
    post: operation({
      id: 'upload',
      tag,
      summary: 'Uploads a file to be imported.',
      upload: true,
      status: 201,
      answer: one,
      problems: [403, 413, 415, 422],
    }),
  },
  '/imports/fields': {
    get: operation({
      id: 'importFields',
      tag,
      summary: 'What columns can be read as.',
      parameters: [queryParameter('object', text, 'The object, by name or path.')],
      answer: listOf(anything),
      problems: [403, 404, 422],
    }),
  },
  '/imports/{id}': {
    get: operation({
      id: 'import',
      tag,
      summary: 'One import.',
      parameters: [idPath],
      answer: one,
      problems: [403, 404],
    }),
    patch: operation({
      id: 'changeImport',
      tag,
      summary: 'Changes how the file is read, mapped and matched.',
      parameters: [idPath],
      body: anything,
      answer: one,
      problems: [403, 404],
    }),
    delete: operation({
      id: 'removeImport',
      tag,
      summary: 'Removes the import and its file; records stay.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404, 409],
    }),
  },
  '/imports/{id}/check': { post: step('checkImport', 'Checks everything; writes nothing.') },
  '/imports/{id}/run': { post: step('runImport', 'Writes what can be written.', 202, anything) },
  '/imports/{id}/cancel': { post: step('cancelImport', 'Stops at the next step.', 200) },
  '/imports/{id}/undo': {
    post: operation({
      id: 'undoImport',
      tag,
      summary: 'Takes the import back.',
      parameters: [idPath],
      status: 202,
      answer: one,
      tried: true,
      problems: [403, 404],
    }),
  },
}
