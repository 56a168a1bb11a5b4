import { hanReadings, latin } from '../text/index.ts'
import { simplifiedHan } from './han-variants.ts'
import { hanPlaces, hanSurnames, hanTrades } from './han-words.ts'

/**
 * A name in Han characters parted as firms in China are named: the place, the word that is theirs, what they
 * do. 深圳市腾讯计算机系统 is 深圳, 腾讯, 计算机 and 系统. Of a person the core is the whole name.
 */
export type HanName = {
  readonly place: string
  readonly core: string
  readonly trades: readonly string[]
}

/** Parts the runs of Han characters of a name without its legal form, in traditional or simplified ones. */
export function hanName(runs: readonly string[], city: string | null | undefined): HanName {
  const all = runs.map(simplifiedHan).filter((run) => run !== '')
  const own = city && onlyHan.test(city) ? simplifiedHan(city).replace(/[省市]$/u, '') : ''
  const isPlace = (run: string) => run === own || hanPlaces.has(run)
  // What stands in brackets may be the place: 华为技术（北京）.
  const aside = all.length > 1 ? all.find((run) => isPlace(run.replace(/[省市]$/u, ''))) : undefined
  const whole = all
    .filter((run) => run !== aside)
    .join('')
    .replace(formInFront, '')
  const found = placeBefore(whole, own)
  // The Bank of Beijing has no other name.
  const isNamed = !isTrade(whole.slice(found.length))
  const place = isNamed ? found : ''
  const { core, trades } = withoutTrades(whole.slice(place.length))
  return { place: (place || (aside ?? '')).replace(/[省市]$/u, ''), core, trades }
}

/** The words of a name in their order, for spelling each by itself; a person's surname is one. */
export function hanWords({ place, core, trades }: HanName): readonly string[] {
  const isPerson = place === '' && trades.length === 0 && core.length >= 2 && core.length <= 4
  const surname = isPerson ? surnameOf(core) : ''
  const own = surname === '' ? [core] : [surname, core.slice(surname.length)]
  return [place, ...own, ...trades].filter((word) => word !== '')
}

/**
 * How alike two names are, from 0 to 1. Many characters sound alike and few make a name, so one that differs
 * is another name; a place or a trade that only one of them has says little.
 */
export function hanSimilarity(left: string, right: string): number {
  if (left === right) return 1
  const [one, other] = [unpackedHan(left), unpackedHan(right)]
  const isFirm = one.trades.length > 0 && other.trades.length > 0
  const core = coreSimilarity(one.core, other.core, isFirm)
  if (core < 0.7) return core * 0.7
  const isElsewhere = one.place !== '' && other.place !== '' && one.place !== other.place
  return core * tradeSimilarity(one.trades, other.trades) * (isElsewhere ? 0.85 : 1)
}

/** Whether a word is a place or a trade, as firms in China spell them in Latin letters: Qingdao, jixie. */
export function isGeneralInChina(word: string): boolean {
  return spelledGeneral.has(word)
}

/** A word in Han characters as it is spoken. */
export function spelledHan(word: string): string {
  return hanReadings(word)[0] ?? latin(word)
}

/** A Han name as one text, and back. */
export function packedHan({ place, core, trades }: HanName): string {
  return core === '' ? '' : `${core} ${place} ${trades.join(' ')}`.trimEnd()
}

function unpackedHan(text: string): HanName {
  const [core = '', place = '', ...trades] = text.split(' ')
  return { core, place, trades }
}

const spelledGeneral: ReadonlySet<string> = new Set([...hanPlaces, ...hanTrades].map(spelledHan))
const onlyHan = /^\p{Script=Han}+$/u

/** Japanese firms choose whether it stands in front or behind. */
const formInFront = /^(?:有限会社|有限會社|有限公司|合同会社|合资会社|合名会社|医疗法人|学校法人)(?=..)/u

function placeBefore(name: string, own: string): string {
  const called = /^.{2,3}[省市](?=..)/u.exec(name)?.[0] ?? ''
  const place = called === '' ? knownPlaceBefore(name, own) : called
  const rest = name.slice(place.length)
  // A province may be followed by its city.
  return place === '' || rest.length <= 2 ? place : place + knownPlaceBefore(rest, own)
}

function knownPlaceBefore(name: string, own: string): string {
  if (own.length >= 2 && name.startsWith(own) && name.length >= own.length + 2) return own
  for (const length of [3, 2]) {
    const place = name.slice(0, length)
    if (name.length >= length + 2 && hanPlaces.has(place)) return place
  }
  return ''
}

function isTrade(name: string): boolean {
  let rest = name
  for (let trade = tradeBehind(rest); trade !== ''; trade = tradeBehind(rest)) {
    rest = rest.slice(0, rest.length - trade.length)
  }
  return rest === ''
}

function withoutTrades(name: string): Pick<HanName, 'core' | 'trades'> {
  const trades: string[] = []
  let core = name
  for (let trade = tradeBehind(core); trade !== ''; trade = tradeBehind(core)) {
    if (core.length - trade.length < 2) break
    core = core.slice(0, core.length - trade.length)
    trades.unshift(trade)
  }
  return { core, trades }
}

function tradeBehind(name: string): string {
  for (const length of [4, 3, 2]) {
    const trade = name.slice(-length)
    if (name.length >= length && hanTrades.has(trade)) return trade
  }
  return ''
}

function surnameOf(name: string): string {
  const two = name.slice(0, 2)
  if (name.length > 2 && hanSurnames.has(two)) return two
  const one = name.slice(0, 1)
  return name.length <= 3 && hanSurnames.has(one) ? one : ''
}

function coreSimilarity(left: string, right: string, isFirm: boolean): number {
  if (left === right) return 1
  const [first, second] = [new Set(left), new Set(right)]
  const shared = first.intersection(second).size
  const dice = (2 * shared) / (first.size + second.size)
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  // A long name may be cut short, or have a slip.
  if (short.length >= 3 && long.startsWith(short)) return Math.max(dice, 0.85)
  // Typed by ear: of people that is another name, of firms in one trade hardly.
  return isFirm && dice > 0 && latin(left) === latin(right) ? Math.max(dice, 0.85) : dice
}

/** What both do, or one of them does not say, is no difference. */
function tradeSimilarity(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0.95
  const shared = left.filter((trade) => right.includes(trade)).length
  return 0.72 + (0.28 * shared) / Math.max(1, Math.min(left.length, right.length))
}
