import type { AddressInfo } from 'node:net'
import type { Email } from 'postal-mime'

export type MailServer = {
  /** For SMTP_URL. */
  readonly url: string
  /** What came so far, read. */
  readonly mails: readonly Email[]
  /** The next mail to the address that nobody has taken yet. */
  next(to: string): Promise<Email>
  /** From now on answers each recipient with this code, or takes what comes. */
  refuse(code: number | null): void
}

type Hooks = { after(release: () => Promise<void>): void }

const login = { user: 'kontor@mail.example', password: 'a secret of the mail server' }

/** A real mail server for tests, on a free port; it takes only who signs in, and gives back what it took. */
export async function mailServer(t: Hooks): Promise<MailServer> {
  const [{ default: PostalMime }, { SMTPServer }] = await Promise.all([
    import('postal-mime'),
    import('smtp-server'),
  ])
  const mails: Email[] = []
  const taken = new Set<Email>()
  const waiting = new Set<() => void>()
  let refusal: number | null = null
  const keep = async (content: Buffer) => {
    mails.push(await PostalMime.parse(content))
    for (const look of waiting) look()
  }
  const server = new SMTPServer({
    authOptional: false,
    // Connections that a client keeps open are cut at the end.
    closeTimeout: 1,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (given, _session, done) =>
      given.username === login.user && given.password === login.password
        ? done(null, { user: login.user })
        : done(new Error('Who are you?')),
    // As real servers do, it names whom it does not take.
    onRcptTo: ({ address }, _session, done) =>
      done(
        refusal === null
          ? null
          : Object.assign(new Error(`<${address}>: not now.`), { responseCode: refusal }),
      ),
    onData(stream, _session, done) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        void keep(Buffer.concat(pieces))
        done()
      })
    },
  })
  // A client that goes away in the middle is no failure of the server.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const [user, password] = [login.user, login.password].map(encodeURIComponent)
  return {
    url: `smtp://${user}:${password}@127.0.0.1:${port}`,
    mails,
    next: (to) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.find((mail) => !taken.has(mail) && mail.to?.[0]?.address === to)
          if (!found) return
          taken.add(found)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    refuse: (code) => void (refusal = code),
  }
}
