import { isIP } from 'node:net'

/**
 * Whose word counts on who asks (`X-Forwarded-…`): how many proxies stand before us, one behind the other, or
 * their addresses and networks.
 */
export type TrustedProxies = number | readonly string[]

const mostProxies = 10
const networks = new Set(['loopback', 'linklocal', 'uniquelocal'])

/**
 * Reads the setting: `1` for one proxy, `2` for one behind another, or addresses such as
 * `10.0.0.5, 192.168.7.0/24, loopback`. Null where there is none; throws what is wrong with any other, above
 * all with trusting everybody: then the first address of the header counts, which anybody can write.
 */
export function trustedProxies(given: string | undefined): TrustedProxies | null {
  const text = given?.trim() ?? ''
  if (text === '' || text === '0') return null
  if (/^\d+$/.test(text) && Number(text) <= mostProxies) return Number(text)
  const all = text.split(',').map((one) => one.trim())
  const wrong = all.find((one) => !isNetwork(one))
  if (wrong === undefined) return all
  throw new Error(
    `KONTOR_TRUST_PROXY is “${text}”, but “${wrong}” names no proxy. Give the number of proxies ` +
      'before Kontor (1), or their addresses and networks (10.0.0.5, 192.168.7.0/24, loopback). ' +
      'Trusting everybody would let anybody say from where they come.',
  )
}

/**
 * The same as Fastify takes it. It trusts no number of proxies by itself, since whoever reaches us around
 * them is taken for one: for that, only they may reach us, or they are named by address.
 */
export function trustOf(proxies: TrustedProxies | undefined) {
  if (proxies === undefined) return false
  if (typeof proxies === 'number') return (_address: string, hop: number) => hop < proxies
  return [...proxies]
}

function isNetwork(text: string): boolean {
  if (networks.has(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  if (bits === undefined) return true
  const most = kind === 4 ? 32 : 128
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most
}
