import { isId } from '#model'
import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { fieldErrors, type FieldError } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Provider } from './provider.ts'

export type GivenProvider = Omit<Provider, 'id' | 'hasSecret'> & {
  /** A new secret; undefined leaves the one that is kept, null takes it away. */
  readonly secret: string | null | undefined
}

/** Reads what was given over what holds so far. Throws a 422 that names each field at fault. */
export async function readProvider(
  connection: Connection,
  given: Readonly<Record<string, unknown>>,
  before: Provider | null,
): Promise<GivenProvider> {
  const faults: FieldError[] = []
  const fault = (field: string, code: string, message: FieldError['message']) =>
    void faults.push({ field, code, message })
  const text = (field: 'label' | 'issuer' | 'clientId', most: number) => {
    const value = given[field] ?? before?.[field]
    const clean = typeof value === 'string' ? value.trim() : ''
    return clean.length <= most ? clean : ''
  }
  const flag = (field: 'joins' | 'secondFactor' | 'signsOut' | 'active', initial: boolean) =>
    typeof given[field] === 'boolean' ? given[field] : (before?.[field] ?? initial)
  const read = {
    label: text('label', 60),
    issuer: text('issuer', 500),
    clientId: text('clientId', 500),
    secret: secretOf(given['secret']),
    domains: domainsOf(given['domains'] ?? before?.domains ?? []),
    joins: flag('joins', false),
    secondFactor: flag('secondFactor', false),
    signsOut: flag('signsOut', false),
    active: flag('active', true),
    newUserPost: given['newUserPost'] === undefined ? (before?.newUserPost ?? null) : given['newUserPost'],
  }
  if (read.label === '')
    fault('label', 'required', said('Write what the button says, in at most 60 characters.'))
  if (!isIssuer(read.issuer))
    fault(
      'issuer',
      'address',
      said('Give the address of the provider with https://, such as https://id.example.com.'),
    )
  if (read.clientId === '')
    fault('clientId', 'required', said('Give the client id that the provider told you.'))
  const { domains, newUserPost } = read
  if (domains === null) fault('domains', 'domain', said('Give e-mail domains such as example.com.'))
  if (newUserPost !== null && !(await isPlainPost(connection, newUserPost)))
    fault('newUserPost', 'post', said('Choose a post that is there and does not make administrators.'))
  if (newUserPost !== null && domains?.length === 0)
    fault(
      'domains',
      'required',
      said('Name the e-mail domains: else anybody with an account there would become a user.'),
    )
  if (faults.length > 0) throw fieldErrors(faults)
  return { ...read, domains: domains ?? [], newUserPost: newUserPost as string | null }
}

function secretOf(given: unknown): string | null | undefined {
  if (given === null) return null
  return typeof given === 'string' && given.trim() !== '' ? given.trim().slice(0, 1_000) : undefined
}

/** Null where one of them is none. */
function domainsOf(given: unknown): string[] | null {
  if (!Array.isArray(given) || given.length > 50) return null
  const domains = given.map((one) =>
    typeof one === 'string' ? one.trim().toLowerCase().replace(/^@/, '') : '',
  )
  return domains.every((one) => /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(one))
    ? [...new Set(domains)]
    : null
}

/** Secrets go over the line, so it is HTTPS; on this machine itself plain HTTP does. */
function isIssuer(given: string): boolean {
  const url = URL.parse(given)
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || isOnThisMachine(url)
}

export function isOnThisMachine({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

async function isPlainPost(connection: Connection, post: unknown): Promise<boolean> {
  if (typeof post !== 'string' || !isId(post)) return false
  const found = await connection.query(
    sql`select 1 from post where id = ${post} and administrator is not true`,
  )
  return found.length > 0
}
