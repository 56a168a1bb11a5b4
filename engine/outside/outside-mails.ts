import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { calledDayOf } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { MailWords } from '../mail/mail.ts'
import { formObject } from './askable.ts'
import { formOf, type Form } from './form.ts'
import type { OutsideParts } from './open-outside.ts'
import { nameOutside } from './shown-by-sender.ts'
import { newToken } from './tokens.ts'

type Why = 'asked' | 'question' | 'reminder' | 'answered'

/** The mails around a form, and the job that posts them. */
export function outsideMails(parts: OutsideParts): void {
  const { mail, jobs, database, settings } = parts
  mail.declare({
    name: 'dataRequest',
    compose: async ({ request, why }) => toPartner(parts, String(request), why as Why),
  })
  mail.declare({
    name: 'dataAnswered',
    compose: async ({ request }) => {
      const form = await formOf(parts, String(request)).catch(() => null)
      const known = form && (await nameForAsker(parts, form))
      if (!form || !known) return null
      const name = known.name ?? said('A partner')
      return {
        subject: said('{name} sent its data', { name }),
        paragraphs: [said('What {name} sent waits to be accepted or asked back.', { name })],
        link: { label: said('Look at it'), href: mail.address(`/data-requests/${form.id}`) },
      }
    },
  })
  jobs.declare({
    name: 'mail outside',
    run: async ({ payload, actor }) => {
      const why = payload['why'] as Why
      const form = await formOf(parts, String(payload['request']))
      const { language } = await settings.group()
      const to =
        why === 'answered' ? await askerOf(parts, form) : { email: form.email, language: form.language }
      if (!to) return null
      const kind = why === 'answered' ? 'dataAnswered' : 'dataRequest'
      return database.transaction((tx) =>
        mail.post(tx, {
          kind,
          to: to.email,
          language: to.language ?? language,
          payload: { request: form.id, why },
          by: actor,
        }),
      )
    },
  })
}

async function askerOf({ database }: OutsideParts, { createdBy }: Form) {
  const [user] = await database.query<{ email: string; language: Form['language'] | null }>(
    sql`select email, language from "user" where id = ${createdBy} and active`,
  )
  return user
}

/**
 * What the form is called for whoever asked, as the mail goes out, if they see that; null where they see it
 * no more.
 */
async function nameForAsker(
  { access, records }: OutsideParts,
  form: Form,
): Promise<{ readonly name: string | null } | null> {
  const user = form.createdBy
  if (user === null) return null
  try {
    const asker = await access.actorFor({ user, source: 'job', request: form.id })
    const found = await records.get(asker, formObject, form.id, { fields: ['name'] })
    if (!('json' in found)) return null
    return { name: (JSON.parse(found.json) as { name?: string | null }).name ?? null }
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null
    throw error
  }
}

/** Each time that it is tried to be sent, the mail has a secret of its own, so that none has to be kept. */
async function toPartner(parts: OutsideParts, request: string, why: Why): Promise<MailWords | null> {
  const form = await formOf(parts, request).catch(() => null)
  if (!form || form.state !== 'open' || !form.isOpen) return null
  const { name: group, timeZone } = await parts.settings.group()
  const token = await newToken(parts.database, form.id, form.expiresAt)
  const name = await nameOutside(parts, form)
  const question = form.messages.findLast(({ own }) => own)?.text
  const lead = {
    asked: said('{group} asks you to fill in the data of {name} and to send its papers.', {
      group,
      name,
    }),
    reminder: said('{group} still waits for the data of {name}.', { group, name }),
    question: said('{group} has a question about the data of {name}.', { group, name }),
    answered: said('{name} sent its data', { name }),
  }[why]
  return {
    subject: said('Your data for {group}', { group }),
    paragraphs: [
      lead,
      ...(why === 'question' && question ? [said('Their question: {question}', { question })] : []),
      ...(why === 'asked' && form.note ? [said('They say: {note}', { note: form.note })] : []),
      said('You need no account. You can stop at any time and go on later by the same link, until {day}.', {
        day: calledDayOf(form.expiresAt, timeZone),
      }),
      said('The link is for you alone: whoever has it can fill in the form.'),
    ],
    // Behind the #, so that it stands in no log of a server on the way.
    link: { label: said('Open the form'), href: parts.mail.address(`/fill#${token}`) },
  }
}
