import { compareRecords, matchForm, unpackedForm, type MatchForm, type MatchRecord } from '#match'

export type Reason = { readonly field: string; readonly code: string }

/** Two that look alike: keys as they were given, how sure it is, and why. */
export type Likeness = {
  readonly one: string
  readonly other: string
  readonly score: number
  readonly reasons: readonly Reason[]
}

/**
 * Forms under their keys: packed, or as JSON of the record. Keys and forms each stand on lines of their own
 * in one text, for texts go from thread to thread at almost no cost.
 */
export type KnownForms = { readonly keys: string; readonly forms: string }

/** On each line of `ones` a key, on that of `others` the keys it is to be compared with, parted by spaces. */
export type Pairs = { readonly ones: string; readonly others: string }

/** From here on somebody has to decide; below, two merely look alike. */
export const leastScore = 0.6

/** Compares forms that it was told before, and tells the pairs that look alike. */
export type PairComparer = {
  know(forms: KnownForms): void
  forget(): void
  compare(pairs: Pairs): Likeness[]
}

export function pairComparer(): PairComparer {
  // Many are told and fewer compared, so a form is made when it is first needed.
  let known = new Map<Key, string | MatchForm>()
  const formOf = (key: Key): MatchForm | undefined => {
    const found = known.get(key)
    if (typeof found !== 'string') return found
    const form = madeForm(found)
    known.set(key, form)
    return form
  }
  return {
    know({ keys, forms }) {
      const texts = forms.split('\n')
      keys.split('\n').forEach((key, at) => known.set(keyOf(key), texts[at] ?? ''))
    },
    forget() {
      known = new Map()
    },
    compare(pairs) {
      const found: Likeness[] = []
      const others = pairs.others.split('\n')
      pairs.ones.split('\n').forEach((one, at) => {
        const form = formOf(keyOf(one))
        if (!form) return
        for (const other of others[at]?.split(' ') ?? []) {
          const otherForm = formOf(keyOf(other))
          if (!otherForm) continue
          const { score, reasons } = compareRecords(form, otherForm)
          if (score >= leastScore) found.push({ one, other, score, reasons })
        }
      })
      return found
    },
  }
}

/** Rows are named by their number, by which they are found faster; records by their id. */
export type Key = number | string

export function keyOf(text: string): Key {
  return text.length < 16 ? Number(text) : text
}

function madeForm(text: string): MatchForm {
  return text.startsWith('[') ? unpackedForm(text) : matchForm(JSON.parse(text) as MatchRecord)
}
