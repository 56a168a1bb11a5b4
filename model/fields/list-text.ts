/**
 * Several texts as one cell: parted by `; `. A part that holds the separator, a quote or space at its ends
 * stands in double quotes, in which a quote is doubled; so reading gives back exactly what was written.
 */
export function joinParts(parts: readonly string[], separator: ';' | '|' = ';'): string {
  const between = separator === '|' ? ' | ' : '; '
  return parts
    .map((part) => (needsQuotes(part, separator) ? `"${part.replaceAll('"', '""')}"` : part))
    .join(between)
}

/** The parts of a cell, trimmed where not quoted. A quote that is never closed is taken as written. */
export function splitParts(text: string, separator: ';' | '|' = ';'): string[] {
  const parts: string[] = []
  let at = 0
  while (at <= text.length) {
    const start = skipSpace(text, at)
    const quoted = text[start] === '"' ? readQuoted(text, start, separator) : undefined
    const end = quoted?.end ?? endOfPart(text, at, separator)
    parts.push(quoted?.part ?? text.slice(at, end).trim())
    at = end + 1
  }
  return parts
}

function needsQuotes(part: string, separator: string): boolean {
  return part.includes(separator) || part.startsWith('"') || part !== part.trim()
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at]!.trim() === '') at++
  return at
}

function endOfPart(text: string, from: number, separator: string): number {
  const at = text.indexOf(separator, from)
  return at < 0 ? text.length : at
}

function readQuoted(
  text: string,
  start: number,
  separator: string,
): { part: string; end: number } | undefined {
  let part = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return undefined
    part += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const end = skipSpace(text, quote + 1)
      return end === text.length || text[end] === separator ? { part, end } : undefined
    }
    part += '"'
    at = quote + 2
  }
}
