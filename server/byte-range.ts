/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.2): null where the whole is to be sent,
 * since
 * none or several or an unreadable one was asked for; 'outside' where there is nothing in it.
 */
export function byteRange(
  header: string | undefined,
  size: number,
): { first: number; last: number } | 'outside' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const [, from = '', to = ''] = found
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  if (to !== '' && Number(to) < first) return null
  if (first >= size) return 'outside'
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
