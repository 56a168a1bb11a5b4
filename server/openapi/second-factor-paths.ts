import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const anything: Schema = { type: 'object', additionalProperties: true }
const instant: Schema = { type: 'string', format: 'date-time' }
const instantOrNull: Schema = { type: ['string', 'null'], format: 'date-time' }
const count: Schema = { type: 'integer', minimum: 0 }
const codes: Schema = { type: ['array', 'null'], items: text }
const idPath = pathParameter('id', idSchema)
const tag = 'Account'
const session = objectOf({ user: idSchema, expiresAt: instant })
const passkey = objectOf({ id: idSchema, name: text, createdAt: instant, lastUsedAt: instantOrNull })
const shown: Schema = {
  type: 'object',
  properties: { code: text, password: text, passkey: anything },
}
const asked = objectOf({ passkey: anything })

/** What is shown beside a password, or in its place. */
export const secondFactorPaths: Paths = {
  '/session/second': {
    post: operation({
      id: 'secondStep',
      tag,
      summary: 'The second step of signing in: a code or a passkey. The session comes as a cookie.',
      body: shown,
      status: 201,
      answer: session,
      open: true,
      problems: [401, 403],
    }),
  },
  '/session/passkey/ask': {
    post: operation({
      id: 'askForPasskey',
      tag,
      summary: 'Begins to sign in by a passkey alone.',
      answer: asked,
      open: true,
      problems: [403],
    }),
  },
  '/session/passkey': {
    post: operation({
      id: 'signInByPasskey',
      tag,
      summary: 'Signs in by a passkey; the session comes as a cookie.',
      body: asked,
      status: 201,
      answer: session,
      open: true,
      problems: [401, 403],
    }),
  },
  '/session/presence/ask': {
    post: operation({
      id: 'askForPresence',
      tag,
      summary: 'How one can show that it is still oneself.',
      answer: objectOf({ password: { type: 'boolean' }, passkey: { type: ['object', 'null'] } }),
      problems: [403],
    }),
  },
  '/session/presence': {
    post: operation({
      id: 'showPresence',
      tag,
      summary: 'Shows that it is still oneself, which holds for ten minutes.',
      body: shown,
      status: 204,
      problems: [403],
    }),
  },
  '/second-factors': {
    get: operation({
      id: 'secondFactors',
      tag,
      summary: 'One’s own authenticator, passkeys and recovery codes, and whether a post needs one of them.',
      answer: objectOf({
        totp: instantOrNull,
        passkeys: { type: 'array', items: passkey },
        recoveryCodes: count,
        needed: { type: 'boolean' },
      }),
    }),
  },
  '/second-factors/totp': {
    post: operation({
      id: 'newTotp',
      tag,
      summary: 'A new secret for an authenticator; it counts once a code was shown.',
      status: 201,
      answer: objectOf({ secret: text, address: text }),
      problems: [403, 409],
    }),
    delete: operation({
      id: 'dropTotp',
      tag,
      summary: 'Removes the authenticator.',
      status: 204,
      problems: [403, 404],
    }),
  },
  '/second-factors/totp/confirm': {
    post: operation({
      id: 'confirmTotp',
      tag,
      summary: 'Shows a first code. Gives recovery codes where there were none.',
      body: objectOf({ code: text }),
      answer: objectOf({ recoveryCodes: codes }),
      problems: [403],
    }),
  },
  '/second-factors/recovery-codes': {
    post: operation({
      id: 'newRecoveryCodes',
      tag,
      summary: 'New recovery codes; the ones before open nothing any more.',
      status: 201,
      answer: objectOf({ recoveryCodes: codes }),
      problems: [403, 404],
    }),
  },
  '/second-factors/passkeys/ask': {
    post: operation({
      id: 'askForNewPasskey',
      tag,
      summary: 'What a browser needs to make a passkey.',
      answer: asked,
      problems: [403],
    }),
  },
  '/second-factors/passkeys': {
    post: operation({
      id: 'keepPasskey',
      tag,
      summary: 'Adds a passkey that a browser made.',
      body: objectOf({ name: text, passkey: anything }),
      status: 201,
      answer: objectOf({ id: idSchema, recoveryCodes: codes }),
      problems: [403],
    }),
  },
  '/second-factors/passkeys/{id}': {
    patch: operation({
      id: 'namePasskey',
      tag,
      summary: 'Gives a passkey another name.',
      parameters: [idPath],
      body: objectOf({ name: text }),
      status: 204,
      problems: [403, 404],
    }),
    delete: operation({
      id: 'dropPasskey',
      tag,
      summary: 'Removes a passkey.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404],
    }),
  },
  '/users/{id}/second-factors': {
    get: operation({
      id: 'secondFactorsOf',
      tag,
      summary: 'What second factors a user has; an administrator may ask.',
      parameters: [idPath],
      answer: objectOf({ totp: instantOrNull, passkeys: count, recoveryCodes: count }),
      problems: [403, 404],
    }),
    delete: operation({
      id: 'resetSecondFactors',
      tag,
      summary: 'Takes all second factors of a user away, for who has lost them; an administrator may.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404],
    }),
  },
}
