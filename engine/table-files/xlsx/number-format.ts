/** What the format of a cell makes of its number, as far as it changes what the number says. */
export type NumberFormat =
  | { readonly kind: 'plain' | 'day' | 'instant' | 'time' | 'elapsed' | 'percent' }
  | { readonly kind: 'digits'; readonly count: number }

const plain: NumberFormat = { kind: 'plain' }

/** Reads a number format by its built-in number or its code (ECMA-376 part 1, 18.8.30 and 18.8.31). */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  return code === undefined ? (builtIn.get(id) ?? plain) : fromCode(code)
}

const builtIn = new Map<number, NumberFormat>()
for (const id of [9, 10]) builtIn.set(id, { kind: 'percent' })
// 27 to 36 and 50 to 58 are days of the Chinese, Japanese and Korean editions.
for (const id of [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
  builtIn.set(id, { kind: 'day' })
for (const id of [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]) builtIn.set(id, { kind: 'time' })
builtIn.set(22, { kind: 'instant' })
builtIn.set(46, { kind: 'elapsed' })

function fromCode(code: string): NumberFormat {
  const first = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] ?? ''
  if (/\[(h+|m+|s+)\]/i.test(first)) return { kind: 'elapsed' }
  const bare = first.replace(/\[[^\]]*\]/g, '').toLowerCase()
  if (/^0{2,}$/.test(bare)) return { kind: 'digits', count: bare.length }
  if (/general|standard/.test(bare) || /[0#?]/.test(bare.replace(/\.0+/g, ''))) {
    return bare.includes('%') ? { kind: 'percent' } : plain
  }
  const time = /[hs]|am\/pm/.test(bare)
  const day = /[yd]/.test(bare) || (!time && bare.includes('m'))
  if (day) return { kind: time ? 'instant' : 'day' }
  return time ? { kind: 'time' } : plain
}
