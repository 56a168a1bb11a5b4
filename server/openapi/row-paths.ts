import { idSchema, type Schema } from './field-schema.ts'
import { component, listOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

const tag = 'Import and export'
const text: Schema = { type: 'string' }
const anything: Schema = { type: 'object', additionalProperties: true }
const idPath = pathParameter('id', idSchema)
const rowPath = pathParameter('row', { type: 'integer', minimum: 1 })
const page = [
  queryParameter('after', text, 'Where the last page ended.'),
  queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'Rows of a page.'),
]

const column = queryParameter('column', { type: 'integer', minimum: 0 }, 'Of this column only.')

const count: Schema = { type: 'integer', minimum: 0 }
const place: Schema = { type: 'integer', minimum: 0, description: 'The column, counted from 0.' }
const mendAll: Schema = {
  oneOf: [
    {
      title: 'A value',
      type: 'object',
      required: ['column', 'value', 'to'],
      properties: {
        column: place,
        value: { type: 'string', description: 'The text of the file.' },
        to: { type: 'string', description: 'What to read instead; nothing leaves it empty.' },
      },
    },
    {
      title: 'A kind of problem',
      type: 'object',
      required: ['code', 'do'],
      properties: {
        column: { type: ['integer', 'null'], minimum: 0, description: 'Null for problems of the whole row.' },
        code: { type: 'string', description: 'As the summary of problems says it.' },
        do: {
          type: 'string',
          enum: ['empty', 'skip', 'take'],
          description: 'Leave the cell empty, leave the rows out, or take them after all.',
        },
      },
    },
  ],
}
const mended: Schema = {
  type: 'object',
  required: ['rows', 'left', 'import'],
  properties: {
    rows: { ...count, description: 'Rows that were mended.' },
    left: { ...count, description: 'Of these, still refused.' },
    more: { ...count, description: 'Rows with the problem that have not had their turn: ask again.' },
    import: component('schemas', 'Import'),
  },
}

/** The rows of an import that somebody has to look at. */
export const rowPaths: Paths = {
  '/imports/{id}/values': {
    get: operation({
      id: 'importValues',
      tag,
      summary: 'The different values of a column.',
      parameters: [idPath, column],
      answer: anything,
      problems: [404, 422],
    }),
  },
  '/imports/{id}/problems': {
    get: operation({
      id: 'importProblems',
      tag,
      summary: 'Rows with problems.',
      parameters: [idPath, column, queryParameter('code', text, 'Of this kind only.'), ...page],
      answer: anything,
      problems: [404, 422],
    }),
  },
  '/imports/{id}/problems/summary': {
    get: operation({
      id: 'importProblemSummary',
      tag,
      summary: 'Problems by column and kind.',
      parameters: [idPath],
      answer: listOf(anything),
      problems: [404],
    }),
  },
  '/imports/{id}/rows': {
    patch: operation({
      id: 'mendRows',
      tag,
      summary: 'Mends a value in all rows, or all rows with one kind of problem.',
      parameters: [idPath],
      body: mendAll,
      answer: mended,
      problems: [404, 409, 422],
    }),
  },
  '/imports/{id}/rows/{row}': {
    patch: operation({
      id: 'mendRow',
      tag,
      summary: 'Mends or leaves out one row.',
      parameters: [idPath, rowPath],
      body: anything,
      answer: anything,
      problems: [404],
    }),
  },
  '/imports/{id}/repeats': {
    get: operation({
      id: 'importRepeats',
      tag,
      summary: 'Rows that repeat each other or a record.',
      parameters: [
        idPath,
        queryParameter('decided', { type: 'boolean' }, 'Only those that are decided, or are not.'),
        ...page,
      ],
      answer: anything,
      problems: [404, 422],
    }),
    patch: operation({
      id: 'decideRepeats',
      tag,
      summary: 'Decides all repeats.',
      parameters: [idPath],
      body: anything,
      answer: anything,
      problems: [404],
    }),
  },
  '/imports/{id}/repeats/{row}': {
    patch: operation({
      id: 'decideRepeat',
      tag,
      summary: 'Decides one repeat.',
      parameters: [idPath, rowPath],
      body: anything,
      answer: anything,
      problems: [404],
    }),
  },
  '/imports/{id}/refused': {
    get: operation({
      id: 'refusedRows',
      tag,
      summary: 'The rows to mend, as a file.',
      parameters: [
        idPath,
        queryParameter('format', { type: 'string', enum: ['csv', 'xlsx'] }, 'The kind of file.'),
      ],
      answerType: 'application/octet-stream',
      problems: [404, 422],
    }),
  },
}
