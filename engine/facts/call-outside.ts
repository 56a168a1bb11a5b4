import dns from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import type { Readable } from 'node:stream'

/** An answer as it begins; its body is still to be read. */
export type OutsideAnswer = {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Readable
}

export type OutsideCall = {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** Whether an address within our own network is meant. */
  readonly ownNetwork: boolean
}

/** The name leads to a place where nobody said that the call may go. */
export class NotThere extends Error {}

/**
 * Asks a server by HTTP or HTTPS. The name is resolved once, every address that it has is judged, and the
 * call goes to one of these: a name that answers otherwise a moment later leads nowhere else (DNS
 * rebinding). Ways on to other addresses are not followed. Throws NotThere for a name within our own
 * network where that is not meant, and wherever a call never means to go: link-local addresses, where
 * clouds keep secrets, and such.
 */
export async function callOutside(url: URL, call: OutsideCall): Promise<OutsideAnswer> {
  const addresses = await inTime(placesOf(url, call.ownNetwork), call.signal)
  const secure = url.protocol === 'https:'
  const { request } = secure ? https : http
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: call.method,
      headers: {
        ...call.headers,
        'accept-encoding': 'identity',
        ...(call.body === undefined ? {} : { 'content-length': Buffer.byteLength(call.body) }),
      },
      signal: call.signal,
      agent: agents[call.ownNetwork ? 'own' : 'world'][secure ? 'https' : 'http'],
      lookup: (_name, options, done) => {
        const [first] = addresses
        if (options.all) done(null, [...addresses])
        else done(null, first?.address ?? '', first?.family)
      },
    })
    asking.on('response', (answer) =>
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer }),
    )
    asking.on('error', (error: NodeJS.ErrnoException) => {
      // A connection that was kept may have ended just then; the question has not been read.
      const isStale = asking.reusedSocket && error.code === 'ECONNRESET' && !call.signal.aborted
      if (isStale) callOutside(url, call).then(resolve, reject)
      else reject(error)
    })
    asking.end(call.body)
  })
}

/** A name server that does not answer is waited for no longer than anybody else. */
async function inTime<V>(work: Promise<V>, signal: AbortSignal): Promise<V> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Kept apart: a connection that was opened where more is allowed must not serve where less is. */
const agents = {
  world: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
  own: { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) },
}

type Place = { readonly address: string; readonly family: number }

async function placesOf(url: URL, ownNetwork: boolean): Promise<readonly Place[]> {
  const name = url.hostname.replaceAll(/^\[|\]$/g, '')
  const family = net.isIP(name)
  const places = family === 0 ? await dns.lookup(name, { all: true }) : [{ address: name, family }]
  // All of them: which one is taken is not ours to say.
  for (const { address } of places) {
    const kind = kindOfAddress(address)
    if (kind === 'never' || (kind === 'own' && !ownNetwork)) throw new NotThere(name)
  }
  return places
}

/** Whether an address is out in the world, within a network of one's own, or no place to call at all. */
export function kindOfAddress(address: string): 'world' | 'own' | 'never' {
  const inner = innerAddress(address)
  if (inner !== null) return kindOfAddress(inner)
  const family = net.isIPv6(address) ? 'ipv6' : 'ipv4'
  if (never.check(address, family)) return 'never'
  return own.check(address, family) ? 'own' : 'world'
}

/** The IPv4 address that one of IPv6 stands for: mapped, translated (NAT64) or tunnelled (6to4). */
function innerAddress(address: string): string | null {
  if (!net.isIPv6(address)) return null
  const words = wordsOf(address)
  const at = (first: number) =>
    [words[first], words[first + 1]].flatMap((word = 0) => [word >> 8, word & 255]).join('.')
  const begins = (...start: readonly number[]) => start.every((word, index) => words[index] === word)
  if (begins(0, 0, 0, 0, 0, 0xffff) || begins(0x64, 0xff9b, 0, 0, 0, 0)) return at(6)
  if (begins(0, 0, 0, 0, 0, 0) && (words[6] ?? 0) > 0) return at(6)
  return begins(0x2002) ? at(1) : null
}

function wordsOf(address: string): number[] {
  // The platform writes every spelling of an address in one way, with IPv4 at the end as words.
  const plain = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const words = (text: string | undefined) =>
    text ? text.split(':').map((word) => Number.parseInt(word, 16)) : []
  const [left, right] = [words(head), words(tail)]
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: zeros }, () => 0), ...right]
}

/** RFC 6890 and 8190: what is only reached from within. */
const own = blocks([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
  ['fec0::', 10],
])

/** What names no single server, or one beside the machine that tells its secrets to whoever asks. */
const never = blocks([
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
])

function blocks(all: readonly (readonly [address: string, bits: number])[]): net.BlockList {
  const list = new net.BlockList()
  for (const [address, bits] of all) list.addSubnet(address, bits, net.isIPv6(address) ? 'ipv6' : 'ipv4')
  return list
}
