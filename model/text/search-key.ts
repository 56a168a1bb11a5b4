import { isHanLegalForm, withoutHanLegalForm, withoutLegalForm } from './legal-form.ts'
import { latin } from './latin.ts'
import { words } from './words.ts'

/**
 * A name in the one form that all scripts share, as the search index keeps it: its words in small Latin
 * letters, parted by one space, with the legal form moved behind ` | ` so that the name starts with its
 * distinctive word: "SIA Rīgas Osta" is `rigas osta | sia`. Names with Han characters have these as a third
 * part, the first of them marked by `^`, legal forms by `~`: `beijingbaidu | youxiangongsi | ^北京百度
 * ~有限公司`. Further names of the same record follow the first, part by part.
 */
export function searchKey(name: string, ...others: readonly string[]): string {
  const parts = partsOf(name)
  for (const other of others) {
    const more = partsOf(other)
    parts.name.push(...more.name)
    parts.legal.push(...more.legal)
    parts.han.push(...more.han)
  }
  const { name: found, legal, han } = parts
  if (han.length > 0) return `${found.join(' ')} | ${legal.join(' ')} | ${han.join(' ')}`
  return legal.length === 0 ? found.join(' ') : `${found.join(' ')} | ${legal.join(' ')}`
}

/**
 * A number as one compares it whatever signs and spaces stand in it: "lv-4000 3009497" is `LV40003009497`.
 */
export function identifierKey(text: string): string {
  return latin(text.slice(0, longestIdentifierLength).normalize('NFKC'))
    .replace(/[^a-z0-9]/g, '')
    .toUpperCase()
}

const longestIdentifierLength = 100

type Parts = { name: string[]; legal: string[]; han: string[] }

function partsOf(text: string): Parts {
  const found = words(text)
  if (found.han.length > 0) return hanPartsOf(found.latin, found.foreign, found.han)
  const { name, legal } = withoutLegalForm(found)
  return { name, legal, han: [] }
}

function hanPartsOf(latinWords: string[], foreign: boolean[], runs: string[]): Parts {
  // A run is one foreign word of the Latin words; its legal form is parted off before it is spelled in Latin.
  const spelled = new Map(runs.map((run) => [latin(run), run]))
  const name: string[] = []
  const nameForeign: boolean[] = []
  const legal: string[] = []
  const han: string[] = []
  for (const [position, word] of latinWords.entries()) {
    const run = spelled.get(word)
    if (run !== undefined && isHanLegalForm(run) && latinWords.length > 1) {
      legal.push(word)
      han.push(`~${run}`)
      continue
    }
    const parted = run === undefined ? undefined : withoutHanLegalForm(run)
    name.push(parted === undefined ? word : latin(parted.name))
    nameForeign.push(foreign[position] === true)
    if (parted === undefined) continue
    han.push(name.length === 1 ? `^${parted.name}` : parted.name)
    if (parted.legal === '') continue
    legal.push(latin(parted.legal))
    han.push(`~${parted.legal}`)
  }
  const parted = withoutLegalForm({ latin: name, foreign: nameForeign, han: [] })
  return { name: parted.name, legal: [...parted.legal, ...legal], han }
}
