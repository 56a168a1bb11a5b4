import { words } from '../text/index.ts'
import { greekAsSpoken } from './greek.ts'
import { sound } from './sound.ts'

/**
 * The words of street and house as they sound, what kind of street it is in one way: Brīvības iela 5,
 * Brivibas street 5 and 5 Brivibas st. have the same. The house begins with a digit, whatever sign stands
 * before it.
 */
export function addressWords(address: string): string[] {
  const parted = greekAsSpoken(address)
    .replaceAll(/[./#№]/g, ' ')
    .replaceAll(/(?<!\p{L})\p{L}(?=\d)/gu, ' ')
    .replaceAll(/(?<!\p{L})ქ(?!\p{L})/gu, 'ქუჩა')
  return words(parted).latin.slice(0, 20).flatMap(addressWord)
}

/** Which house it is, where the address tells. */
export function houseOf(address: readonly string[]): string | undefined {
  return address.find((word) => /^[0-9]/.test(word))
}

const kinds = new Map(
  [
    'st street str straat strasse ulitsa ul vulitsya vul iela ielas kucha quch quchis gatve rue calle via ' +
      'ulica utca gata gatan tanav odos sts',
    'av avenue ave aven aves prospekts prospekt pr prosp prospekti gamziri gamz allee aleja',
    'blvd boulevard bulvaris bulv blv bulvar',
    'rd road',
    'dr drive',
    'ln lane la pereulok per skersiela',
    'pl place platz placis',
    'plaza plazza',
    'sq square laukums ploshchad moedani',
    'hwy highway shosse sh sos soseja',
    'emb naberezhnaya nab krastmala embankment',
    'pkwy parkway',
    'cres crescent cr',
    'cl close',
    'ct court crt',
    'bld building korpus k korp stroenie bldg',
    'h house dom d nr no budynok bud',
    'ap apartment apt dzivoklis dz kvartira kv suite ste office ofiss ofisi of unit room flat fl',
    'n north',
    's south',
    'e east',
    'w west',
    '1st first',
    '2nd second',
    '3rd third',
    '4th fourth',
    '5th fifth',
    '6th sixth',
    '7th seventh',
    '8th eighth',
    '9th ninth',
    '10th tenth',
    'at near',
  ].flatMap((line) => {
    const [one = '', ...others] = line.split(' ')
    return [one, ...others].map((word): [string, string] => [word, one])
  }),
)

function addressWord(word: string): string[] {
  const kind = kinds.get(word)
  if (kind !== undefined) return [kind]
  if (/^[0-9]/.test(word)) return [word]
  // German and Dutch streets are one word: Hauptstraße, Hauptstr.
  const street = /^(.{3,})(?:strasse|str|straat)$/.exec(word)?.[1]
  return street === undefined ? [sound(word)] : [sound(street), 'st']
}
