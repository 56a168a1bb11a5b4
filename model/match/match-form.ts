import { identifierKey, searchKey, words, withoutLegalForm, type LegalForm } from '../text/index.ts'
import { addressWords } from './addresses.ts'
import { greekAsSpoken } from './greek.ts'
import { hanName, hanWords, isGeneralInChina, packedHan, spelledHan, type HanName } from './han-name.ts'
import { withNumerals } from './numerals.ts'
import { generations, spelledOut, titles, unitOf } from './other-words.ts'
import { cityByOneName } from './city-by-one-name.ts'
import { similarity } from './similarity.ts'
import { otherSound, skeleton, sound } from './sound.ts'

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
  /** The whole name without spaces, the legal form included unless it is one of China in Latin letters. */
  readonly joined: string
  /** The name in Han characters, for many sound alike, as `packedHan` parts it; else empty. */
  readonly han: string
  /** What its legal form may be, parted by spaces. */
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
  /** As it may sound too, by other letters (`otherSound`), and its bones. */
  readonly other: string
  readonly otherBones: string
  /** As a machine may read it. */
  readonly looks: string
  readonly skeleton: string
  readonly weight: number
  readonly isNumber: boolean
  /** Which part of a group of firms is called so: its holding, what owns its houses; else empty. */
  readonly unit: string
}

/** Makes a record ready for comparing. */
export function matchForm(record: MatchRecord): MatchForm {
  // A Georgian p may be a foreign f, which ph says both of.
  const written = greekAsSpoken(spelledForItaly(record.name)).replaceAll('ფ', 'ph')
  const found = words(written)
  const aside = written.includes('(') ? words(asideOf(written)).latin : noWords
  // A legal form may stand before what is in brackets: Roga i kopyta OOO (filial).
  const outside = aside.length > 0 ? words(written.replaceAll(/\([^()]*\)/g, ' ')) : found
  const { name, forms, legal } = withoutLegalForm(outside)
  const han = found.han.length > 0 ? hanName(hanRuns(record.name), record.city) : undefined
  const spoken = han
    ? wordsBeside(record.name, han)
    : withNumerals(withoutTrades(withInitials(record.name, name, legal)))
  const kept = [
    ...(legal.length === 0 ? withoutMisspelledForm(spoken) : spoken),
    ...legal.filter((word) => nameWord(word).unit !== ''),
    ...(han ? [] : aside),
  ]
  const isOfChina = han !== undefined || isChinese(record.country, found.latin)
  const city = record.city ? cityWords(record.city) : noWords
  // What stands in brackets, and the name of the place, tells branches apart rather than companies.
  return {
    record,
    name: kept.slice(0, mostWords).map((word) => {
      const known = nameWord(word)
      const isAside =
        aside.includes(word) || city.includes(known.sound) || (isOfChina && isGeneralInChina(word))
      return isAside && kept.length > 1 && known.weight > generalWeight
        ? { ...known, weight: generalWeight }
        : known
    }),
    joined: found.latin.join('').replace(formOfChina, ''),
    han: han ? packedHan(han) : '',
    legalKind: kindsOf(forms, record.country),
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
      .map(addressWords)
      .filter((one) => one.length > 0),
  }
}

/** A company of China whose name was written in Latin letters without a space has its form at the end. */
const formOfChina = /(?<=.{4})(?:gufen)?youxian(?:zeren)?gongsi$/

/** Partnerships name who owns them behind the form (S.n.c. di Mario Rossi & C.), and brothers are F.lli. */
function spelledForItaly(name: string): string {
  if (!name.includes('.') && !name.includes(' di ')) return name
  return name
    .replace(/(?<=\bs\.?\s?[an]\.?\s?[sc]\.?)\s+di\s+.+$/i, '')
    .replace(/(?<!\p{L})f\.lli(?!\p{L})/giu, 'Fratelli')
}

/** What a form may be in the country of the record, or anywhere where that does not know it. */
function kindsOf(forms: readonly LegalForm[], country: string | null | undefined): string | undefined {
  const own = forms.filter(({ countries }) => countries.includes((country ?? '').toUpperCase()))
  const kinds = new Set((own.length > 0 ? own : forms).map(({ kind }) => kind))
  return kinds.size === 0 ? undefined : [...kinds].join(' ')
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
  const told = words(greekAsSpoken(city.replace(/(?<=\p{Script=Han}{2})市$/u, ''))).latin
  const found = cityByOneName(told.slice(0, 6)).map(sound)
  if (knownCities.size > 10_000) knownCities.clear()
  knownCities.set(city, found)
  return found
}

/** The runs of Han characters of a name without those of its legal form. */
function hanRuns(name: string): readonly string[] {
  const [, , runs = ''] = searchKey(name).split(' | ')
  return runs.split(' ').flatMap((run) => (run.startsWith('~') ? [] : [run.replace('^', '')]))
}

/** The words of a name in Han characters as they are spoken, and those in Latin letters beside them. */
function wordsBeside(name: string, han: HanName): string[] {
  const beside = words(name.replaceAll(/\p{Script=Han}/gu, ' '))
  return [...hanWords(han).map(spelledHan), ...withoutLegalForm(beside).name]
}

/** Whether a name in Latin letters is that of a firm in China. */
function isChinese(country: string | null | undefined, found: readonly string[]): boolean {
  return /^(?:CN|HK|TW|MO)$/i.test(country ?? '') || found.includes('gongsi') || found.includes('youxian')
}

/** Industry and trade, which Turkish firms have before the legal form, in full, in short or not at all. */
function withoutTrades(name: string[]): string[] {
  const at = name.findIndex((word, place) => place > 0 && (word === 'sanayi' || word === 'san'))
  const next = name[at + 1] === 've' ? at + 2 : at + 1
  const isPair = at > 0 && /^tic(aret)?$/.test(name[next] ?? '')
  return isPair ? [...name.slice(0, at), ...name.slice(next + 1)] : name
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
  const isNumber = (/^[0-9]/.test(text) && !isMisread(text)) || generations.has(text)
  const plain = isNumber ? (generations.get(text) ?? text) : spelledOut(lettersOnly(text))
  const sounded = sound(plain)
  const weight =
    generalWords.has(text) || generalWords.has(spelledOut(text)) || titles.has(text)
      ? generalWeight
      : isNumber
        ? 1
        : Math.min(1, 0.4 + text.length * 0.12)
  const other = isNumber ? sounded : otherSound(plain)
  const word = {
    text,
    sound: sounded,
    other,
    otherBones: skeleton(other),
    looks: isNumber ? text : looksOf(lettersOnly(text)),
    skeleton: skeleton(sounded),
    weight,
    isNumber,
    unit: unitOf(sounded),
  }
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
    'eurl sarl sasu sci scea snc soc coop aor kdor fils figli hijos sohne soehne ja og och ir ve pazarlama paz ' +
    'etablissements compagnie zaklad zaklady uslug uslugowe uslugi przedsiebiorstwo handlowe handlowo ' +
    'produkcyjno nauchno proizvodstvennoe proizvodstvennoye obedinenie obyedinenie npo td ' +
    'maiden sazogadoeba savachro sakhli youxian gongsi jituan keji maoyi ' +
    // A legal form that a place stands behind.
    'gmbh sia uab ltd llc limited ooo zao oao pao jsc pjsc inc plc shps tov'
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
