/** One answer of a list to choose from. */
export interface Option<V extends string = string> {
  value: V
  label: string
  /** A second word in grey: a number, a city. */
  aside?: string
  /** Options with the same group stand together under its name. */
  group?: string
  /** Why it cannot be chosen. */
  reason?: string
}

/** The options that hold what was typed, in the order: begins with it, a word begins with it, holds it. */
export function narrow<V extends string>(options: readonly Option<V>[], typed: string): Option<V>[] {
  const wanted = plain(typed)
  if (wanted === '') return [...options]
  const ranked = options.map((option, at) => ({
    option,
    at,
    rank: rankOf(plain(`${option.label} ${option.aside ?? ''}`), wanted),
  }))
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank || one.at - other.at)
    .map(({ option }) => option)
}

/** Where the keys lead in a list: over what cannot be chosen, and round at the ends. */
export function step(options: readonly Option[], at: number, by: 1 | -1): number {
  for (let count = 1; count <= options.length; count++) {
    const next = (((at + by * count) % options.length) + options.length) % options.length
    if (!options[next]?.reason) return next
  }
  return at
}

/** The next option that begins with a letter, round at the end; the same place where none does. */
export function nextWith(options: readonly Option[], letter: string, at: number): number {
  const begins = (option: Option) => plain(option.label).startsWith(plain(letter))
  const next = options.findIndex((option, place) => place > at && begins(option))
  const first = options.findIndex(begins)
  return next >= 0 ? next : first >= 0 ? first : at
}

/** Letters without case and accents. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim()
}

function rankOf(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0
  if (text.includes(` ${wanted}`)) return 1
  return text.includes(wanted) ? 2 : 3
}
