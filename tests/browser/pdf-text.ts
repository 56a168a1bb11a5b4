import { inflateSync } from 'node:zlib'

/**
 * The words of each page of a PDF that the browser has printed, in the order in which they were drawn, with a
 * line for each piece. It reads what Chromium writes, not any PDF.
 */
export function pdfText(file: Buffer): string[] {
  const objects = objectsOf(file)
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head))
  return pages.map(({ head }) => {
    const content = refs(head, /\/Contents\s*(?:\[([^\]]*)\]|(\d+ 0 R))/)
      .map((id) => objects.get(id)?.stream?.toString('latin1') ?? '')
      .join('\n')
    return wordsOf(content, fontsOf(head, objects))
  })
}

type Part = { readonly head: string; readonly stream: Buffer | null }
type Objects = ReadonlyMap<string, Part>

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1')
  const objects = new Map<string, Part>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\b([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match
    const begin = body.indexOf('stream\n')
    if (begin < 0) {
      objects.set(id, { head: body, stream: null })
      continue
    }
    const head = body.slice(0, begin)
    const end = body.lastIndexOf('\nendstream')
    const bytes = Buffer.from(body.slice(begin + 'stream\n'.length, end), 'latin1')
    objects.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(bytes) : bytes })
  }
  return objects
}

function refs(head: string, where: RegExp): string[] {
  const found = where.exec(head)
  return [...(found?.slice(1).join(' ') ?? '').matchAll(/(\d+) 0 R/g)].map(([, id = '']) => id)
}

/** What each glyph of each font stands for. */
function fontsOf(page: string, objects: Objects): Map<string, Map<number, string>> {
  const fonts = new Map<string, Map<number, string>>()
  const resources = refs(page, /\/Resources\s*(\d+ 0 R)/).map((id) => objects.get(id)?.head ?? '')
  for (const [, name = '', id = ''] of [page, ...resources].join('\n').matchAll(/\/(F\d+)\s+(\d+) 0 R/g)) {
    const [unicode = ''] = refs(objects.get(id)?.head ?? '', /\/ToUnicode\s*(\d+ 0 R)/)
    fonts.set(name, letters(objects.get(unicode)?.stream?.toString('latin1') ?? ''))
  }
  return fonts
}

function letters(cmap: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      found.set(Number.parseInt(glyph, 16), utf16(text))
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', until = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = Number.parseInt(from, 16)
      for (let glyph = first; glyph <= Number.parseInt(until, 16); glyph++)
        found.set(glyph, String.fromCodePoint((utf16(text).codePointAt(0) ?? 0) + glyph - first))
    }
  return found
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

/** Glyphs are drawn one by one; those between BT and ET belong together. */
function wordsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined
  const pieces: string[] = []
  for (const [, block = ''] of content.matchAll(/\bBT\n([\s\S]*?)\nET\b/g)) {
    let piece = ''
    for (const [, name, glyphs = ''] of block.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-Fa-f]+)>/g)) {
      if (name) font = fonts.get(name)
      else
        for (const glyph of glyphs.match(glyphs.length % 4 === 0 ? /.{4}/g : /../g) ?? [])
          piece += font?.get(Number.parseInt(glyph, 16)) ?? ''
    }
    pieces.push(piece)
  }
  return pieces.join('\n')
}
