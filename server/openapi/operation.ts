import type { Schema } from './field-schema.ts'

export type Operation = Readonly<Record<string, unknown>>
export type Paths = Record<string, Record<string, Operation>>

export type OperationGiven = {
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly parameters?: readonly Schema[]
  readonly body?: Schema
  /** The body may be left out. */
  readonly bodyOptional?: true
  readonly upload?: true
  readonly status?: number
  readonly answer?: Schema
  /** The type of an answer that is not JSON. */
  readonly answerType?: string
  /** A write that can be tried takes `dryRun`. */
  readonly tried?: true
  readonly problems?: readonly number[]
  readonly open?: true
}

/** Builds the description of one call with the parameters and problems that all calls of its kind share. */
export function operation(given: OperationGiven): Operation {
  const { status = 200, problems = [], open, body } = given
  const parameters = [
    ...(given.parameters ?? []),
    ...(given.tried
      ? [
          component('parameters', 'DryRun'),
          component('parameters', 'Confirmed'),
          component('parameters', 'Reason'),
        ]
      : []),
  ]
  const failures = [
    ...new Set([400, ...(open ? [] : [401]), ...problems, ...(body || given.tried ? [409, 422] : []), 429]),
  ].toSorted((left, right) => left - right)
  return {
    operationId: given.id,
    tags: [given.tag],
    summary: given.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: given.bodyOptional !== true,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    ...(given.upload ? { requestBody: uploadBody } : {}),
    responses: {
      [status]: answered(status, given),
      ...(given.tried && status !== 200
        ? {
            200: {
              description: 'What the write would do.',
              content: json(component('schemas', 'Rehearsal')),
            },
          }
        : {}),
      ...Object.fromEntries(
        failures.map((failure) => [failure, component('responses', `Problem${failure}`)]),
      ),
    },
    ...(open ? { security: [] } : {}),
  }
}

export function component(kind: 'schemas' | 'parameters' | 'responses', name: string): Schema {
  return { $ref: `#/components/${kind}/${name}` }
}

export function queryParameter(name: string, schema: Schema, description: string): Schema {
  return { name, in: 'query', required: false, schema, description }
}

export function pathParameter(name: string, schema: Schema = { type: 'string' }): Schema {
  return { name, in: 'path', required: true, schema }
}

/** A plain object of the given properties, all of which are there. */
export function objectOf(
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
  }
}

export function listOf(items: Schema): Schema {
  return objectOf({ items: { type: 'array', items } })
}

function answered(status: number, { answer, answerType }: OperationGiven) {
  const description = descriptions[status] ?? 'Done.'
  if (answerType) return { description, content: { [answerType]: { schema: answer ?? { type: 'string' } } } }
  return answer ? { description, content: json(answer) } : { description }
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Begun; it goes on as a job.',
  204: 'Done; there is nothing to say.',
}

function json(schema: Schema) {
  return { 'application/json': { schema } }
}

const uploadBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { object: { type: 'string' }, file: { type: 'string', format: 'binary' } },
      },
    },
  },
}
