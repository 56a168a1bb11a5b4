import { invalid, valid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'

/**
 * Checks how an e-mail address is written: what of RFC 5321 and RFC 6531 is in use, quoted names too, without
 * comments, the domain with at least one dot. The domain comes back in small letters.
 */
export function email({ value }: { value: string }): CheckResult {
  const written = unwrapped(value.normalize('NFC').trim())
  if (written === '') return invalid('empty')
  if (written.length > longestAddress * 2) return invalid('tooLong', { most: longestAddress })
  const at = written.lastIndexOf('@')
  const name = written.slice(0, Math.max(at, 0))
  // Whoever writes Chinese or Japanese types its full stops, which are dots in a domain (RFC 3490, 3.1).
  const domain = written
    .slice(at + 1)
    .toLowerCase()
    .replaceAll(/[。．｡]/g, '.')
  const isQuoted = quotedPattern.test(name)
  if (/\s/.test(isQuoted ? domain : written)) return invalid('emailSpace')
  if (name === '' || domain === '' || (!isQuoted && written.indexOf('@') !== at)) return invalid('emailNoAt')
  if (octets(name) > longestName || octets(`${name}@${domain}`) > longestAddress)
    return invalid('emailTooLong')
  if (!isQuoted && !namePattern.test(name)) return invalid('emailName')
  if (!isDomain(domain)) return invalid('emailDomain')
  const normalized = `${name}@${domain}`
  const meant = slips.get(domain)
  return meant === undefined
    ? valid(normalized, 'emailRight')
    : valid(normalized, 'emailTypo', { domain, meant })
}

// RFC 5321, 4.5.3.1.1 and erratum 1690, counted in octets.
const longestName = 64
const longestAddress = 254
const namePattern = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
/** RFC 5321, 4.1.2: whatever can be printed, a quotation mark and a backslash behind a backslash. */
const quotedPattern = /^"([ !#-[\]-~\p{L}\p{M}\p{N}]|\\[ -~])+"$/u
const labelPattern = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u

/** Slips of the finger at the providers with most addresses. */
const slips = new Map(
  [
    'gmail.com gmial.com gmai.com gamil.com gmail.con gmail.co gmaill.com gnail.com gmail.cm gmal.com',
    'hotmail.com hotmial.com hotmai.com hotmail.con homail.com',
    'yahoo.com yaho.com yahoo.con yhoo.com',
    'outlook.com outlok.com outlook.con',
    'inbox.lv inbok.lv inbx.lv',
    'icloud.com icloud.con iclod.com',
    'mail.ru mial.ru mail.tu',
    'yandex.ru yandx.ru yadex.ru',
    'qq.com qq.con',
    '163.com 163.con',
  ].flatMap((line) => {
    const [meant = '', ...wrong] = line.split(' ')
    return wrong.map((domain) => [domain, meant] as const)
  }),
)

/**
 * Addresses copied from mail programs and pages: `Anna <anna@example.com>`, `mailto:anna@example.com`,
 * with what ended the sentence or the list they stood in.
 */
function unwrapped(text: string): string {
  const inner = /^[^<>]{0,200}<([^<>]*)>$/.exec(text)?.[1] ?? text
  const bare = inner
    .replace(/^(mailto|e-?mail|e-?pasts|почта|邮箱|ელფოსტა)\s*:/iu, '')
    .replace(/(?<=[\p{L}\p{N}])[.,;]$/u, '')
  return bare.trim()
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  if (labels.length < 2 || octets(domain) > 253) return false
  const isWritten = labels.every((label) => label.length <= 63 && labelPattern.test(label))
  // The last label is never a number (RFC 3696, 2), so 127.0.0.1 is none.
  return isWritten && !/^\d+$/.test(labels.at(-1) ?? '') && (labels.at(-1) ?? '').length > 1
}

/** How long a text is in UTF-8, where half of a letter beyond the first plane counts two. */
function octets(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    count += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3
  }
  return count
}
