import { idSchema, type Schema } from './field-schema.ts'
import { component, objectOf } from './operation.ts'

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: ['string', 'null'] }
const instant: Schema = { type: 'string', format: 'date-time' }
const instantOrNull: Schema = { type: ['string', 'null'], format: 'date-time' }
const count: Schema = { type: 'integer', minimum: 0 }

const fault = objectOf({ field: text, code: text, message: text })
const warning = objectOf({ code: text, message: text })

/** Shapes that do not depend on the catalog. */
export const fixedSchemas: Readonly<Record<string, Schema>> = {
  Problem: {
    ...objectOf(
      {
        type: text,
        title: text,
        status: { type: 'integer' },
        code: { type: 'string', description: 'Stable, for programs.' },
        detail: { type: 'string', description: 'A sentence for people that says what to do.' },
        instance: text,
        errors: { type: 'array', items: fault },
        warnings: { type: 'array', items: warning },
      },
      ['errors', 'warnings', 'instance'],
    ),
    description: 'A problem document of RFC 9457.',
  },
  Rehearsal: {
    ...objectOf({
      record: {},
      warnings: { type: 'array', items: warning },
      errors: { type: 'array', items: fault },
      facts: { type: 'array' },
      filled: { type: 'object', description: 'What fills itself where nobody says whose a new record is.' },
    }),
    description: 'What a write would do; nothing was written.',
  },
  Impact: objectOf({
    state: text,
    lines: {
      type: 'array',
      items: objectOf({
        key: { type: 'string', description: 'Names the line in `outcomes` of the action.' },
        object: textOrNull,
        path: textOrNull,
        label: text,
        field: textOrNull,
        kind: textOrNull,
        count,
        more: { type: 'boolean' },
        examples: { type: 'array', items: objectOf({ id: idSchema, title: textOrNull }) },
        outcomes: { type: 'array', items: { type: 'string', enum: ['keep', 'handOver', 'close'] } },
        open: { type: ['string', 'null'], enum: ['refused', 'warned', null] },
        becomes: { type: 'string', description: 'What becomes of it where nothing else is chosen.' },
      }),
    },
    refusals: { type: 'array', items: text },
    warnings: { type: 'array', items: text },
  }),
  Reference: objectOf({ id: idSchema, title: textOrNull }),
  File: objectOf({ id: idSchema, name: text, type: text, size: count, scan: textOrNull }),
  Job: objectOf({
    id: idSchema,
    name: text,
    label: text,
    state: { type: 'string', enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
    mayStop: { type: 'boolean' },
    isSetAside: {
      type: 'boolean',
      description: 'The server ended each time that it was taken up; it may be started again.',
    },
    done: count,
    total: { type: ['integer', 'null'] },
    result: {},
    error: textOrNull,
    createdAt: instant,
    finishedAt: instantOrNull,
  }),
  StartedJob: {
    type: 'object',
    required: ['job'],
    properties: { job: idSchema, change: idSchema, total: count },
  },
  Undone: {
    type: 'object',
    properties: {
      change: idSchema,
      job: idSchema,
      reversed: count,
      total: count,
      what: {
        type: 'array',
        items: objectOf({ object: text, label: text, count }),
        description: 'Of which objects, as far as they are known.',
      },
      kept: {
        type: 'array',
        items: { type: 'object' },
        description: 'What was not reversed, and why; of a change of many that was tried only examples.',
      },
      keptCount: count,
      reasons: {
        type: 'array',
        items: objectOf({ reason: text, count }),
        description: 'Of a change of many that was tried: how many would stay, and why.',
      },
      tried: { ...count, description: 'So many were tried for what their rules say.' },
      refused: { ...count, description: 'So many of these would stay.' },
    },
  },
  UndoKept: objectOf({
    items: {
      type: 'array',
      items: objectOf({
        object: text,
        objectLabel: text,
        path: text,
        record: objectOf({ id: idSchema, title: textOrNull }),
        field: textOrNull,
        label: textOrNull,
        reason: text,
      }),
      description: 'The first 200, of records that may be seen now.',
    },
    count: { ...count, description: 'How many there are, those beyond the list too.' },
  }),
  Session: objectOf({
    id: idSchema,
    createdAt: instant,
    seenAt: instant,
    expiresAt: instant,
    address: textOrNull,
    agent: textOrNull,
    current: { type: 'boolean' },
  }),
  Key: {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: idSchema,
      name: text,
      hint: text,
      createdAt: instant,
      expiresAt: instantOrNull,
      lastUsedAt: instantOrNull,
      scope: { type: ['object', 'null'] },
      revokedAt: instantOrNull,
    },
  },
  NewKey: {
    type: 'object',
    required: ['id', 'key'],
    properties: { id: idSchema, key: { type: 'string', description: 'Shown this once only.' } },
  },
  Setting: objectOf({
    ...{ key: text, value: {}, initial: {} },
    isDecided: { type: 'boolean' },
    isSecret: { type: 'boolean', description: 'Kept sealed: “value” is always null.' },
    field: component('schemas', 'FieldDescription'),
  }),
  FieldDescription: {
    type: 'object',
    required: ['name', 'type', 'label'],
    properties: {
      name: text,
      type: text,
      label: text,
      help: textOrNull,
      required: { type: 'boolean' },
      change: { type: 'boolean' },
      onlyNew: { type: 'boolean', description: 'One may set it of new records alone.' },
      derived: { type: 'boolean' },
      readOnly: { type: 'boolean' },
      unique: { type: 'boolean' },
      indexed: { type: 'boolean' },
      custom: { type: 'boolean' },
      system: { type: 'boolean' },
      pending: { type: 'boolean' },
      becoming: { ...textOrNull, description: 'The kind that a job is making of it just now.' },
      retired: { type: 'boolean' },
      sort: text,
      operators: { type: 'array', items: text },
      value: { type: 'object' },
      control: { type: 'object' },
      choices: { type: 'array', items: { type: 'object' } },
      settings: { type: 'object' },
    },
  },
  NewField: {
    type: 'object',
    required: ['type', 'label'],
    properties: {
      name: text,
      type: text,
      label: text,
      labels: { type: 'object', additionalProperties: text },
      help: text,
      required: { type: 'boolean' },
      unique: { type: 'boolean' },
      indexed: { type: 'boolean' },
      searched: { type: 'string', enum: ['name', 'identifier'] },
      default: {},
      synonyms: { type: 'array', items: text },
    },
    additionalProperties: true,
    description: 'The settings of its kind stand beside the common ones; see /field-types.',
  },
  ObjectDescription: {
    type: 'object',
    required: ['name', 'path', 'label', 'plural'],
    properties: {
      name: text,
      path: text,
      label: text,
      plural: text,
      icon: textOrNull,
      title: text,
      base: text,
      isRole: { type: 'boolean' },
      roles: { type: 'array', items: text },
      custom: { type: 'boolean' },
      system: { type: 'boolean' },
      owned: { type: 'boolean' },
      retired: { type: 'boolean' },
      may: { type: 'array', items: text },
      fields: { type: 'array', items: component('schemas', 'FieldDescription') },
      lists: { type: 'array' },
      card: { type: 'array' },
      actions: { type: 'array' },
    },
  },
  NewObject: {
    type: 'object',
    required: ['label'],
    properties: {
      name: text,
      label: text,
      plural: text,
      labels: { type: 'object' },
      icon: text,
      titleLabel: text,
      ownedBy: text,
      grants: {},
    },
  },
  Explanation: objectOf({
    allowed: { type: 'boolean' },
    because: text,
    grants: {
      type: 'array',
      items: objectOf({
        grant: idSchema,
        post: text,
        holder: objectOf({
          kind: { type: 'string', enum: ['post', 'group', 'user', 'share'] },
          id: idSchema,
          name: text,
        }),
        for: { type: ['object', 'null'], description: 'For whom the user stands in.' },
        allows: { type: 'boolean' },
        because: text,
        asks: { type: 'array', items: text, description: 'The fields that its condition asks.' },
      }),
    },
    helping: {
      type: 'array',
      items: objectOf({ id: idSchema, name: text }),
      description: 'Posts that would allow it, where it is not; told to administrators.',
    },
  }),
  Checked: objectOf(
    {
      result: { type: 'string', enum: ['valid', 'invalid', 'unknown'] },
      normalized: textOrNull,
      reason: textOrNull,
    },
    ['normalized', 'reason'],
  ),
  Import: {
    type: 'object',
    required: ['id', 'object', 'state'],
    properties: { id: idSchema, object: text, label: text, state: text },
    additionalProperties: true,
  },
}

