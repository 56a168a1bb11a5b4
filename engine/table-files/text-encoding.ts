import iconv from 'iconv-lite'
import { StringDecoder } from 'node:string_decoder'
import { tableRefusals } from './table-refusals.ts'

export type TextDecoding = { readonly write: (bytes: Buffer) => string; readonly end: () => string }

/**
 * Turns bytes into text piece by piece, without the byte order mark. Bytes that mean nothing in the
 * encoding become U+FFFD. Refuses an encoding that does not exist.
 */
export function textDecoder(encoding: string): TextDecoding {
  const decoder = decoderOf(encoding)
  let started = false
  const withoutMark = (text: string): string => {
    if (started || text === '') return text
    started = true
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return { write: (bytes) => withoutMark(decoder.write(bytes)), end: () => withoutMark(decoder.end()) }
}

export function decodeText(bytes: Buffer, encoding: string): string {
  const decoder = textDecoder(encoding)
  return decoder.write(bytes) + decoder.end()
}

function decoderOf(encoding: string): TextDecoding {
  const name = encoding.toLowerCase()
  if (name === 'utf-8' || name === 'utf8') return new StringDecoder('utf8')
  if (name === 'utf-16le') return new StringDecoder('utf16le')
  if (!iconv.encodingExists(name)) throw tableRefusals.unknownEncoding({ encoding })
  const decoder = iconv.getDecoder(name, { stripBOM: false })
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' }
}
