import { idSchema, type Schema } from './field-schema.ts'
import { operation, pathParameter, type Paths } from './operation.ts'

const tag = 'Import and export'
const anything: Schema = { type: 'object', additionalProperties: true }
const idPath = pathParameter('id', idSchema)

/** Taking records out as files. */
export const exportPaths: Paths = {
  '/exports': {
    post: operation({
      id: 'prepareExport',
      tag,
      summary: 'Prepares an export for its address.',
      body: anything,
      status: 201,
      answer: anything,
      problems: [403, 404],
    }),
  },
  '/exports/{id}/file': {
    get: operation({
      id: 'exportFile',
      tag,
      summary: 'The file of a prepared export.',
      parameters: [idPath],
      answerType: 'application/octet-stream',
      problems: [403, 404],
    }),
  },
}
