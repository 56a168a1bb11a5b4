import { labelOf } from '#model'
import type { Actor, AnyAction, KnowsField, ResolvedModel, ResolvedObject } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { askPaths } from './duplicate-paths.ts'
import { impactPaths, unmetPaths } from './impact-paths.ts'
import { mergePaths } from './merge-paths.ts'
import { uploadCall } from './upload-call.ts'
import { bulkOf } from './bulk-body.ts'
import { personPaths } from './personal-paths.ts'
import { factsOfRecords } from './fact-paths.ts'
import {
  component,
  listOf,
  objectOf,
  operation,
  pathParameter,
  queryParameter,
  type Operation,
  type Paths,
} from './operation.ts'

const text: Schema = { type: 'string' }
const idPath = pathParameter('id', idSchema)
const where = queryParameter('where', text, 'A where-object as JSON, such as {"city":"Rīga"}.')
const asOf = queryParameter(
  'asOf',
  text,
  'As it was: at an instant, or at the end of a day for whoever asks.',
)
const purpose = queryParameter(
  'purpose',
  { type: 'string', enum: ['print'] },
  'For paper: only what the right to print reaches.',
)
const live = component('parameters', 'KontorLive')
const fields = queryParameter('fields', text, 'Only these fields, with commas between.')
const limit = queryParameter(
  'limit',
  { type: 'integer', minimum: 1, maximum: 1000 },
  'Records of a page; 50 where nothing is said.',
)
const after = queryParameter('after', text, 'The `next` of the page before.')
const ofRecord = queryParameter('record', idSchema, 'Only that of this record.')

/** What may be described to somebody: everything that is built in to nobody in particular. */
export type Audience = {
  readonly model: ResolvedModel
  readonly actor: Actor
  readonly knows: KnowsField
  readonly actions: (object: ResolvedObject) => readonly AnyAction[]
}

/** The calls of one object under its plural path. */
export function recordPaths(
  audience: Audience,
  object: ResolvedObject,
  input: (action: AnyAction) => Schema,
): Paths {
  const { actor } = audience
  const access = actor.access.object(object.name)
  const may = (action: string): boolean => access?.rows(action) !== undefined
  const path = `/${object.path}`
  const { create, ...calls } = callsOf(object)
  const isFile = object.name === 'file'
  const collection = {
    ...(may('read') ? { get: calls.list } : {}),
    ...(isFile ? { post: uploadCall } : may('create') ? { post: create } : {}),
  }
  const record = {
    ...(may('read') ? { get: calls.read } : {}),
    ...(may('change') ? { patch: calls.change } : {}),
    ...(may('delete') ? { delete: calls.remove } : {}),
  }
  return {
    ...some(path, collection),
    ...some(`${path}/{id}`, record),
    ...some(`${path}/summary`, may('read') ? { get: calls.summary } : {}),
    ...some(`${path}/bulk`, may('change') || may('delete') ? { post: calls.bulk } : {}),
    ...some(`${path}/export`, may('export') ? { get: calls.exported } : {}),
    ...some(`${path}/similar`, may('create') ? { post: calls.similar } : {}),
    ...(may('create') ? askPaths(object) : {}),
    ...some(`${path}/{id}/history`, may('read') ? { get: calls.history } : {}),
    ...some(`${path}/{id}/history/export`, may('export') ? { get: calls.historyFile } : {}),
    ...some(`${path}/{id}/shares`, may('share') ? { get: calls.shares, post: calls.share } : {}),
    ...some(`${path}/{id}/shares/{share}`, may('share') ? { delete: calls.unshare } : {}),
    ...some(`${path}/deleted`, may('read') ? { get: calls.deleted } : {}),
    ...some(`${path}/difference`, may('read') ? { get: calls.listDifference } : {}),
    ...some(`${path}/{id}/difference`, may('read') ? { get: calls.difference } : {}),
    ...some(`${path}/{id}/restore`, may('read') ? { post: calls.restore } : {}),
    ...impactPaths(
      object,
      audience.actions(object).filter(({ name }) => may(name)),
    ),
    ...(may('read') ? unmetPaths(object, audience.actions(object)) : {}),
    ...some(`${path}/{id}/timeline`, object.base === 'party' && may('read') ? { get: calls.timeline } : {}),
    ...(mayBeMerged(object) && may('change') ? mergePaths(object) : {}),
    ...(may('read') ? factsOfRecords(audience.model, object) : {}),
    ...personPaths(actor, object),
    ...Object.fromEntries(
      audience
        .actions(object)
        .filter(({ name }) => may(name))
        .map((action) => [
          `${path}/{id}/${action.name}`,
          { post: actionCall(object, action, input(action)) },
        ]),
    ),
  }
}

