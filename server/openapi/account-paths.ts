import { idSchema, type Schema } from './field-schema.ts'
import { component, listOf, objectOf, operation, pathParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const anything: Schema = { type: 'object', additionalProperties: true }
const schema = (name: string): Schema => component('schemas', name)
const idPath = pathParameter('id', idSchema)

const instantOrNull: Schema = { type: ['string', 'null'], format: 'date-time' }
const tag = 'Account'
const names: Schema = { type: ['array', 'null'], items: text }
const scope: Schema = {
  type: ['object', 'null'],
  properties: { objects: names, actions: names },
  description: 'Of one’s rights only these; null: all of them.',
}
const signIn = objectOf({ email: text, password: text })
const setUp = objectOf({ token: text, name: text, email: text, password: text })
const password = objectOf({ present: text, password: text })

/** Signing in and out, one’s own sessions and keys. */
export const accountPaths: Paths = {
  '/session': {
    post: operation({
      id: 'signIn',
      tag,
      summary: 'Signs in; the session comes as a cookie.',
      body: signIn,
      status: 201,
      open: true,
      problems: [401, 403],
    }),
    delete: operation({
      id: 'signOut',
      tag,
      summary: 'Signs out. Where one came in by a provider, says where to sign out there too.',
      answer: objectOf({ continueAt: { type: ['string', 'null'] } }),
    }),
  },
  '/sessions': {
    get: operation({
      id: 'sessions',
      tag,
      summary: 'One’s own open sessions.',
      answer: listOf(schema('Session')),
    }),
    delete: operation({
      id: 'endOtherSessions',
      tag,
      summary: 'Ends all one’s own sessions but this one.',
      status: 204,
      problems: [403],
    }),
  },
  '/sessions/{id}': {
    delete: operation({
      id: 'endSession',
      tag,
      summary: 'Ends a session.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404],
    }),
  },
  '/users/{id}/keys': {
    get: operation({
      id: 'keysOf',
      tag,
      summary: 'The keys of a user that still open; whoever keeps the users may ask.',
      parameters: [idPath],
      answer: listOf(schema('Key')),
      problems: [403, 404],
    }),
  },
  '/users/ways-in': {
    get: operation({
      id: 'waysInOfUsers',
      tag,
      summary:
        'How each active user comes in, for administrators: last seen, second factor, open invitation.',
      answer: listOf(
        objectOf({
          user: idSchema,
          lastSeenAt: instantOrNull,
          secondFactor: { type: 'boolean' },
          invitedUntil: instantOrNull,
        }),
      ),
      problems: [403],
    }),
  },
  '/users/{id}/sessions': {
    get: operation({
      id: 'sessionsOf',
      tag,
      summary: 'The open sessions of a user; whoever keeps the users may ask.',
      parameters: [idPath],
      answer: listOf(schema('Session')),
      problems: [403, 404],
    }),
    delete: operation({
      id: 'endSessionsOf',
      tag,
      summary: 'Ends all sessions of a user.',
      parameters: [idPath],
      status: 204,
      problems: [403, 404],
    }),
  },
  '/users/{id}/sessions/{session}': {
    delete: operation({
      id: 'endSessionOf',
      tag,
      summary: 'Ends a session of a user.',
      parameters: [idPath, pathParameter('session', idSchema)],
      status: 204,
      problems: [403, 404],
    }),
  },
  '/setup': {
    get: operation({
      id: 'setUpNeeded',
      tag,
      summary: 'Whether there is no user yet.',
      answer: objectOf({ needed: { type: 'boolean' } }),
      open: true,
    }),
    post: operation({
      id: 'setUp',
      tag,
      summary: 'Makes the first administrator, by the one-time link.',
      body: setUp,
      status: 201,
      open: true,
      problems: [403],
    }),
  },
  '/password': {
    post: operation({
      id: 'changePassword',
      tag,
      summary: 'Changes one’s password; other sessions end.',
      body: password,
      status: 204,
      problems: [403],
    }),
  },
  '/users/{id}/password': {
    post: operation({
      id: 'setPassword',
      tag,
      summary:
        'Sets the password of another user: an administrator may, or who keeps users and may do as much.',
      parameters: [idPath],
      body: objectOf({ password: text }),
      status: 204,
      problems: [403, 404],
    }),
  },
  '/keeping': {
    get: operation({
      id: 'keeping',
      tag,
      summary: 'Which users, posts and companies are within what whoever keeps the users has themselves.',
      answer: objectOf({
        everything: { type: 'boolean' },
        page: { type: 'boolean', description: 'Whether the ways in of users are open too.' },
        reaches: { type: 'array', items: text },
        holds: { type: 'array', items: text },
        gives: { type: 'array', items: text },
        posts: { type: 'array', items: text },
        companies: { type: ['array', 'null'], items: text },
      }),
    }),
  },
  '/keys': {
    get: operation({ id: 'keys', tag, summary: 'One’s own keys.', answer: listOf(schema('Key')) }),
    post: operation({
      id: 'createKey',
      tag,
      summary: 'Makes a key for a program.',
      body: objectOf({ name: text, expiresAt: text, scope }, ['expiresAt', 'scope']),
      status: 201,
      answer: schema('NewKey'),
      problems: [403],
    }),
  },
  '/keys/{id}': {
    delete: operation({
      id: 'revokeKey',
      tag,
      summary: 'Revokes a key.',
      parameters: [idPath],
      status: 204,
      problems: [404],
    }),
  },
  '/me': {
    get: operation({
      id: 'me',
      tag,
      summary: 'Who one is, and the menu of one’s posts.',
      answer: anything,
    }),
    patch: operation({
      id: 'changeMe',
      tag,
      summary: 'Changes one’s own language; null takes that of the group.',
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { language: { type: ['string', 'null'], enum: ['en', 'lv', 'ka', 'zh', 'ru', null] } },
      },
      answer: anything,
    }),
  },
}
