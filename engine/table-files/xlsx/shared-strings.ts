import { StringDecoder } from 'node:string_decoder'
import { tableRefusals } from '../table-refusals.ts'
import { tableLimits } from '../table.ts'
import { textStore } from './text-store.ts'
import { unescapeCharacters, xmlScanner } from './xml-scanner.ts'

export type SharedStrings = {
  /** Reads on until the string with this number is known, or all are. */
  readonly upTo: (number: number) => Promise<void>
  readonly get: (number: number) => string
  readonly close: () => void
}

const limits = { strings: 16_000_000, bytes: 2 ** 30 } as const

/**
 * The texts that the cells of a workbook share, read as far as needed and kept as bytes, on disk where they
 * are many: a million JavaScript strings would take ten times the memory.
 */
export function sharedStrings(source: AsyncGenerator<Buffer> | null, file: string): SharedStrings {
  const store = textStore()
  const decoder = new StringDecoder('utf8')
  const scanner = xmlScanner(stringHandler(add, file), (reason) => tableRefusals.damaged({ file, reason }))
  let done = source === null

  function add(text: string): void {
    if (store.count() >= limits.strings || store.bytes() > limits.bytes) {
      throw tableRefusals.tooLarge({ file, reason: 'too many different texts' })
    }
    store.add(text)
  }

  const recent: { number: number; text: string }[] = []
  return {
    async upTo(number) {
      while (!done && store.count() <= number) {
        const { value } = (await source?.next()) ?? {}
        if (value) scanner.push(decoder.write(value))
        else done = true
      }
    },
    get(number) {
      const slot = number & 0x3fff
      const known = recent[slot]
      if (known?.number === number) return known.text
      const text = store.get(number)
      recent[slot] = { number, text }
      return text
    },
    close() {
      store.close()
      void source?.return(undefined)
    },
  }
}

/**
 * One string is `<si>`, with its text in `<t>`, in several where it is formatted; `<rPh>` is how it is
 * spoken.
 */
function stringHandler(add: (text: string) => void, file: string) {
  let text = ''
  let inText = false
  let spoken = 0
  return {
    open(name: string, _attributes: string, empty: boolean) {
      if (name === 'si') {
        text = ''
        if (empty) add('')
      } else if (name === 't') inText = !empty && spoken === 0
      else if (name === 'rPh' && !empty) spoken += 1
    },
    wantsText: () => inText,
    text(piece: string) {
      text += piece
      if (text.length > tableLimits.cellCharacters)
        throw tableRefusals.tooLarge({ file, reason: 'a text of a million characters' })
    },
    close(name: string) {
      if (name === 'si') add(unescapeCharacters(text))
      else if (name === 't') inText = false
      else if (name === 'rPh') spoken -= 1
    },
  }
}
