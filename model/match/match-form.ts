import { identifierKey, searchKey, words, withoutLegalForm } from '../text/index.ts'
import { simplifiedHan } from './han-variants.ts'
import { spelledOut } from './other-words.ts'
import { similarity } from './similarity.ts'
import { skeleton, sound } from './sound.ts'

/** What is known of an organisation or a person, as far as it tells whether two records are the same one. */
export type MatchRecord = {
  readonly name: string
  readonly taxId?: string | null | undefined
  readonly registrationNumber?: string | null | undefined
  readonly email?: Several
  readonly phone?: Several
  readonly bankAccount?: Several
  readonly country?: string | null | undefined
  readonly city?: string | null | undefined
  /** Street and house. */
  readonly address?: Several
}

/** A value, or several of which any may tell. */
export type Several = string | readonly string[] | null | undefined

/** A record made ready for comparing; make it once, compare it often. */
export type MatchForm = {
  readonly record: MatchRecord
  /**
   * The distinctive words of the name, as spelled and as they sound, the general ones (café, trading) last.
   */
  readonly name: readonly NameWord[]
  /** The whole name without spaces, the legal form included. */
  readonly joined: string
  /** The distinctive Han characters of the name, for many sound alike. */
  readonly han: string
  readonly legalKind: string | undefined
  readonly taxId: string
  readonly registrationNumber: string
  readonly email: readonly string[]
  readonly phone: readonly string[]
  readonly bankAccount: readonly string[]
  readonly country: string
  readonly city: readonly string[]
  /** The words of each. */
  readonly address: readonly (readonly string[])[]
  /** How many bear its name, and how many do in its place, where that is known. */
  readonly bearers?: Bearers
}

export type Bearers = { readonly named: number; readonly there: number }

export type NameWord = {
  readonly text: string
  readonly sound: string
  /** As it sounds where a j is spoken as in French and Georgian: Borjomi. */
  readonly other: string
  /** As a machine may read it. */
  readonly looks: string
  readonly skeleton: string
  readonly weight: number
  readonly isNumber: boolean
}

/** Makes a record ready for comparing. */
export function matchForm(record: MatchRecord): MatchForm {
  const found = words(record.name)
  const aside = record.name.includes('(') ? words(asideOf(record.name)).latin : noWords
  // A legal form may stand before what is in brackets: Roga i kopyta OOO (filial).
  const outside = aside.length > 0 ? words(record.name.replaceAll(/\([^()]*\)/g, ' ')) : found
  const { name, form, legal } = withoutLegalForm(outside)
  const [latinPart = '', , hanPart = ''] = found.han.length > 0 ? searchKey(record.name).split(' | ') : []
  const spoken =
    found.han.length > 0
      ? latinPart.split(' ').filter((word) => word !== '')
      : withInitials(record.name, name, legal)
  const kept = [
    ...(legal.length === 0 ? withoutMisspelledForm(spoken) : spoken),
    ...(found.han.length > 0 ? [] : aside),
  ]
  const city = record.city ? cityWords(record.city.replace(/(?<=\p{Script=Han}{2})市$/u, '')) : noWords
  // What stands in brackets, and the name of the place, tells branches apart rather than companies.
  return {
    record,
    name: kept.slice(0, mostWords).map((word) => {
      const known = nameWord(word)
      const isAside = aside.includes(word) || city.includes(known.sound)
      return isAside && kept.length > 1 && known.weight > generalWeight
        ? { ...known, weight: generalWeight }
        : known
    }),
    joined: found.latin.join(''),
    han: withoutPlace(simplifiedHan(hanPart.replace(/~\S+|[\^ ]/g, ''))),
    legalKind: form?.kind,
    taxId: record.taxId ? withoutCountry(identifierKey(record.taxId)) : '',
    registrationNumber: record.registrationNumber
      ? withoutCountry(identifierKey(record.registrationNumber))
      : '',
    email: keysOf(record.email, emailKey),
    phone: keysOf(record.phone, phoneKey),
    bankAccount: keysOf(record.bankAccount, identifierKey),
    country: (record.country ?? '').toUpperCase(),
    city,
    address: severalOf(record.address)
      .map((one) => words(one).latin.slice(0, 20).map(addressWord))
      .filter((one) => one.length > 0),
  }
}

/** More tell nothing new, and are not worth the time. */
const mostValues = 5
const none: readonly string[] = []

function severalOf(value: Several): readonly string[] {
  if (value === null || value === undefined || value === '') return none
  return typeof value === 'string' ? [value] : value.slice(0, mostValues)
}

function keysOf(value: Several, keyOf: (one: string) => string): readonly string[] {
  const values = severalOf(value)
  if (values.length === 0) return none
  return [...new Set(values.map(keyOf).filter((key) => key !== ''))]
}

const noWords: readonly string[] = []
export const generalWeight = 0.25
const knownCities = new Map<string, readonly string[]>()

function cityWords(city: string): readonly string[] {
  const known = knownCities.get(city)
  if (known) return known
  const found = words(city).latin.slice(0, 6).map(sound)
  if (knownCities.size > 10_000) knownCities.clear()
  knownCities.set(city, found)
  return found
}

/** A Han name without the province or city that it begins with: 深圳市腾讯 is 腾讯. */
function withoutPlace(han: string): string {
  return han.replace(/^.{2,3}[省市](?=..)/u, '')
}

/** The text in brackets; nothing if the whole name is. */
function asideOf(name: string): string {
  const inside = (name.match(/\([^()]*\)/g) ?? []).join(' ')
  return inside.length < name.trim().length ? inside : ''
}

const dotted = /(?<!\p{L})\p{L}\.\s?(\p{L}\.?\s?)?(?!\p{L})/u

