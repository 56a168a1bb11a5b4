import { getCountrySpecifications, isValidIBAN } from 'ibantools'
import { invalid, unknown, valid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'
import { countryCode } from './country-code.ts'

/** Checks a bank account written as IBAN (ISO 13616): country, length, form and check digits. */
export function iban({ value, country }: { value: string; country?: string }): CheckResult {
  const written = value.normalize('NFKC').trim().toUpperCase()
  if (written === '') return invalid('empty')
  if (written.length > longestIban) return invalid('tooLong', { most: longestIban })
  const number = written.replace(/^IBAN[\s:]*/, '').replace(/[\s.\-_/]/g, '')
  const asked = countryCode(country)
  const own = ibanLength(number.slice(0, 2))
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(number) || own === undefined) {
    // Where there is no IBAN an account may be written in any way.
    if (asked !== undefined && ibanLength(asked) === undefined) {
      return unknown(number, 'ibanCountryWithout', { country: asked })
    }
    // At home many leave the country away: 61 1090 1014 0000 0712 1981 2874 is of Poland.
    const whole = `${asked ?? ''}${number}`
    if (asked !== undefined && isValidIBAN(whole)) return valid(whole, 'ibanRight')
    return invalid('ibanNoIban')
  }
  const ownCountry = number.slice(0, 2)
  if (own !== number.length)
    return invalid('ibanLength', { country: ownCountry, length: own, count: number.length })
  return isValidIBAN(number) ? valid(number, 'ibanRight') : invalid('wrongCheckDigit')
}

/** The example of the country in SWIFT's IBAN registry, or undefined. */
export function ibanExample(country: string): string | undefined {
  return examples.find((example) => example.startsWith(country))
}

const longestIban = 60
const specifications = getCountrySpecifications()
const examples = (
  'AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201 ' +
  'AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 BG80BNBG96611020345678 ' +
  'BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957 ' +
  'CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 ' +
  'EE382200221020145685 ES9121000418450200051332 FI2112345600000785 FR1420041010050500013M02606 ' +
  'GB29NWBK60161331926819 GE29NB0000000101904917 GR1601101250000000012300695 HR1210010051863000160 ' +
  'HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999 ' +
  'IS140159260076545510730339 IT60X0542811101000000123456 KZ86125KZT5004100100 LI21088100002324013AA ' +
  'LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 MC5811222000010123456789030 ' +
  'MD24AG000225100013104168 ME25505000012345678951 MK07250120000058984 MT84MALT011000012345MTLCAST001S ' +
  'NL91ABNA0417164300 NO9386011117947 PL61109010140000071219812874 PT50000201231234567890154 ' +
  'RO49AAAA1B31007593840000 RS35260005601001611379 SA0380000000608010167519 SE4550000000058398257466 ' +
  'SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 TR330006100519786457841326 ' +
  'UA213223130000026007233566001 VA59001123000012345678 XK051212012345678906'
).split(' ')

function ibanLength(country: string): number | undefined {
  return Object.hasOwn(specifications, country) ? (specifications[country]?.chars ?? undefined) : undefined
}
