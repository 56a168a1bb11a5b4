import { createHmac, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const digits = 6
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The thirty seconds in which an instant (in milliseconds) lies, counted as RFC 6238 does. */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000 / stepSeconds)
}

/** The code of these thirty seconds: RFC 6238 with SHA-1 and six digits, as all authenticators know it. */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0xf
  const number = hash.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The step of which it is the code, or null: now, or thirty seconds to either side, for clocks differ. Steps
 * up to `last` are used up.
 */
export function stepOfCode(secret: Buffer, code: string, now: number, last: number): number | null {
  const given = Buffer.from(code.replaceAll(/\s/g, ''))
  const step = stepAt(now)
  let found: number | null = null
  for (const candidate of [step - 1, step, step + 1]) {
    const right = Buffer.from(codeAt(secret, candidate))
    if (right.length === given.length && timingSafeEqual(right, given) && candidate > last) found = candidate
  }
  return found
}

/** The secret as people type it, and as it stands in the address of an authenticator (RFC 4648). */
export function base32(bytes: Buffer): string {
  let text = ''
  let [held, bits] = [0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >>> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** The address that an authenticator reads from a QR code. */
export function authenticatorAddress(secret: Buffer, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = new URLSearchParams({ secret: base32(secret), issuer })
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}
