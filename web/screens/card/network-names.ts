/** As much of a text as there is room for, in widths of a Latin letter; others are wider. */
export function cut(text: string, most: number): string {
  let used = 0
  for (const [at, letter] of [...text].entries()) {
    used += widthOf(letter)
    if (used > most) return `${[...text].slice(0, at - 1).join('')}…`
  }
  return text
}

/** The same with something left out within, so that the end can be read: branches begin with one name. */
export function cutWithin(text: string, most: number): string {
  if (cut(text, most) === text) return text
  const letters = [...text]
  const end = (most - 1) * 0.6
  let used = 0
  let from = letters.length
  while (from > 0 && used + widthOf(letters[from - 1] ?? '') <= end) used += widthOf(letters[--from] ?? '')
  const begin: string[] = []
  for (const letter of letters) {
    used += widthOf(letter)
    if (used > most - 1) break
    begin.push(letter)
  }
  return `${begin.join('').trimEnd()}…${letters.slice(from).join('').trimStart()}`
}

type Named = { readonly id: string; readonly name: string }

/** Those whose names would read the same where there is room for so many letters only. */
export function namesAlike(nodes: readonly Named[], letters: number): ReadonlySet<string> {
  // The least that any of them has room for, beside its button.
  const room = letters - 3
  const alike = Map.groupBy(nodes, ({ name }) => cut(name, room))
  return new Set([...alike.values()].flatMap((same) => (same.length > 1 ? same.map(({ id }) => id) : [])))
}

function widthOf(letter: string): number {
  if (/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter)) return 1.9
  return /\p{Script=Georgian}/u.test(letter) ? 1.25 : 1
}
