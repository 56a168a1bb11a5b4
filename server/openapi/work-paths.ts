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
const anything: Schema = { type: 'object', additionalProperties: true }
const schema = (name: string): Schema => component('schemas', name)
const idPath = pathParameter('id', idSchema)
const checkKinds = ['tax-number', 'company-number', 'phone', 'email', 'iban', 'postal-code']

const tag = 'Work'
const explain = objectOf({ user: idSchema, object: text, record: idSchema, field: text, action: text }, [
  'record',
  'field',
])
const check = objectOf({ value: text, country: text, type: text }, ['country', 'type'])
const formula = objectOf({ formula: text, values: anything }, ['values'])
const search = [
  queryParameter('q', { type: 'string', maxLength: 500 }, 'What to look for.'),
  queryParameter('limit', { type: 'integer', minimum: 1, maximum: 50 }, 'Hits of each object.'),
]
const events = [
  queryParameter('objects', text, 'Only of these objects, with commas between.'),
  queryParameter('since', text, 'From this position on, as Kontor-Position names it.'),
  {
    name: 'Last-Event-ID',
    in: 'header',
    required: false,
    schema: text,
    description: 'Goes on where a stream broke off.',
  },
]

const nullable = (type: string, format?: string): Schema => ({
  type: [type, 'null'],
  ...(format ? { format } : {}),
})
const chain = objectOf({
  position: { type: 'integer', minimum: 0, description: 'How many entries are sealed.' },
  hash: { ...nullable('string'), description: 'The hash over all of them, 64 hex digits.' },
  sealedUntil: nullable('string', 'date-time'),
  sealedAt: nullable('string', 'date-time'),
  tail: { type: 'integer', minimum: 0, description: 'How many entries are not sealed yet.' },
  tailSince: nullable('string', 'date-time'),
  alarms: { type: 'array', items: objectOf({ code: text, message: text }) },
})

const logFilters = [
  queryParameter('user', idSchema, 'What this user did.'),
  queryParameter('object', text, 'What happened to records of this object.'),
  queryParameter('record', idSchema, 'What happened to this record.'),
  queryParameter('action', text, 'create, update, delete, become, leave, do, signIn, export …'),
  queryParameter('source', text, 'web, api, cli, import, job or system.'),
  queryParameter('request', text, 'What happened in this request.'),
  queryParameter('change', idSchema, 'What this change did.'),
  queryParameter('from', text, 'From this day or instant on.'),
  queryParameter('to', text, 'Up to this day or instant.'),
]

/** Checks, formulas, search, events, jobs, files and rights. */
export const workPaths: Paths = {
  '/explain': {
    post: operation({
      id: 'explain',
      tag: 'Rights',
      summary: 'Whether a user may do something, and why.',
      body: explain,
      answer: schema('Explanation'),
      problems: [403, 404],
    }),
  },
  '/health': {
    get: operation({
      id: 'health',
      tag,
      summary:
        'How the installation is: database, disks, jobs, mail, seal, heads outside, backups, slow statements.',
      answer: anything,
      problems: [403],
    }),
  },
  '/audit/chain': {
    get: operation({
      id: 'auditChain',
      tag: 'Rights',
      summary: 'How far the log is sealed.',
      answer: chain,
      problems: [403],
    }),
  },
  '/audit/entries': {
    get: operation({
      id: 'auditEntries',
      tag: 'Rights',
      summary: 'The log over all objects, the latest first.',
      parameters: [
        ...logFilters,
        queryParameter('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'Rows of a page.'),
        queryParameter('after', text, 'The `next` of the page before.'),
      ],
      answer: listOf(anything),
      problems: [403, 422],
    }),
  },
  '/audit/entries/export': {
    get: operation({
      id: 'exportAuditEntries',
      tag: 'Rights',
      summary:
        'The log as a CSV file, of it what may be exported: deeds in words, and at the end as the entries name them.',
      parameters: logFilters,
      answerType: 'text/csv',
      problems: [403, 422],
    }),
  },
  '/checks/{kind}': {
    post: operation({
      id: 'check',
      tag,
      summary: 'Checks a value.',
      parameters: [pathParameter('kind', { type: 'string', enum: checkKinds })],
      body: check,
      answer: schema('Checked'),
      problems: [404],
    }),
  },
  '/formulas/evaluate': {
    post: operation({
      id: 'evaluateFormula',
      tag,
      summary: 'Tries a formula out on values.',
      body: formula,
      answer: objectOf({ type: text, value: {} }),
    }),
  },
  '/search': {
    get: operation({
      id: 'search',
      tag,
      summary: 'Searches all objects that one may see.',
      parameters: search,
      answer: objectOf({ sections: { type: 'array', items: anything } }),
      problems: [422],
    }),
  },
  '/events': {
    get: operation({
      id: 'events',
      tag,
      summary: 'What happens, as server-sent events.',
      parameters: events,
      answerType: 'text/event-stream',
    }),
  },
  '/jobs': {
    get: operation({
      id: 'jobs',
      tag,
      summary: 'One’s own jobs, the latest first.',
      parameters: [
        queryParameter(
          'only',
          { type: 'string', enum: ['underWay', 'failed'] },
          'What goes on still, or failed.',
        ),
      ],
      answer: listOf(schema('Job')),
      problems: [422],
    }),
  },
  '/jobs/{id}': {
    get: operation({
      id: 'job',
      tag,
      summary: 'How far a job is.',
      parameters: [idPath],
      answer: schema('Job'),
      problems: [404],
    }),
  },
  '/jobs/{id}/cancel': {
    post: operation({
      id: 'cancelJob',
      tag,
      summary: 'Stops a job at its next step.',
      parameters: [idPath],
      answer: schema('Job'),
      problems: [404, 409],
    }),
  },
  '/jobs/{id}/again': {
    post: operation({
      id: 'startJobAgain',
      tag,
      summary:
        'Starts a job again that was set aside because the server ended each time that it was taken up.',
      parameters: [idPath],
      answer: schema('Job'),
      problems: [404, 409],
    }),
  },
  '/changes/{id}/undo': {
    post: operation({
      id: 'undo',
      tag,
      summary: 'Takes a change back.',
      parameters: [idPath],
      answer: schema('Undone'),
      tried: true,
      problems: [404],
    }),
  },
  '/changes/{id}/kept': {
    get: operation({
      id: 'undoKept',
      tag,
      summary: 'What an undo left as it was, and why: for who did it, and for administrators.',
      parameters: [idPath],
      answer: schema('UndoKept'),
      problems: [404],
    }),
  },
  '/files/{id}/content': {
    get: operation({
      id: 'fileContent',
      tag: 'File',
      summary: 'The content of a file.',
      parameters: [idPath, queryParameter('download', { type: 'boolean' }, 'To be saved, not shown.')],
      answerType: 'application/octet-stream',
      answer: { type: 'string', format: 'binary' },
      problems: [404, 416],
    }),
  },
}
