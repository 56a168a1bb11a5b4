/** An owned line in stored form, with its id. */
export type PlainLine = Readonly<Record<string, unknown>>

/**
 * The lines of two records as those of one: those of the one that stays as they are, then of the other's
 * those that say something else, as new ones. `aside` names fields that make no line another one, such as
 * which is the main one. Of the two main ones that of the one that stays is it, unless `isOthersMain`.
 */
export function joinLines(
  kept: readonly PlainLine[],
  added: readonly PlainLine[],
  aside: ReadonlySet<string>,
  isOthersMain: boolean,
): PlainLine[] {
  const { lines, places } = placed(kept, added, aside)
  const at = added.findLastIndex((line) => line['main'] === true)
  const main = places[at] ?? null
  if (main === null || !(isOthersMain || !kept.some((line) => line['main'] === true))) return lines
  return lines.map((line, at) => ({ ...line, main: at === main }))
}

/**
 * Of each line of the other, which one of the one that stays says it already: its place among those, or null
 * where it comes beside them.
 */
export function knownLines(
  kept: readonly PlainLine[],
  added: readonly PlainLine[],
  aside: ReadonlySet<string>,
): readonly (number | null)[] {
  const { places } = placed(kept, added, aside)
  return places.map((place) => (place < kept.length ? place : null))
}

/** Of each line of the other, at which place of the joined ones it stands. */
export function placesOf(
  kept: readonly PlainLine[],
  added: readonly PlainLine[],
  aside: ReadonlySet<string>,
): readonly number[] {
  return placed(kept, added, aside).places
}

/** The lines of both, and which of them each of the other's has become. */
function placed(kept: readonly PlainLine[], added: readonly PlainLine[], aside: ReadonlySet<string>) {
  const lines = kept.map((line) => ({ ...line }))
  const places = added.map((line) => {
    const at = lines.findIndex((one) => says(line, aside).isSubsetOf(says(one, aside)))
    if (at >= 0) {
      // What one of the two leaves open the other fills.
      lines[at] = { ...line, ...lines[at] }
      return at
    }
    const { id: _gone, ...values } = line
    return lines.push('main' in values ? { ...values, main: false } : values) - 1
  })
  return { lines, places }
}

/** What a line tells, each of it as a text. */
function says(line: PlainLine, aside: ReadonlySet<string>): ReadonlySet<string> {
  const told = Object.entries(line).filter(
    ([name, value]) => name !== 'id' && name !== 'main' && !aside.has(name) && value !== null && value !== '',
  )
  return new Set(
    told.map(([name, value]) =>
      JSON.stringify([name, typeof value === 'string' ? value.trim().toLowerCase() : value]),
    ),
  )
}
