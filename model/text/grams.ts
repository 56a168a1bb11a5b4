/**
 * What a name may be found by, as a set of signed 32-bit integers for a GIN index on `int4[]`: of each
 * word the beginnings of one, two and three letters and all runs of three letters; of Han characters the
 * first and all pairs; of a legal form only the whole word, so that it does not drown the names. Takes a
 * search key.
 */
export function grams(searchKey: string): number[] {
  const found = new Set<number>()
  let part = 0
  for (const word of searchKey.split(' ')) {
    if (word === '') continue
    if (word === '|') part++
    else if (part === 0) addWord(found, word)
    else if (part === 1) found.add(legalGram(word))
    else addHan(found, word)
  }
  return [...found]
}

/** What a number may be found by while it is typed: its beginnings. Takes an identifier key. */
export function identifierGrams(identifierKey: string): number[] {
  const found: number[] = []
  const longest = Math.min(identifierKey.length, longestIdentifierBeginning)
  for (let length = 1; length <= longest; length++) found.push(identifierGram(identifierKey.slice(0, length)))
  return found
}

/** The one gram to look for when this much of a number has been typed. */
export function identifierGram(beginning: string): number {
  return hash(identifierSeed, beginning.slice(0, longestIdentifierBeginning))
}

/** The grams that every word beginning with these letters has. */
export function startGrams(beginning: string): number[] {
  if (beginning.length <= 3) return [hash(startSeed, beginning)]
  return [hash(startSeed, beginning.slice(0, 3)), ...insideGrams(beginning).slice(1)]
}

/** The grams that every word holding these letters has; none if they are fewer than three. */
export function insideGrams(letters: string): number[] {
  const found: number[] = []
  for (let position = 0; position + 3 <= letters.length; position++) found.push(trigram(letters, position))
  return found
}

/** The grams that every name holding these Han characters has; a single one is looked for at the start. */
export function hanGrams(characters: string): number[] {
  if (characters.length < 2) return [hash(hanStartSeed, characters)]
  const found: number[] = []
  for (let position = 0; position + 2 <= characters.length; position++) {
    found.push(hash(hanSeed, characters.slice(position, position + 2)))
  }
  return found
}

/** The gram of a legal form's word. */
export function legalGram(word: string): number {
  return hash(legalSeed, word)
}

const longestIdentifierBeginning = 24
const [startSeed, insideSeed, hanStartSeed, hanSeed, legalSeed, identifierSeed] = [1, 2, 3, 4, 5, 6].map(
  (kind) => Math.imul(kind, 0x9e3779b1),
) as [number, number, number, number, number, number]

function addWord(found: Set<number>, word: string): void {
  const length = word.length
  let start = startSeed
  for (let position = 0; position < length && position < 3; position++) {
    start = mixed(start, word.charCodeAt(position))
    found.add(finished(start))
  }
  for (let position = 0; position + 3 <= length; position++) found.add(trigram(word, position))
}

function addHan(found: Set<number>, run: string): void {
  if (run.startsWith('~')) {
    found.add(legalGram(run.slice(1)))
    return
  }
  const characters = run.startsWith('^') ? run.slice(1) : run
  found.add(hash(hanStartSeed, characters.charAt(0)))
  if (characters.length > 1) for (const gram of hanGrams(characters)) found.add(gram)
}

function trigram(word: string, position: number): number {
  const first = mixed(insideSeed, word.charCodeAt(position))
  const second = mixed(first, word.charCodeAt(position + 1))
  return finished(mixed(second, word.charCodeAt(position + 2)))
}

function hash(seed: number, text: string): number {
  let result = seed
  for (let position = 0; position < text.length; position++) result = mixed(result, text.charCodeAt(position))
  return finished(result)
}

function mixed(state: number, code: number): number {
  return Math.imul(state ^ code, 0x01000193)
}

// FNV alone leaves neighbours near each other; the finisher of MurmurHash3 spreads them.
function finished(state: number): number {
  let result = state
  result = Math.imul(result ^ (result >>> 16), 0x85ebca6b)
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35)
  return (result ^ (result >>> 16)) | 0
}
