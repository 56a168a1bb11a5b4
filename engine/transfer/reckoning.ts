import { check } from '#check'
import { matchForm, packedForm, type MatchRecord } from '#match'
import { keysOf } from '../match/keys-of.ts'
import type { AskedCheck, Checked } from '../records/write/checked-once.ts'
import { pairComparer, type KnownForms, type Likeness, type Pairs } from './pair-comparer.ts'

/** What takes long in the check of an import and needs nothing but what it is given. */
export type ReckoningTask =
  | { readonly does: 'check'; readonly values: readonly AskedCheck[] }
  | { readonly does: 'form'; readonly records: readonly MatchRecord[] }
  | { readonly does: 'know'; readonly known: KnownForms; readonly forget: boolean }
  | { readonly does: 'compare'; readonly pairs: Pairs }

/** A record made ready for comparing, and the keys under which it is found. */
export type FormedRecord = { readonly match: string; readonly keys: readonly number[] }

/** The part that was asked for is there. */
export type ReckoningAnswer = {
  readonly checked?: readonly Checked[]
  readonly formed?: readonly FormedRecord[]
  readonly alike?: readonly Likeness[]
}

/** Does such tasks one after the other, and remembers the forms that it was told. */
export function reckoning(): (task: ReckoningTask) => ReckoningAnswer {
  const comparer = pairComparer()
  return (task) => {
    switch (task.does) {
      case 'check':
        return { checked: task.values.map(([kind, value, country]) => check(kind, { value, country })) }
      case 'form':
        return { formed: task.records.map(formed) }
      case 'know':
        if (task.forget) comparer.forget()
        comparer.know(task.known)
        return {}
      case 'compare':
        return { alike: comparer.compare(task.pairs) }
    }
  }
}

function formed(record: MatchRecord): FormedRecord {
  const form = matchForm(record)
  return { match: packedForm(form), keys: keysOf(form) }
}
