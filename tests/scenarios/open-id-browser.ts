import { strict as assert } from 'node:assert'
import type { OpenIdProvider } from '#testing'
import { caller, type Office, type Reply } from './office.ts'

/** A browser between Kontor and a provider: it keeps the cookies of both, and follows where it is sent. */
export type BrowserThere = ReturnType<typeof browserThere>

/** One person's browser, at the door of an office. */
export function browserThere({ url }: Pick<Office, 'url'>) {
  const jar = new Map<string, Map<string, string>>()
  const cookiesOf = (address: string) => {
    const { host } = new URL(address)
    const own = jar.get(host) ?? new Map<string, string>()
    jar.set(host, own)
    return own
  }
  const keep = (address: string, headers: Headers) => {
    for (const one of headers.getSetCookie()) {
      const [pair = ''] = one.split(';')
      const at = pair.indexOf('=')
      const gone = /max-age=0|expires=Thu, 01 Jan 1970/i.test(one)
      if (gone) cookiesOf(address).delete(pair.slice(0, at))
      else cookiesOf(address).set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  const heading = (address: string) =>
    [...cookiesOf(address)].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const answer = await caller(url, { cookie: heading(url), origin: url }).ask(method, path, { body })
    keep(url, answer.headers)
    return answer
  }
  /** Goes on there, page by page, until it is sent back to us; gives the address to which it is. */
  const walk = async (start: string, login: string): Promise<URL> => {
    let [address, form] = [start, null as URLSearchParams | null]
    for (let page = 0; page < 12; page++) {
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { cookie: heading(address) },
        ...(form ? { method: 'POST', body: form } : {}),
      })
      keep(address, answer.headers)
      const next = answer.headers.get('location')
      if (next) {
        const url = new URL(next, address)
        if (url.pathname.startsWith('/sign-in/by/')) return url
        ;[address, form] = [url.href, null]
        continue
      }
      const text = await answer.text()
      const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1]
      assert.ok(action, `${address}: ${answer.status} ${text.slice(0, 500)}`)
      const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? ''
      form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) })
      address = new URL(action, address).href
    }
    throw new Error('It never came back.')
  }
  return {
    ask,
    walk,
    /** Begins at Kontor; gives the provider's address. */
    async begin(provider: string, back?: string): Promise<string> {
      const begun = await ask('POST', 'session/openid', { provider, ...(back ? { back } : {}) })
      assert.equal(begun.status, 200, begun.text)
      return begun.body.address as string
    },
    /** What the page does that the provider sends back to. */
    finish: (returned: URL) =>
      ask('POST', 'session/openid/finish', {
        provider: returned.pathname.split('/').at(-1),
        query: returned.search.slice(1),
      }),
    /** All of it: from the button to being in, or not. */
    async comeIn(provider: string, login: string, back?: string): Promise<Reply> {
      return this.finish(await walk(await this.begin(provider, back), login))
    },
  }
}

type Settings = Readonly<Record<string, unknown>>

/** Makes the provider known to an office, as an administrator does it. Gives its id. */
export async function knownProvider(
  { engine, url }: Office,
  there: Pick<OpenIdProvider, 'issuer' | 'clientId' | 'clientSecret' | 'allow'>,
  settings: Settings = {},
): Promise<string> {
  const { issuer, clientId, clientSecret: secret } = there
  const root = await engine.access.systemActor('test')
  const id = await engine.accounts.openId.providers.add(root, {
    ...{ label: 'Osta ID', issuer, clientId, secret },
    ...settings,
  })
  there.allow(`${url}/sign-in/by/${id}`)
  return id
}