/** Initials one by one, each of which may stand for a name: those of Ivanov I.I. are no legal form. */
function withInitials(written: string, name: string[], legal: readonly string[]): string[] {
  const found = dotted.exec(written)
  if (!found) return name
  const [initials = ''] = words(found[0]).latin
  if (initials.length < 2 || initials.length > 3) return name
  const whole = legal.length === 1 && legal[0] === 'ii' ? [...name, 'ii'] : name
  return whole.flatMap((word) => (word === initials ? [...word].map((letter) => `${letter}.`) : [word]))
}

const mostWords = 10
const knownWords = new Map<string, NameWord>()

/** The same words come again and again in an import, so what was worked out for them is kept for a while. */
export function nameWord(text: string): NameWord {
  const known = knownWords.get(text)
  if (known) return known
  const isNumber = /^[0-9]/.test(text) && !isMisread(text)
  const sounded = sound(isNumber ? text : spelledOut(lettersOnly(text)))
  const weight =
    generalWords.has(text) || generalWords.has(spelledOut(text))
      ? generalWeight
      : isNumber
        ? 1
        : Math.min(1, 0.4 + text.length * 0.12)
  const other = isNumber || !text.includes('j') ? sounded : sound(text.replaceAll('j', 'zh'))
  const looks = isNumber ? text : looksOf(lettersOnly(text))
  const word = { text, sound: sounded, other, looks, skeleton: skeleton(sounded), weight, isNumber }
  if (knownWords.size > 50_000) knownWords.clear()
  knownWords.set(text, word)
  return word
}

/** A word of letters in which a machine, or a finger, put digits that look like some: K0mforts, 0mega. */
function isMisread(text: string): boolean {
  return /[01]/.test(text) && /^0?[a-z]+([01][a-z]+)*$/.test(text) && text.length >= 5
}

function lettersOnly(text: string): string {
  return isMisread(text) ? text.replaceAll('0', 'o').replaceAll('1', 'l') : text
}

/** Letters that a machine reads for one another: rn and m, cl and d, vv and w, l and i. */
function looksOf(text: string): string {
  return text.replaceAll(/rn|cl|vv|l/g, (read) => looks[read as keyof typeof looks])
}

const looks = { rn: 'm', cl: 'd', vv: 'w', l: 'i' } as const

/** Words that many names share, in several languages and in plain Latin letters. */
const generalWords = new Set(
  (
    'the of and und un et y i da de di del des du la le les los las el al der die das den van von ' +
    'restaurant restaurants cafe caffe bar grill bistro hotel deli delicatessen kitchen house room ' +
    'club inn ' +
    'trade trading group holding company international service services solutions systems invest ' +
    'investment ' +
    'consulting management partners partneri global europe european baltic baltija baltics latvija latvia ' +
    'riga lietuva eesti georgia kartuli tbilisi rossiya moskva china beijing shanghai group jgupi ' +
    'torgovaya torgovyy dom firma kompaniya predpriyatie servis stroy tirdzniecibas nams veikals serviss ' +
    'buvnieciba logistika logistics transport import export industry industries technology technologies ' +
    'maiden sazogadoeba savachro sakhli youxian gongsi jituan keji maoyi mr mrs dr shri'
  ).split(' '),
)

const longForms = [
  'aktiengesellschaft',
  'gesellschaft',
  'incorporated',
  'corporation',
  'sabiedriba',
  'limited',
  'company',
]

/** A legal form with a slip of the finger still is one: Siemens Aktiengeselschaft. */
function withoutMisspelledForm(name: string[]): string[] {
  const last = name.at(-1) ?? ''
  if (name.length < 2 || last.length < 7) return name
  return longForms.some((form) => similarity(form, last) >= 0.85) ? name.slice(0, -1) : name
}

/** Numbers that stand for none (00000000, 99999) tell nothing. */
function withoutCountry(identifier: string): string {
  if (/^(.)\1*$/.test(identifier)) return ''
  return identifier.replace(/^(CHE|ATU|[A-Z]{2})(?=\d{5})/, '')
}

function emailKey(email: string): string {
  const key = email.trim().toLowerCase()
  return key.includes('@') ? key.replace(/\+[^@]*(?=@)/, '') : ''
}

/** The last eight digits: what stands before them is written in many ways. */
function phoneKey(phone: string): string {
  const digits = phone.replace(/(;|ext|x).*$/i, '').replace(/\D/g, '')
  return digits.length < 7 ? '' : digits.slice(-8)
}

const addressWords = new Map(
  (
    'street=st str=st straat=st strasse=st ulitsa=st ul=st iela=st kucha=st quch=st gatve=st rue=st ' +
    'calle=st via=st ' +
    'avenue=av ave=av aven=av prospekts=av prospekt=av pr=av prosp=av gamziri=av boulevard=blvd ' +
    'bulvaris=blvd ' +
    'bulv=blvd blv=blvd road=rd drive=dr lane=ln la=ln place=pl plaza=pl square=sq laukums=sq ' +
    'ploshchad=sq highway=hwy ' +
    'parkway=pkwy building=bld korpus=bld k=bld house=h dom=h d=h apartment=ap apt=ap dzivoklis=ap ' +
    'dz=ap kvartira=ap ' +
    'kv=ap suite=ap office=ap ofiss=ap north=n south=s east=e west=w first=1st second=2nd third=3rd ' +
    'fourth=4th ' +
    'fifth=5th sixth=6th seventh=7th eighth=8th ninth=9th tenth=10th sts=st aves=av near=at'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)

function addressWord(word: string): string {
  return addressWords.get(word) ?? (/^[0-9]/.test(word) ? word : sound(word))
}
