import type { Readable } from 'node:stream'
import type { Actor } from '../access/actor.ts'
import type { AccessControl } from '../access/access-control.ts'
import { limitRate, networkOf, overRate } from '../accounts/limit-rate.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { fieldErrors, Problem } from '../errors.ts'
import type { Files } from '../files/files.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Mail } from '../mail/mail.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import type { Language } from '#model'
import { askedFor } from './asked-fields.ts'
import { answersOf, missingAnswers } from './read-answers.ts'
import { outsideMails } from './outside-mails.ts'
import { paperFault } from './paper-fault.ts'
import { proposalsOf, type Proposals } from './proposals.ts'
import { remindJob } from './remind-job.ts'
import { formOf, writeForm, type Form } from './form.ts'
import { tokenOpens } from './tokens.ts'
import { viewOf, type OutsideView } from './outside-view.ts'

/** Who comes with a link: what it opens, from where, and in which language. */
export type Bearer = { readonly token: string; readonly address: string | null; readonly language: Language }

/**
 * The form of a partner, for whoever holds the link that was mailed to it. Every method throws a 403
 * `linkOver` where the link opens nothing, whatever the reason, and a 429 where it is asked too often.
 */
export type Outside = {
  /** What was sent, beside what we hold, for whoever works here; a 404 where they may not see the form. */
  proposals(actor: Actor, request: string): Promise<Proposals>
  open(by: Bearer): Promise<OutsideView>
  /** Keeps a draft. Throws a 422 for what does not fit, a 412 where another sitting was faster. */
  save(by: Bearer, answers: Readonly<Record<string, unknown>>, version: number): Promise<OutsideView>
  attach(by: Bearer, content: Readable, file: { name: string; kind: string }): Promise<OutsideView>
  detach(by: Bearer, file: string): Promise<OutsideView>
  /** Answers a question. */
  write(by: Bearer, text: string): Promise<OutsideView>
  /** Hands the form in; until somebody asks back it changes no more. */
  send(by: Bearer): Promise<OutsideView>
}

export type OutsideParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly access: AccessControl
  readonly settings: Settings
  readonly mail: Mail
  readonly jobs: Jobs
  readonly files: Files
}

const window = 10 * 60
const mostFiles = 20
const mostOfADay = 100
const mostFileBytes = 25 * 1024 * 1024
const mostMessages = 50

/** Opens the forms that partners fill in from outside. */
export function openOutside(parts: OutsideParts): Outside {
  outsideMails(parts)
  parts.jobs.declare(remindJob(parts))
  const open = (by: Bearer) => opened(parts, by)
  const view = async (by: Bearer, request: string) => viewOf(parts, await formOf(parts, request), by.language)
  /** Changes the form while it is open, by one sitting at a time. */
  const change = async (
    by: Bearer,
    values: (form: Form) => Promise<Readonly<Record<string, unknown>>>,
    version?: number,
  ) => {
    const form = await open(by)
    if (form.state !== 'open') throw handedIn()
    await writeForm(parts, form, await values(form), version ?? form.version)
    return view(by, form.id)
  }
  return {
    proposals: (actor, request) => proposalsOf(parts, actor, request),
    async open(by) {
      const form = await open(by)
      if (form.openedAt === null)
        await writeForm(parts, form, { openedAt: new Date().toISOString() }, form.version).catch(faster)
      return view(by, form.id)
    },
    save: (by, answers, version) =>
      change(by, async (form) => ({ answers: await kept(parts, form, answers, by.language) }), version),
    async attach(by, content, { name, kind }) {
      const form = await open(by)
      if (form.state !== 'open') throw handedIn()
      await limitFiles(parts, form)
      if (form.files.length >= mostFiles) throw tooMany(mostFiles)
      const { papers } = await askedFor(parts, form)
      if (kind !== 'other' && !papers.some((paper) => paper.kind === kind)) throw unknownPaper()
      const actor = await parts.access.systemActor('outside form')
      const arrived = await parts.files.arrive(actor, content, name)
      try {
        if (arrived.size > mostFileBytes) throw tooLarge()
        const fault = await paperFault(arrived, name)
        if (fault) throw fieldErrors([{ field: 'file', ...fault }])
        const file = await parts.files.keep(actor, arrived, { name })
        return await change(by, async (now) => {
          // Others may have arrived while this one did; it is collected then, for nothing names it.
          if (now.files.length >= mostFiles) throw tooMany(mostFiles)
          return { files: [...now.files.map(({ id }) => ({ id })), { name: file.name, kind, file: file.id }] }
        })
      } finally {
        await arrived.discard()
      }
    },
    detach: (by, file) =>
      change(by, async (form) => {
        const own = form.files.find((one) => one.id === file)
        if (!own || own.taken) throw noSuchFile()
        return { files: form.files.flatMap(({ id }) => (id === file ? [] : [{ id }])) }
      }),
    write: (by, text) =>
      change(by, async (form) => {
        if (form.messages.length >= mostMessages) throw tooMany(mostMessages)
        const message = { text, own: false, at: new Date().toISOString() }
        return { messages: [...form.messages.map(({ id }) => ({ id })), message] }
      }),
    async send(by) {
      return change(by, async (form) => {
        const errors = missingAnswers(await askedFor(parts, form), form)
        if (errors.length > 0) throw fieldErrors(errors)
        return { state: 'sent', sentAt: new Date().toISOString() }
      })
    },
  }
}

