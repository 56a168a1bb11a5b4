/** What an XML document holds, told one piece after the other. Names come without their prefix. */
export type XmlHandler = {
  readonly open: (name: string, attributes: string, empty: boolean) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
  /** Asked before each text, so that the many spaces between tags cost nothing. */
  readonly wantsText: () => boolean
}

export type XmlScanner = { readonly push: (text: string) => void }

/**
 * Reads XML piece by piece, as much of XML as office documents use. A document type is refused by `fail`,
 * since entities that it declares could grow without bounds; so is a piece that never ends.
 */
export function xmlScanner(handler: XmlHandler, fail: (reason: string) => Error): XmlScanner {
  let rest = ''
  return {
    push(text) {
      const all = rest === '' ? text : rest + text
      rest = all.slice(scan(all, handler, fail))
      if (rest.length > longestPiece) throw fail('a piece of it never ends')
    },
  }
}

const longestPiece = 2_000_000

/** Takes all whole pieces of the text, returns where the unfinished one begins. */
function scan(text: string, handler: XmlHandler, fail: (reason: string) => Error): number {
  let at = 0
  for (;;) {
    const tag = text.indexOf('<', at)
    if (tag === -1) return at
    const kind = text.charCodeAt(tag + 1)
    const end = kind === 33 || kind === 63 ? specialEnd(text, tag, fail) : tagEnd(text, tag)
    if (end === -1) return at
    if (tag > at && handler.wantsText()) handler.text(unescapeXml(text.slice(at, tag)))
    if (kind === 47) handler.close(nameBetween(text, tag + 2, end - 1))
    else if (kind === 33 && text.startsWith('<![CDATA[', tag)) cdata(handler, text.slice(tag + 9, end - 3))
    else if (kind !== 33 && kind !== 63) openTag(text, tag + 1, end - 1, handler)
    at = end
  }
}

function openTag(text: string, start: number, end: number, handler: XmlHandler): void {
  const empty = text.charCodeAt(end - 1) === 47
  const stop = empty ? end - 1 : end
  let nameEnd = start
  while (nameEnd < stop && text.charCodeAt(nameEnd) > 32) nameEnd += 1
  handler.open(nameBetween(text, start, nameEnd), text.slice(nameEnd, stop), empty)
}

function cdata(handler: XmlHandler, text: string): void {
  if (handler.wantsText()) handler.text(text)
}

/** The name without its prefix. Names of one letter are by far the most frequent in a sheet. */
function nameBetween(text: string, start: number, end: number): string {
  if (end - start === 1) return text.charAt(start)
  const name = text.slice(start, end).trimEnd()
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** The place behind the `>` of a tag; one inside a quoted value does not count. */
function tagEnd(text: string, tag: number): number {
  let quote = 0
  for (let at = tag + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at + 1
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

function specialEnd(text: string, tag: number, fail: (reason: string) => Error): number {
  const closing = text.startsWith('<!--', tag)
    ? '-->'
    : text.startsWith('<![CDATA[', tag)
      ? ']]>'
      : text.charAt(tag + 1) === '?'
        ? '?>'
        : ''
  if (closing !== '') {
    const end = text.indexOf(closing, tag)
    return end === -1 ? -1 : end + closing.length
  }
  if (text.length - tag < 9) return -1
  throw fail('it declares entities, which a workbook never does')
}

/** The value of an attribute, empty where it is not there. */
export function attribute(attributes: string, name: string): string {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1)
    if (before > 32 && before !== 58) continue
    let here = at + name.length
    while (attributes.charCodeAt(here) <= 32) here += 1
    if (attributes.charCodeAt(here) !== 61) continue
    here += 1
    while (attributes.charCodeAt(here) <= 32) here += 1
    const end = attributes.indexOf(attributes.charAt(here), here + 1)
    return end === -1 ? '' : unescapeXml(attributes.slice(here + 1, end))
  }
  return ''
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (!plain.includes('&')) return plain
  return plain.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

/** Characters that XML cannot hold stand in workbooks as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeCharacters(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