export const fixedParameters: Readonly<Record<string, Schema>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    description: 'The same request under the same key is done once, for 24 hours.',
  },
  DryRun: {
    name: 'dryRun',
    in: 'query',
    required: false,
    schema: { type: 'boolean' },
    description: 'Everything but the write.',
  },
  Confirmed: {
    name: 'Confirmed',
    in: 'header',
    required: false,
    schema: text,
    description: 'Codes of warnings that are confirmed, with commas between.',
  },
  Reason: {
    name: 'reason',
    in: 'query',
    required: false,
    schema: { type: 'string', maxLength: 2000 },
    description: 'Why; kept in the history.',
  },
  KontorLive: {
    name: 'Kontor-Live',
    in: 'header',
    required: false,
    schema: { type: 'string', enum: ['position'] },
    description:
      'Asks for the header Kontor-Position: a stream of events that opens with it as `since` tells all that happened after the reading.',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    schema: text,
    description: 'The ETag of the record as it was read; 412 when somebody was faster.',
  },
}

const problems: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  401: 'Nobody is signed in.',
  403: 'This may be seen, but not done.',
  404: 'There is no such thing, or none that may be seen.',
  409: 'Refused, or a warning is not confirmed yet.',
  412: 'Somebody was faster.',
  413: 'It is too large.',
  415: 'The body has the wrong type.',
  416: 'There is no such part.',
  422: 'Fields or parameters are not right.',
  429: 'Too often; wait a little.',
}

export const problemResponses = Object.fromEntries(
  Object.entries(problems).map(([status, description]) => [
    `Problem${status}`,
    { description, content: { 'application/problem+json': { schema: component('schemas', 'Problem') } } },
  ]),
)