/** Records of the business that stand by themselves. */
function mayBeMerged({ declaration }: ResolvedObject): boolean {
  return !declaration.owned && !declaration.system
}

function some(path: string, calls: Record<string, Operation>): Paths {
  return Object.keys(calls).length > 0 ? { [path]: calls } : {}
}

const anyObject: Schema = { type: 'object', additionalProperties: true }
const search = queryParameter('search', text, 'Words, numbers or their beginnings.')
const sort = queryParameter('sort', text, 'Fields with commas between; a minus before one turns it round.')
const count = queryParameter(
  'count',
  { type: 'string', enum: ['none', 'estimate', 'exact'] },
  'How many there are in all.',
)
const exportParameters = [
  queryParameter('format', { type: 'string', enum: ['csv', 'xlsx'] }, 'The kind of file.'),
  where,
  search,
  asOf,
  sort,
  queryParameter('columns', text, 'Fields with commas between; else all that can be written back.'),
  queryParameter('groupBy', text, 'In place of the records: how many by these fields, or parts of days.'),
  queryParameter('language', text, 'Of headings and choices.'),
  queryParameter('delimiter', text, 'Between the cells of a CSV.'),
]

const span = [
  queryParameter('from', text, 'From this day or instant on.'),
  queryParameter('to', text, 'Up to this day or instant; else up to now.'),
]
const restoring = objectOf({ asOf: text, fields: { type: 'array', items: text }, values: anyObject }, [
  'asOf',
  'fields',
  'values',
])

function callsOf(object: ResolvedObject) {
  return {
    ...readingCalls(object),
    ...writingCalls(object),
    ...lookingBack(object),
    ...sharingCalls(object),
    ...goingBack(object),
  }
}

function readingCalls(object: ResolvedObject) {
  const { label, plural } = object.declaration
  const id = (verb: string): string => `${verb}.${object.name}`
  return {
    list: operation({
      tag: label,
      id: id('list'),
      summary: `${plural}, a page at a time.`,
      parameters: [where, search, sort, fields, limit, after, count, asOf, purpose, live],
      answer: component('schemas', `${object.name}.page`),
      problems: [403, 422],
    }),
    read: operation({
      tag: label,
      id: id('read'),
      summary: `One record: ${label}.`,
      parameters: [idPath, fields, asOf, live],
      answer: component('schemas', object.name),
      problems: [404, 422],
    }),
    summary: operation({
      tag: label,
      id: id('summarize'),
      summary: `Counts and sums of ${plural}.`,
      parameters: [
        where,
        search,
        queryParameter('groupBy', text, 'A field, or a part of its day: createdAt.week.'),
        queryParameter('sums', text, 'Fields to add up.'),
        asOf,
        live,
      ],
      answer: anyObject,
      problems: [422],
    }),
    exported: operation({
      tag: label,
      id: id('export'),
      summary: `${plural} as a file.`,
      parameters: exportParameters,
      answerType: 'application/octet-stream',
      problems: [403, 422],
    }),
  }
}

function writingCalls(object: ResolvedObject) {
  const { label, plural } = object.declaration
  const name = component('schemas', object.name)
  const writable = component('schemas', `${object.name}.write`)
  const id = (verb: string): string => `${verb}.${object.name}`
  return {
    create: operation({
      tag: label,
      id: id('create'),
      summary: `Adds a record: ${label}.`,
      body: writable,
      status: 201,
      answer: name,
      tried: true,
      problems: [403],
    }),
    change: operation({
      tag: label,
      id: id('change'),
      summary: `Changes a record: ${label}.`,
      parameters: [idPath, component('parameters', 'IfMatch')],
      body: writable,
      answer: name,
      tried: true,
      problems: [403, 404, 412],
    }),
    remove: operation({
      tag: label,
      id: id('remove'),
      summary: `Deletes a record: ${label}.`,
      parameters: [idPath, component('parameters', 'IfMatch')],
      status: 204,
      tried: true,
      problems: [403, 404, 412],
    }),
    bulk: operation({
      tag: label,
      id: id('bulk'),
      summary: `Changes many ${plural} as a job; dryRun counts, gives examples and what has to be confirmed.`,
      body: bulkOf(writable),
      status: 202,
      answer: component('schemas', 'StartedJob'),
      tried: true,
      problems: [403],
    }),
  }
}

