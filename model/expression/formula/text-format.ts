import { call, textType, type Expression } from '../expression.ts'
import { FormulaError } from './formula-error.ts'
import { scalarType, want, type Typed } from './typed.ts'
import { say } from '../said.ts'

/** A format of TEXT, as Excel writes them ("#,##0.00", "dd.mm.yyyy"), taken apart. */
export type TextFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'number'; readonly sections: readonly NumberSection[] }
  | { readonly kind: 'day'; readonly pieces: readonly DayPiece[] }

/** How positive numbers (and, in sections of their own, negative numbers and zero) look. */
export type NumberSection = {
  readonly before: string
  readonly after: string
  /** Null where the section is words only. */
  readonly digits: {
    readonly leastWhole: number
    readonly leastDecimals: number
    readonly mostDecimals: number
    readonly grouped: boolean
    readonly point: boolean
    readonly percents: number
  } | null
}

export type DayPart =
  | 'yyyy'
  | 'yy'
  | 'mmmm'
  | 'mmm'
  | 'mm'
  | 'm'
  | 'dddd'
  | 'ddd'
  | 'dd'
  | 'd'
  | 'hh'
  | 'h'
  | 'hh12'
  | 'h12'
  | 'minutes'
  | 'minute'
  | 'ss'
  | 's'
  | 'half'
export type DayPiece = { readonly part: DayPart } | { readonly words: string }

const longestFormat = 255

/** Checks TEXT(value, "format"), whose format has to be known beforehand. */
export function checkTextFormat(value: Typed, format: Typed): Expression {
  const given = format.expression
  if (given.is !== 'literal' || typeof given.value !== 'string' || given.type.kind !== 'text') {
    const said = say('The format has to be a text in quotes, such as "0.00" or "dd.mm.yyyy".')
    throw new FormulaError('formula.formatNotFixed', said, format.place)
  }
  const type = scalarType(value.expression)
  const { kind } = type
  if (kind === 'text' || kind === 'boolean') return call('TEXT', [want(value, 'text'), given], textType)
  if (kind !== 'number' && kind !== 'day' && kind !== 'instant') {
    throw new FormulaError(
      'formula.wrongType',
      say('TEXT cannot show what is {kind}.', { kind }),
      value.place,
    )
  }
  if (!textFormat(given.value, kind)) {
    const said =
      kind === 'number'
        ? say('This number format is not known. Use digits like "0.00", "#,##0.00" or "0%".')
        : say('This day format is not known. Use d, m and y, such as "dd.mm.yyyy".')
    throw new FormulaError('formula.unknownFormat', said, format.place)
  }
  return call('TEXT', [value.expression, given], textType)
}

/** Takes a format apart; undefined where it is not understood. */
export function textFormat(format: string, kind: 'number' | 'day' | 'instant'): TextFormat | undefined {
  if (format.length > longestFormat) return undefined
  if (/^(general|@)$/i.test(format)) return { kind: 'plain' }
  return kind === 'number' ? numberFormat(format) : dayFormat(format)
}

function numberFormat(format: string): TextFormat | undefined {
  const sections = cutSections(format).map(numberSection)
  if (sections.length > 3 || sections.includes(undefined)) return undefined
  return { kind: 'number', sections: sections as NumberSection[] }
}

function cutSections(format: string): readonly string[] {
  const sections = ['']
  for (const [piece] of format.matchAll(/"[^"]*"?|\\[^]|[^]/gu)) {
    if (piece === ';') sections.push('')
    else sections[sections.length - 1] += piece
  }
  return sections
}

const numberPieces =
  /"([^"]*)"|\\([^])|((?:[#0][#0,]*)(?:\.[#0]*)?|\.[#0]+)|(%)|([ $+\-():/!^&'~{}=<>]|[^\0-\x7f])/uy

function numberSection(section: string): NumberSection | undefined {
  const words: [before: string, after: string] = ['', '']
  let pattern: string | undefined
  let percents = 0
  numberPieces.lastIndex = 0
  while (numberPieces.lastIndex < section.length) {
    const match = numberPieces.exec(section)
    if (!match || (match[3] !== undefined && pattern !== undefined)) return undefined
    if (match[3] !== undefined) pattern = match[3]
    if (match[4]) percents += 1
    words[pattern === undefined ? 0 : 1] += match[1] ?? match[2] ?? match[4] ?? match[5] ?? ''
  }
  if (pattern === undefined) return { before: words[0], after: words[1], digits: null }
  const [whole = '', decimals = ''] = pattern.split('.')
  if (whole.endsWith(',') || whole.includes(',,') || decimals.length > 30) return undefined
  const places = whole.replaceAll(',', '')
  const digits = {
    leastWhole: places.includes('0') ? places.length - places.indexOf('0') : 0,
    leastDecimals: decimals.lastIndexOf('0') + 1,
    mostDecimals: decimals.length,
    grouped: whole.includes(','),
    point: pattern.includes('.'),
    percents,
  }
  return { before: words[0], after: words[1], digits }
}

const dayPieces = /"([^"]*)"|\\([^])|(y+|m+|d+|h+|s+|am\/pm)|([ .,:/\-()]|[^\0-\x7f])/iuy

function dayFormat(format: string): TextFormat | undefined {
  const found: { code?: string; words?: string }[] = []
  dayPieces.lastIndex = 0
  while (dayPieces.lastIndex < format.length) {
    const match = dayPieces.exec(format)
    if (!match) return undefined
    if (match[3]) found.push({ code: match[3].toLowerCase() })
    else found.push({ words: match[1] ?? match[2] ?? match[4] ?? '' })
  }
  const codes = found.flatMap(({ code }) => code ?? [])
  if (codes.length === 0) return undefined
  const half = codes.includes('am/pm')
  let at = -1
  const pieces = found.map(({ code, words = '' }): DayPiece | undefined => {
    if (code === undefined) return { words }
    at += 1
    const isMinute =
      code.startsWith('m') && (codes[at - 1]?.startsWith('h') || codes[at + 1]?.startsWith('s'))
    const part = isMinute ? minutePart(code) : dayPart(code, half)
    return part && { part }
  })
  return pieces.includes(undefined) ? undefined : { kind: 'day', pieces: pieces as DayPiece[] }
}

function minutePart(code: string): DayPart | undefined {
  return code === 'mm' ? 'minutes' : code === 'm' ? 'minute' : undefined
}

function dayPart(code: string, half: boolean): DayPart | undefined {
  if (code === 'am/pm') return 'half'
  const letter = code.charAt(0)
  if (letter === 'y') return code.length <= 2 ? 'yy' : code.length <= 4 ? 'yyyy' : undefined
  if (letter === 'm' || letter === 'd') return code.length <= 4 ? (code as DayPart) : undefined
  if (code.length > 2) return undefined
  if (letter === 's') return code as DayPart
  return (half ? `${code}12` : code) as DayPart
}
