import { alarmCodes } from '#engine'
import { idSchema, type Schema } from './field-schema.ts'
import { objectOf, operation, type Paths } from './operation.ts'

const tag = 'Work'
const text: Schema = { type: 'string' }
const nullable = (type: string, format?: string): Schema => ({
  type: [type, 'null'],
  ...(format ? { format } : {}),
})
const run = objectOf({
  id: idSchema,
  kind: { type: 'string', enum: ['backup', 'trial'] },
  state: { type: 'string', enum: ['running', 'done', 'failed'] },
  name: nullable('string'),
  bytes: nullable('integer'),
  encrypted: nullable('boolean'),
  error: nullable('string'),
  beganAt: { type: 'string', format: 'date-time' },
  endedAt: nullable('string', 'date-time'),
})
const runOrNull: Schema = { anyOf: [run, { type: 'null' }] }
const whole: Schema = { type: 'integer' }
const begun = (id: string, summary: string) =>
  operation({
    id,
    tag,
    summary,

    status: 202,
    answer: objectOf({ job: idSchema }),
    problems: [403, 409],
  })

/** Backups by schedule. */
export const backupPaths: Paths = {
  '/backups': {
    get: operation({
      id: 'backups',
      tag,
      summary: 'How the backups stand: where they go, alarms, and the latest runs.',
      answer: objectOf({
        place: { type: ['string', 'null'], enum: ['folder', 's3', null] },
        where: nullable('string'),
        encrypted: { type: 'boolean' },
        last: runOrNull,
        lastTrial: runOrNull,
        next: nullable('string', 'date-time'),
        unnamed: whole,
        oldestUnnamed: {
          type: 'array',
          items: objectOf({ name: text, madeAt: { type: 'string', format: 'date-time' } }),
          description: 'Of those whose names do not say whose they are the twenty oldest.',
        },
        schedule: objectOf({
          hour: whole,
          daily: whole,
          weekly: whole,
          monthly: whole,
          trialDays: whole,
          timeZone: text,
        }),
        alarms: {
          type: 'array',
          items: objectOf({ code: { type: 'string', enum: alarmCodes }, message: text }),
        },
        items: { type: 'array', items: run },
      }),
      problems: [403],
    }),
    post: begun('makeBackup', 'Makes a backup at once, as a job.'),
  },
  '/backups/trial': {
    post: begun('tryBackup', 'Restores the newest backup beside the data and proves it, as a job.'),
  },
}
