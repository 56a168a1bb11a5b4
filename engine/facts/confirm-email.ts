import { newId, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import { limitRate, networkOf } from '../accounts/limit-rate.ts'
import { newSecret, secretHash } from '../accounts/secret.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { databaseNow } from '../database/database-now.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import type { MailKind } from '../mail/mail.ts'
import { said } from '../said/said.ts'
import { refuseUnlessMayChange } from './attest-fact.ts'
import { provedNamed, provedOf, sameAsked, type Asked, type Subject } from './asked-of.ts'
import { seesField } from './read-facts.ts'
import { emailKind } from './fact-words.ts'
import type { FactsParts } from './facts-parts.ts'
import { askedNow, subjectsOf, writeFacts, type FactPlace } from './write-facts.ts'

const mailName = 'confirm e-mail'
const lasts = '14 days'
/** A confirmation counts for so long; people change their address more often than companies their name. */
const countsDays = 730
const hour = 3_600
const languages: readonly string[] = ['en', 'lv', 'ka', 'zh', 'ru']

/**
 * Asks the owner of an e-mail address of a record to confirm it by a link. The link says nothing of
 * the record, opens once, and a later one ends it. Throws 404, 403, 409 where mail is not set up, 422 where
 * there is no address, and 429.
 */
export async function askConfirmation(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  line: string | null,
): Promise<void> {
  const { database, model, records, mail, settings } = parts
  const proved = provedOf(model(), object).find(({ kind }) => kind === emailKind)
  const base = model().objects.get(object.base)
  if (!proved || !base || !(await seesField(parts, actor, object, record, proved.field))) throw notFound()
  await refuseUnlessMayChange(records, actor, object, record)
  mail.refuseUnlessReady()
  const { asked, ...subject } = await addressOf(parts, { object: base, proved }, record, line)
  const to = asked['email']
  if (!to)
    throw fieldErrors([
      {
        field: 'email',
        code: 'required',
        message: said('There is no e-mail address that could be confirmed.'),
      },
    ])
  await limitRate(database, { what: 'confirm of', who: subject.line, most: 5, seconds: 24 * hour })
  await limitRate(database, { what: 'confirm to', who: to.toLowerCase(), most: 5, seconds: 24 * hour })
  await limitRate(database, { what: 'confirm by', who: actor.user, most: 200, seconds: hour })
  const language = await languageOf(parts, base, record, (await settings.group()).language)
  await database.transaction(async (tx) => {
    const link = newId()
    await tx.query(
      sql`delete from fact_confirmation where line = ${subject.line}::uuid or expires_at < now()`,
    )
    await tx.query(
      sql`insert into fact_confirmation (id, object, record, line, asked, created_by, expires_at)
          values (${link}, ${base.name}, ${record}, ${subject.line}, ${JSON.stringify(asked)}::jsonb,
                  ${actor.user}, now() + ${lasts}::interval)`,
    )
    await tx.query(
      sql`insert into fact_look (kind, record, line, failure)
          values (${emailKind}, ${record}, ${subject.line}, 'linkSent')
          on conflict (kind, line) do update set failure = 'linkSent'`,
    )
    await mail.post(tx, { kind: mailName, to, language, payload: { link }, by: actor })
  })
}

/** The address of the line that was named, or without one the first, which is the main one. */
async function addressOf(
  { database, model }: FactsParts,
  place: FactPlace,
  record: string,
  line: string | null,
): Promise<Subject & { readonly asked: Asked }> {
  const subjects = await subjectsOf(database, model(), place, record)
  const found = line === null ? subjects[0] : subjects.find((one) => one.line === line)
  if (!found && line !== null) throw notFound()
  return found ?? { record, line: record, asked: {} }
}

/** People are written to in their own language, where it is one that Kontor speaks. */
async function languageOf(
  { database }: FactsParts,
  base: ResolvedObject,
  record: string,
  otherwise: Language,
): Promise<Language> {
  const column = base.fields.get('language')?.column
  if (!column) return otherwise
  const [row] = await database.query<{ language: string | null }>(
    sql`select ${id(column)} as language from ${id(base.table)} where id = ${record}::uuid`,
  )
  return row?.language && languages.includes(row.language) ? (row.language as Language) : otherwise
}

/** The mail with the link; each try has a secret of its own, of which only the hash is kept. */
export function confirmationMail({ database, mail, settings }: FactsParts): MailKind {
  return {
    name: mailName,
    async compose({ link }) {
      const token = newSecret()
      const [row] = await database.query(
        sql`update fact_confirmation set token_hash = ${secretHash(token)}
            where id = ${String(link)} and expires_at > now() returning 1`,
      )
      if (!row) return null
      const { name: group } = await settings.group()
      return {
        subject: said('{group} asks: is this your e-mail address?', { group }),
        paragraphs: [
          said(
            '{group} has this e-mail address among its partners, and would like to know that it reaches you.',
            {
              group,
            },
          ),
          said('The link opens once, within fourteen days. If you know nothing of it, do nothing.'),
        ],
        // Behind the #, so that it stands in no log of a server on the way.
        link: { label: said('Confirm my e-mail address'), href: mail.address(`/confirm#${token}`) },
      }
    },
  }
}

type Confirmed = Subject & {
  readonly object: string
  readonly asked: Asked
  readonly by: string
}

/**
 * Confirms an address by its link, which is used up. It says nothing but that, whatever the link was; where
 * the record has another address by now, the fact speaks of the old one. Throws a 403 `linkOver`, and a
 * 429.
 */
export async function confirmEmail(
  { database, model, records, access }: FactsParts,
  token: string,
  address: string | null,
): Promise<void> {
  await limitRate(database, { what: 'confirmation', who: networkOf(address), most: 30, seconds: hour / 6 })
  const place = provedNamed(model(), emailKind)
  const root = await access.systemActor('confirm e-mail')
  await database.transaction(async (tx) => {
    const [used] = await tx.query<Confirmed>(
      sql`delete from fact_confirmation where token_hash = ${secretHash(token)} and expires_at > now()
          returning object, record, line, asked, created_by as by`,
    )
    if (!used || !place) throw linkOver()
    const now = (await askedNow(tx, model(), place, [used.record])).get(used.line) ?? null
    if (!sameAsked(used.asked, now)) throw linkOver()
    const expiresAt = new Date((await databaseNow(tx)) + countsDays * 86_400_000).toISOString()
    const fact = {
      record: used.record,
      line: used.line,
      asked: used.asked,
      result: 'valid',
      source: 'link',
    } as const
    await writeFacts(records, root, place, [{ ...fact, expiresAt, dueAt: null }], { tx })
  })
}

function linkOver(): Problem {
  return new Problem(
    403,
    'linkOver',
    said(
      'This link does not open any more: it was used, is too old, or a newer one was sent. Ask for another.',
    ),
  )
}
