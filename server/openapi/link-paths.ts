import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, pathParameter, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const flag: Schema = { type: 'boolean' }
const instant: Schema = { type: 'string', format: 'date-time' }
const idPath = pathParameter('id', idSchema)
const tag = 'Account'
const session = objectOf({ user: idSchema, expiresAt: instant })

/** How one comes in, and links with which people set their own password. */
export const linkPaths: Paths = {
  '/session/ways': {
    get: operation({
      id: 'waysIn',
      tag,
      summary:
        'How one can come in here: whether there are users yet, whether passwords are reset by mail, and by which providers.',
      answer: objectOf({
        setUp: flag,
        reset: flag,
        providers: { type: 'array', items: objectOf({ id: text, label: text }) },
      }),
      open: true,
    }),
  },
  '/password/reset': {
    post: operation({
      id: 'askReset',
      tag,
      summary:
        'Sends a link for a new password by mail. The answer is the same where nobody has the address.',
      body: objectOf({ email: text }),
      status: 204,
      open: true,
      problems: [403, 409],
    }),
  },
  '/links/open': {
    post: operation({
      id: 'openLink',
      tag,
      summary: 'Whose link it is, and what for.',
      body: objectOf({ token: text }),
      answer: objectOf({ kind: { type: 'string', enum: ['reset', 'invitation'] }, name: text, email: text }),
      open: true,
      problems: [403],
    }),
  },
  '/links/use': {
    post: operation({
      id: 'useLink',
      tag,
      summary: 'Sets the password by a link, which opens once; the session comes as a cookie.',
      body: objectOf({ token: text, password: text }),
      status: 201,
      answer: session,
      open: true,
      problems: [403],
    }),
  },
  '/users/{id}/invitation': {
    get: operation({
      id: 'invitation',
      tag,
      summary: 'The invitation that still opens; an administrator may ask.',
      parameters: [idPath],
      answer: objectOf({
        invitation: {
          type: ['object', 'null'],
          properties: { createdAt: instant, expiresAt: instant, sent: flag },
        },
      }),
      problems: [403, 404],
    }),
    post: operation({
      id: 'invite',
      tag,
      summary: 'Invites a user to set their own password; an earlier invitation does not open any more.',
      parameters: [idPath],
      body: objectOf({ how: { type: 'string', enum: ['mail', 'link'] } }, ['how']),
      bodyOptional: true,
      status: 201,
      answer: objectOf({ link: { type: ['string', 'null'] }, expiresAt: instant }),
      problems: [403, 404],
    }),
  },
}