/** What is taken out again is kept for an undo all the same: a link must not be a way to fill the disk. */
async function limitFiles({ database }: OutsideParts, { id: who }: Form): Promise<void> {
  await limitRate(database, { what: 'outside file', who, most: 60, seconds: window })
  const day = { what: 'outside files of a day', who, most: mostOfADay, seconds: 86_400 }
  const seconds = await overRate(database, day)
  if (seconds === null) return
  // Nobody counts down the seconds of a day, and no network of theirs is to blame.
  throw new Problem(
    429,
    'tooManyFiles',
    said('By one link no more than {most} files come in a day. Go on tomorrow.', { most: mostOfADay }),
    { retryAfterSeconds: seconds },
  )
}

/** The form that a link opens. Whether a link never was, is too old or was called off, nobody is told. */
async function opened({ database, ...parts }: OutsideParts, by: Bearer): Promise<Form> {
  const who = networkOf(by.address)
  await limitRate(database, { what: 'outside', who, most: 300, seconds: window })
  const request = await tokenOpens(database, by.token)
  const form = request === null ? null : await formOf({ database, ...parts }, request).catch(gone)
  if (form && (form.state === 'open' || form.state === 'sent') && form.isOpen) return form
  // Guessing is hopeless already; this ends the noise of it.
  const wait = await overRate(database, { what: 'outside guess', who, most: 30, seconds: window })
  if (wait !== null) await limitRate(database, { what: 'outside', who, most: 0, seconds: window })
  throw linkOver()
}

/** The answers as they stand with those of a sitting; what is asked no more because of them is let go. */
async function kept(
  parts: OutsideParts,
  form: Form,
  given: Readonly<Record<string, unknown>>,
  language: Language,
): Promise<Record<string, unknown>> {
  const answers = answersOf(await askedFor(parts, form), form, given, language)
  const { fields } = await askedFor(parts, form, answers)
  const names = new Set(fields.map(({ field }) => field.name))
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
}

function gone(error: unknown): null {
  if ((error as { status?: number }).status === 404) return null
  throw error
}

/** Another sitting noted at the same time that it was opened. */
function faster(error: unknown): void {
  if ((error as { status?: number }).status !== 412) throw error
}

function linkOver(): Problem {
  return new Problem(
    403,
    'linkOver',
    said('This link opens nothing any more. Ask whoever sent it to you for another.'),
  )
}

function handedIn(): Problem {
  return new Problem(
    409,
    'handedIn',
    said('The form was handed in. It opens again when there is a question.'),
  )
}

function tooMany(most: number): Problem {
  return new Problem(409, 'tooMany', said('No more than {most} can be added here.', { most }))
}

function tooLarge(): Problem {
  const most = mostFileBytes / 1024 / 1024
  return new Problem(
    413,
    'tooLarge',
    said('A file may hold at most {most} MB. Send a smaller one.', { most }),
  )
}

function noSuchFile(): Problem {
  return new Problem(404, 'notFound', said('There is no such file in this form.'))
}

function unknownPaper(): Problem {
  return fieldErrors([
    { field: 'kind', code: 'unknownChoice', message: said('Such a paper was not asked for.') },
  ])
}
