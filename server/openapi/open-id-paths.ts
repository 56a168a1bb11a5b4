import { idSchema, type Schema } from './field-schema.ts'
import { listOf, objectOf, operation, pathParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: ['string', 'null'] }
const flag: Schema = { type: 'boolean' }
const instantOrNull: Schema = { type: ['string', 'null'], format: 'date-time' }
const idPath = pathParameter('id', idSchema)
const tag = 'Account'
const button = objectOf({ id: idSchema, label: text })
const address = objectOf({ address: text })
const begin = objectOf({ provider: idSchema, back: textOrNull }, ['back'])
const texts = { type: 'array', items: text }

const fields: Readonly<Record<string, Schema>> = {
  label: text,
  issuer: text,
  clientId: text,
  domains: texts,
  joins: { ...flag, description: 'A verified e-mail of a user who is not linked yet links them.' },
  newUserPost: {
    type: ['string', 'null'],
    format: 'uuid',
    description: 'Whoever is not known becomes a user with this post.',
  },
  secondFactor: { ...flag, description: 'Its word that a second factor was shown counts here.' },
  signsOut: { ...flag, description: 'Who signs out is led to sign out there too.' },
  active: flag,
}
const written = {
  type: 'object',
  properties: { ...fields, secret: { ...textOrNull, description: 'Never told again.' } },
}

/** Signing in by OpenID providers, one’s accounts there, and the providers themselves. */
export const openIdPaths: Paths = {
  '/csp-reports': {
    post: operation({
      id: 'reportStopped',
      tag,
      summary: 'Takes what a browser reports that the content security policy has stopped.',
      body: { type: 'object', additionalProperties: true },
      status: 204,
      open: true,
      problems: [403],
    }),
  },
  '/session/openid': {
    post: operation({
      id: 'beginOpenId',
      tag,
      summary: 'Begins to sign in by a provider: the address to go to.',
      body: begin,
      answer: address,
      open: true,
      problems: [403, 404],
    }),
  },
  '/session/openid/finish': {
    post: operation({
      id: 'finishOpenId',
      tag,
      summary: 'Takes what the provider sent the browser back with; the session comes as a cookie.',
      body: objectOf({ provider: idSchema, query: text }),
      status: 201,
      answer: objectOf({ user: idSchema, expiresAt: { ...text, format: 'date-time' }, back: text }),
      open: true,
      problems: [401, 403, 404],
    }),
  },
  '/session/identities': {
    get: operation({
      id: 'identities',
      tag,
      summary: 'One’s own accounts at providers, by which one comes in.',
      answer: objectOf({
        items: {
          type: 'array',
          items: objectOf({
            id: idSchema,
            provider: text,
            email: textOrNull,
            createdAt: { ...text, format: 'date-time' },
            lastUsedAt: instantOrNull,
          }),
        },
        providers: { type: 'array', items: button },
      }),
    }),
    post: operation({
      id: 'linkIdentity',
      tag,
      summary: 'Begins to link an account at a provider: the address to go to.',
      body: begin,
      answer: address,
      problems: [403, 404],
    }),
  },
  '/session/identities/{id}': {
    delete: operation({
      id: 'unlinkIdentity',
      tag,
      summary: 'Unlinks an account; the only way in stays.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404, 409],
    }),
  },
  '/session/providers': {
    get: operation({
      id: 'providers',
      tag,
      summary: 'The OpenID providers; for administrators.',
      answer: listOf(objectOf({ id: idSchema, ...fields, hasSecret: flag, returnTo: text })),
      problems: [403],
    }),
    post: operation({
      id: 'addProvider',
      tag,
      summary: 'Adds an OpenID provider; for administrators.',
      body: { ...written, required: ['label', 'issuer', 'clientId'] },
      status: 201,
      answer: objectOf({ id: idSchema, returnTo: text }),
      problems: [403],
    }),
  },
  '/session/providers/{id}': {
    patch: operation({
      id: 'changeProvider',
      tag,
      summary: 'Changes a provider. What is not given stays.',
      parameters: [idPath],
      body: written,
      status: 204,
      problems: [403, 404],
    }),
    delete: operation({
      id: 'removeProvider',
      tag,
      summary: 'Removes a provider with the links to it.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404],
    }),
  },
  '/session/providers/{id}/state': {
    get: operation({
      id: 'providerState',
      tag,
      summary: 'Asks the provider whether it is there; null, or why not in a sentence.',
      parameters: [idPath],
      answer: objectOf({ problem: textOrNull }),
      problems: [403, 404],
    }),
  },
}
