import type { Transporter } from 'nodemailer'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

export type Letter = {
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type OutgoingServer = {
  readonly isReady: boolean
  /** Host and port. */
  readonly place: string | null
  readonly problem: Said | null
  /** The address that mails come from unless somebody decided on one. */
  sender(origin: string): string
  /** Hands a letter in. Throws `MailRefused` where no further try would help. */
  send(letter: Letter): Promise<void>
  close(): void
}

/** The server said no to this letter for good: to the address, or to what it says. */
export class MailRefused extends Error {}

const seconds = 1_000

/** The mail server that SMTP_URL names, by a few connections that are kept open. */
export function outgoingServer(url: string | undefined): OutgoingServer {
  if (url === undefined || url === '') return noServer(null)
  const parsed = URL.parse(url)
  if (!parsed || !/^smtps?:$/.test(parsed.protocol) || parsed.hostname === '')
    return noServer(said('SMTP_URL is not an address such as smtp://user:password@mail.example.com:587.'))
  let opened: Promise<Transporter> | undefined
  const transport = () => (opened ??= transportTo(url))
  const user = decodeURIComponent(parsed.username)
  return {
    isReady: true,
    place: parsed.port === '' ? parsed.hostname : `${parsed.hostname}:${parsed.port}`,
    problem: null,
    sender: (origin) => (user.includes('@') ? user : `kontor@${new URL(origin).hostname}`),
    async send({ id, from, to, subject, text, html }) {
      const host = from.address.split('@')[1] ?? 'kontor'
      try {
        // The same name each time, so that one that was sent twice is seen to be the same.
        await (
          await transport()
        ).sendMail({ from, to: [to], subject, text, html, messageId: `<${id}@${host}>` })
      } catch (error) {
        throw judged(error)
      }
    },
    close: () => void opened?.then((one) => one.close()),
  }
}

/** Loaded with the first letter: most of an idle server's time nobody writes one. */
async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: 20 * seconds,
      greetingTimeout: 20 * seconds,
      socketTimeout: 60 * seconds,
      // What a mail says never names files or addresses to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { headers: { 'auto-submitted': 'auto-generated' } },
  )
}

/** Only what concerns the letter itself is final; a wrong password or a full server may be mended. */
function judged(error: unknown): unknown {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string }
  const isFinal = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  return isFinal ? new MailRefused((error as Error).message) : error
}

function noServer(problem: Said | null): OutgoingServer {
  return {
    isReady: false,
    place: null,
    problem,
    sender: (origin) => `kontor@${new URL(origin).hostname}`,
    send: async () => {
      throw new MailRefused('There is no mail server.')
    },
    close: () => {},
  }
}
