import type { Fields } from '#model'
import {
  inputField,
  inputWithChoices,
  knownChoices,
  type Actor,
  type AnyAction,
  type Engine,
  type ResolvedField,
  type ResolvedObject,
} from '#engine'
import { fixedParameters, fixedSchemas, problemResponses } from './components.ts'
import { idSchema, readSchema, writeSchema, type Schema } from './field-schema.ts'
import { accountPaths } from './account-paths.ts'
import { catalogPaths } from './catalog-paths.ts'
import { duplicatePaths } from './duplicate-paths.ts'
import { factPaths } from './fact-paths.ts'
import { exportPaths } from './export-paths.ts'
import { importPaths } from './import-paths.ts'
import { outsidePaths } from './outside-paths.ts'
import { forNarrowKeys } from './for-narrow-keys.ts'
import { linkPaths } from './link-paths.ts'
import { backupPaths } from './backup-paths.ts'
import { personalPaths } from './personal-paths.ts'
import { mailPaths } from './mail-paths.ts'
import { openIdPaths } from './open-id-paths.ts'
import { proposalPaths } from './proposal-paths.ts'
import { rightsPaths } from './rights-paths.ts'
import { secondFactorPaths } from './second-factor-paths.ts'
import { rowPaths } from './row-paths.ts'
import { workPaths } from './work-paths.ts'
import { component, type Paths } from './operation.ts'
import { recordPaths, type Audience } from './record-paths.ts'

/** The description of the whole API in the form of OpenAPI 3.1, as much of it as the actor may know. */
export function openapi(engine: Engine, actor: Actor, isPublic: boolean) {
  const model = engine.model()
  const audience: Audience = {
    model,
    actor,
    // Of what was added a stranger learns nothing.
    knows: (object, field) =>
      isPublic ? !field.custom : actor.access.object(object.name)?.see(field.name) !== undefined,
    actions: (object) => engine.actions.of(object),
  }
  const objects = [...model.objects.values()].filter(
    (object) => !(isPublic && object.custom) && isKnown(audience, object),
  )
  const schemas: Record<string, Schema> = { ...fixedSchemas }
  const paths: Paths = { ...forNarrowKeys(fixedPaths, actor) }

  for (const object of objects) {
    Object.assign(schemas, schemasOf(audience, object, isPublic))
    if (!object.declaration.owned && object.name !== 'setting')
      Object.assign(paths, pathsOf(audience, object))
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kontor',
      version: String(model.version),
      description: 'The merchant’s office: every object of the catalog, built-in or added.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }, { key: [] }],
    paths: heldToKeys(paths),
    components: {
      schemas,
      parameters: fixedParameters,
      responses: problemResponses,
      securitySchemes: {
        // Over HTTPS it has `__Host-` before it.
        session: { type: 'apiKey', in: 'cookie', name: 'kontor_session' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

/** The calls that are not of one object. */
const fixedPaths: Paths = {
  ...accountPaths,
  ...catalogPaths,
  ...rightsPaths,
  ...workPaths,
  ...linkPaths,
  ...outsidePaths,
  ...secondFactorPaths,
  ...openIdPaths,
  ...backupPaths,
  ...mailPaths,
  ...personalPaths,
  ...proposalPaths,
  ...duplicatePaths,
  ...factPaths,
  ...importPaths,
  ...rowPaths,
  ...exportPaths,
}

function pathsOf(audience: Audience, object: ResolvedObject): Paths {
  const paths = recordPaths(audience, object, (action) => inputSchema(audience, action))
  const actions = audience.actions(object).map(({ name }) => name)
  return forNarrowKeys(paths, audience.actor, { of: object, actions })
}

/** Every POST of somebody who is signed in holds to an Idempotency-Key. */
function heldToKeys(paths: Paths): Paths {
  const held = ([path, calls]: [string, Paths[string]]) => {
    const { post, ...others } = calls
    if (!post || Array.isArray(post['security'])) return [path, calls] as const
    const parameters = [
      ...((post['parameters'] ?? []) as Schema[]),
      component('parameters', 'IdempotencyKey'),
    ]
    return [path, { ...others, post: { ...post, parameters } }] as const
  }
  return Object.fromEntries(Object.entries(paths).map(held))
}

/** Owned lines are known with their parents. */
function isKnown({ actor }: Audience, object: ResolvedObject): boolean {
  return object.declaration.owned !== undefined || actor.access.object(object.name) !== undefined
}

function schemasOf(
  { actor, model, knows }: Audience,
  object: ResolvedObject,
  isPublic: boolean,
): Record<string, Schema> {
  const access = object.declaration.owned ? undefined : actor.access.object(object.name)
  const all = [...object.fields.values()]
    .filter((field) => field.field['roleFace'] !== true && !(isPublic && field.custom))
    .map((field) => ({ ...field, field: knownChoices(model, field.field, knows) }))
  const isSeen = (field: ResolvedField): boolean =>
    field.system || !access || access.see(field.name) !== undefined
  const isSet = (field: ResolvedField): boolean => {
    const { how, readOnly } = field.field
    if (field.system || readOnly || how === 'derived' || field.name === object.declaration.owned?.via)
      return false
    return (
      !access || access.change(field.name) !== undefined || access.change(field.name, 'create') !== undefined
    )
  }
  const read = all
    .filter(isSeen)
    .map((field) => [field.name, readSchema(field, (lines) => component('schemas', lines))])
  const write = all
    .filter(isSet)
    .map((field) => [field.name, writeSchema(field, (lines) => component('schemas', `${lines}.write`))])
  const name = component('schemas', object.name)
  return {
    [object.name]: {
      type: 'object',
      required: ['id'],
      properties: { id: idSchema, ...Object.fromEntries(read) },
      description: object.declaration.label,
    },
    [`${object.name}.write`]: {
      type: 'object',
      additionalProperties: false,
      properties: { ...adopted(object), ...Object.fromEntries(write) },
    },
    ...(object.declaration.owned ? {} : { [`${object.name}.page`]: pageOf(name) }),
  }
}

/** A role is given to a record that exists already by naming it. */
function adopted(object: ResolvedObject): Record<string, Schema> {
  if (!object.isRole) return object.declaration.owned ? { id: idSchema } : {}
  return { [object.base]: { ...idSchema, description: 'An existing record that gets this role.' } }
}

function pageOf(item: Schema): Schema {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items: item },
      next: { type: ['string', 'null'] },
      count: { type: 'integer', minimum: 0 },
    },
  }
}

const outcomes: Schema = {
  type: 'object',
  description: 'What becomes of open business, by the key of its line in the impact.',
  additionalProperties: {
    anyOf: [
      { type: 'string', enum: ['keep', 'close'] },
      {
        type: 'object',
        properties: { handOver: { type: 'string', format: 'uuid' } },
        required: ['handOver'],
      },
    ],
  },
}

function inputSchema({ model, knows }: Audience, action: AnyAction): Schema {
  const input = inputWithChoices(model, action.input as Fields)
  const fields = Object.entries(input).map(([name, field]) =>
    inputField(name, knownChoices(model, field, knows, action.on.name)),
  )
  const required = fields.filter((field) => field.field.how === 'required').map((field) => field.name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(
        fields.map((field) => [field.name, writeSchema(field, () => ({ type: 'object' }))]),
      ),
      ...(action.brings === undefined ? {} : { outcomes }),
    },
    ...(required.length > 0 ? { required } : {}),
  }
}