const shareBody = objectOf(
  {
    user: idSchema,
    post: idSchema,
    group: idSchema,
    may: { type: 'string', enum: ['read', 'change'] },
    from: { type: 'string', format: 'date' },
    until: { type: 'string', format: 'date' },
    note: text,
  },
  ['user', 'post', 'group', 'may', 'from', 'until', 'note'],
)

function sharingCalls(object: ResolvedObject) {
  const tag = object.declaration.label
  const id = (verb: string): string => `${verb}.${object.name}`
  return {
    shares: operation({
      tag,
      id: id('shares'),
      summary: 'To whom this record was opened, ended ones too.',
      parameters: [idPath],
      answer: listOf(anyObject),
      problems: [403, 404],
    }),
    share: operation({
      tag,
      id: id('share'),
      summary: 'Opens this record to one user, post or group.',
      parameters: [idPath],
      body: shareBody,
      status: 201,
      answer: anyObject,
      tried: true,
      problems: [403, 404],
    }),
    unshare: operation({
      tag,
      id: id('unshare'),
      summary: 'Ends it; it stays, for history.',
      parameters: [idPath, pathParameter('share', idSchema)],
      status: 204,
      problems: [403, 404],
    }),
  }
}

function goingBack(object: ResolvedObject) {
  const { label, plural } = object.declaration
  const id = (verb: string): string => `${verb}.${object.name}`
  return {
    deleted: operation({
      tag: label,
      id: id('deleted'),
      summary: `${plural} that were deleted, the latest first, with who and when.`,
      parameters: [ofRecord, limit, after],
      answer: listOf(anyObject),
      problems: [422],
    }),
    difference: operation({
      tag: label,
      id: id('difference'),
      summary: 'What of the record was otherwise at two instants.',
      parameters: [idPath, ...span],
      answer: anyObject,
      problems: [404, 422],
    }),
    listDifference: operation({
      tag: label,
      id: id('listDifference'),
      summary: `Which ${plural} came, went or changed between two instants.`,
      parameters: [...span, where, limit, after],
      answer: anyObject,
      problems: [422],
    }),
    restore: operation({
      tag: label,
      id: id('restore'),
      summary:
        'Sets the record back to what it was, with roles that ended since, or brings it back where it was deleted.',
      parameters: [idPath],
      body: restoring,
      bodyOptional: true,
      tried: true,
      answer: component('schemas', object.name),
      problems: [403, 404],
    }),
  }
}

function lookingBack(object: ResolvedObject) {
  const { label, plural } = object.declaration
  const id = (verb: string): string => `${verb}.${object.name}`
  return {
    similar: operation({
      tag: label,
      id: id('similar'),
      summary: `${plural} that an entry may repeat.`,
      body: anyObject,
      answer: anyObject,
      problems: [403],
    }),
    history: operation({
      tag: label,
      id: id('history'),
      summary: 'Who changed what, when and why.',
      parameters: [idPath, limit, after],
      answer: listOf(anyObject),
      problems: [404, 422],
    }),
    historyFile: operation({
      tag: label,
      id: id('exportHistory'),
      summary: 'The whole history as a CSV file.',
      parameters: [idPath],
      answerType: 'text/csv',
      problems: [403, 404],
    }),
    timeline: operation({
      tag: label,
      id: id('timeline'),
      summary: 'Activities, papers and changes, the latest first; steps with their memo.',
      parameters: [idPath, limit, after],
      answer: listOf(anyObject),
      problems: [404, 422],
    }),
  }
}

function actionCall(object: ResolvedObject, action: AnyAction, body: Schema): Operation {
  return operation({
    id: `${action.name}.${object.name}`,
    tag: object.declaration.label,
    summary: labelOf(action, 'en'),
    parameters: [idPath],
    body,
    bodyOptional: true,
    answer: component('schemas', object.name),
    tried: true,
    problems: [403, 404],
  })
}
