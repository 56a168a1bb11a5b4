import { check } from '#check'

export type CheckKind = Parameters<typeof check>[0]
export type Checked = ReturnType<typeof check>

/** A value to be checked as what it should be, with the country whose rules hold. */
export type AskedCheck = readonly [kind: CheckKind, value: string, country: string | undefined]

const mostKnown = 20_000
let known = new Map<string, Checked>()

/**
 * What the check says of a value. A phone that is the main one is a value of the record and of a line: what
 * was just checked is not checked again.
 */
export function checkedOnce(...[kind, value, country]: AskedCheck): Checked {
  const key = keyOf(kind, value, country)
  const found = known.get(key)
  if (found) return found
  const checked = check(kind, { value, country })
  keep(key, checked)
  return checked
}

/** Whether it has been checked lately. */
export function isChecked(...[kind, value, country]: AskedCheck): boolean {
  return known.has(keyOf(kind, value, country))
}

/** Keeps what was checked elsewhere, ahead of being asked for it. */
export function rememberChecked(asked: readonly AskedCheck[], checked: readonly Checked[]): void {
  asked.forEach((one, at) => {
    const found = checked[at]
    if (found) keep(keyOf(...one), found)
  })
}

function keep(key: string, checked: Checked): void {
  if (known.size >= mostKnown) known = new Map()
  known.set(key, checked)
}

function keyOf(kind: CheckKind, value: string, country: string | undefined): string {
  return `${kind}\0${country ?? ''}\0${value}`
}
