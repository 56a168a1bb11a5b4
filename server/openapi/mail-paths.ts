import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, type Paths } from './operation.ts'

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: ['string', 'null'] }
const tag = 'Mail'
const mail = objectOf({
  id: idSchema,
  kind: text,
  to: text,
  state: { type: 'string', enum: ['waiting', 'sent', 'failed', 'notSetUp', 'dropped'] },
  attempts: { type: 'integer', minimum: 0 },
  error: textOrNull,
  createdAt: { type: 'string', format: 'date-time' },
  sentAt: { type: ['string', 'null'], format: 'date-time' },
})

/** The mails that go out. */
export const mailPaths: Paths = {
  '/mail': {
    get: operation({
      id: 'mail',
      tag,
      summary: 'Whether mail is set up, and what became of the latest mails; for administrators.',
      answer: objectOf({
        state: { type: 'string', enum: ['ready', 'notSetUp'] },
        server: textOrNull,
        from: textOrNull,
        problem: textOrNull,
        items: { type: 'array', items: mail },
      }),
      problems: [403],
    }),
  },
  '/mail/test': {
    post: operation({
      id: 'sendTestMail',
      tag,
      summary: 'Sends a mail to oneself, to try it out.',
      status: 202,
      answer: objectOf({ id: idSchema, to: text }),
      problems: [403, 409],
    }),
  },
}
