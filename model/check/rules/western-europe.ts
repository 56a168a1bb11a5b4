import { endsWith, isLuhn, isMod1110, isMod9710, luhnSum, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * The western and southern member states of the European Union.
 * Source: the European Commission's VIES check-digit algorithms (Taxation and Customs Union), where no other
 * is named.
 */
export const westernEuropeRules: NumberRules = {
  AT: [
    {
      types: ['vat', 'uid'],
      serves: ['tax'],
      prefix: 'ATU',
      affixes: /^(AT)?U/,
      pattern: /^\d{8}$/,
      proves: (number) => endsWith(number, (front) => (96 - luhnSum(front)) % 10),
      format: 'ATU and 8 digits',
      example: 'ATU13585627',
    },
    {
      types: ['businessid', 'fn', 'company'],
      serves: ['company'],
      affixes: /^(AT)?FN/,
      pattern: /^\d{1,6}[A-Z]$/,
      format: 'FN, up to 6 digits and a letter',
      example: 'FN 122119m',
    },
  ],
  BE: [
    {
      types: ['vat', 'company', 'ondernemingsnummer'],
      serves: ['tax', 'company'],
      prefix: 'BE',
      pattern: /^([01]\d{9}|[1-9]\d{8})$/,
      proves: (number) => 97 - (Number(number.slice(0, -2)) % 97) === Number(number.slice(-2)),
      normalize: (number) => number.padStart(10, '0'),
      format: 'BE and 10 digits, the first 0 or 1',
      example: 'BE0403019261',
    },
  ],
  CY: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'CY',
      pattern: /^(?!12)\d{8}[A-Z]$/,
      proves: isCypriot,
      format: 'CY, 8 digits and a letter',
      example: 'CY10259033P',
    },
    {
      types: ['company'],
      serves: ['company'],
      pattern: /^(HE|ΗΕ|C)?\d{1,7}$/,
      format: 'HE and up to 7 digits',
      example: 'HE165',
    },
  ],
  DE: [
    {
      types: ['vat', 'ustidnr'],
      serves: ['tax'],
      prefix: 'DE',
      pattern: /^[1-9]\d{8}$/,
      proves: isMod1110,
      format: 'DE and 9 digits',
      example: 'DE136695976',
    },
    {
      types: ['hrb', 'handelsregisternummer', 'company'],
      serves: ['company'],
      pattern: /^.*(HRA|HRB|GNR|PR|VR)\d{1,6}[A-Z]{0,3}$/,
      format: 'HRA or HRB and up to 6 digits',
      example: 'HRB 86891',
    },
    {
      types: ['passport'],
      serves: [],
      pattern: /^[CFGHJKLMNPRTVWXYZ0-9]{10}D?$/,
      proves: isMachineReadable,
      format: '9 letters or digits and a check digit',
      example: 'C01X00T478',
    },
  ],
  ES: [
    {
      types: ['vat', 'nif'],
      serves: ['tax', 'company'],
      prefix: 'ES',
      pattern: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
      proves: isSpanish,
      format: 'ES and 9 characters: a letter, 7 digits and a digit or letter',
      example: 'ESB58378431',
    },
  ],
  FR: [
    {
      types: ['vat', 'tva'],
      serves: ['tax'],
      prefix: 'FR',
      pattern: /^[0-9A-HJ-NP-Z]{2}\d{9}$/,
      proves: isFrenchVat,
      format: 'FR, 2 characters and the 9 digits of the SIREN',
      example: 'FR40303265045',
    },
    {
      types: ['siren', 'company'],
      serves: ['company', 'tax'],
      pattern: /^\d{9}$/,
      proves: isLuhn,
      format: '9 digits',
      example: '303265045',
    },
    {
      types: ['siret'],
      serves: ['company', 'tax'],
      pattern: /^\d{14}$/,
      proves: isSiret,
      format: '14 digits',
      example: '73282932000074',
    },
  ],
  GR: [
    {
      types: ['vat', 'afm'],
      serves: ['tax'],
      prefix: 'EL',
      affixes: /^(GR|EL)/,
      pattern: /^\d{8,9}$/,
      proves: (number) =>
        endsWith(
          number.padStart(9, '0'),
          (front) => (weightedSum(front, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10,
        ),
      normalize: (number) => number.padStart(9, '0'),
      format: 'EL and 9 digits',
      example: 'EL094259216',
    },
    {
      types: ['gemi', 'company'],
      serves: ['company'],
      pattern: /^\d{10,12}$/,
      normalize: (number) => number.padStart(12, '0'),
      format: '12 digits',
      example: '001037501000',
    },
  ],
  IE: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'IE',
      pattern: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/,
      proves: isIrish,
      format: 'IE, 7 digits and 1 or 2 letters',
      example: 'IE6433435F',
    },
    {
      types: ['cro', 'company'],
      serves: ['company'],
      pattern: /^\d{4,7}$/,
      format: '4 to 7 digits',
      example: '312055',
    },
  ],
  IT: [
    {
      types: ['vat', 'iva'],
      serves: ['tax', 'company'],
      prefix: 'IT',
      pattern: /^\d{11}$/,
      proves: (number) =>
        isLuhn(number) && !number.startsWith('0000000') && isItalianOffice(Number(number.slice(7, 10))),
      format: 'IT and 11 digits',
      example: 'IT00743110157',
    },
    {
      types: ['rea', 'company'],
      serves: ['company'],
      // Often the province is named in words beside it, or not at all.
      pattern: /^([A-Z]{2})?\d{1,7}$/,
      format: '2 letters of the province and up to 7 digits',
      example: 'MI-1298710',
    },
  ],
  LU: [
    {
      types: ['vat', 'tva'],
      serves: ['tax'],
      prefix: 'LU',
      pattern: /^\d{8}$/,
      proves: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
      format: 'LU and 8 digits',
      example: 'LU15027442',
    },
    {
      types: ['rcs', 'company'],
      serves: ['company'],
      pattern: /^[A-L]\d{1,6}$/,
      format: 'A letter and up to 6 digits',
      example: 'B82454',
    },
  ],
  MT: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'MT',
      pattern: /^[1-9]\d{7}$/,
      proves: (number) => 37 - (weightedSum(number, [3, 4, 6, 7, 8, 9]) % 37) === Number(number.slice(6)),
      format: 'MT and 8 digits',
      example: 'MT11679112',
    },
    {
      types: ['company'],
      serves: ['company'],
      pattern: /^(C|P|LLP|SE)\d{1,6}$/,
      format: 'C and up to 6 digits',
      example: 'C 12345',
    },
  ],
  NL: [
    {
      types: ['vat', 'btw'],
      serves: ['tax'],
      prefix: 'NL',
      pattern: /^\d{9}B\d{2}$/,
      proves: (number) => isDutchCitizen(number.slice(0, 9)) || isMod9710(`NL${number}`),
      format: 'NL, 9 digits, B and 2 digits',
      example: 'NL004495445B01',
    },
    {
      types: ['kvk', 'company'],
      serves: ['company'],
      pattern: /^\d{8}$/,
      format: '8 digits',
      example: '17001910',
    },
  ],
  PT: [
    {
      types: ['vat', 'nif', 'nipc'],
      serves: ['tax', 'company'],
      prefix: 'PT',
      pattern: /^[1-9]\d{8}$/,
      proves: (number) =>
        endsWith(number, (front) => ((11 - (weightedSum(front, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10),
      format: 'PT and 9 digits',
      example: 'PT501964843',
    },
  ],
  AD: [
    {
      types: ['vat', 'nrt', 'company'],
      serves: ['tax', 'company'],
      prefix: 'AD',
      pattern: /^[ACDEFGLOPU]\d{6}[A-Z]$/,
      proves: isAndorran,
      format: 'A letter, 6 digits and a letter',
      example: 'ADU132950X',
    },
  ],
  MC: [
    {
      types: ['vat', 'tva'],
      serves: ['tax'],
      prefix: 'FR',
      affixes: /^(FR|MC)/,
      pattern: /^\d{2}000\d{6}$/,
      proves: isFrenchVat,
      format: 'FR, 2 digits, 000 and 6 digits',
      example: 'FR53000004605',
    },
    {
      types: ['rci', 'company'],
      serves: ['company'],
      pattern: /^\d{2}[A-Z]\d{5}$/,
      format: '2 digits, a letter, 5 digits',
      example: '56S00557',
    },
  ],
  EU: [
    {
      types: ['vat', 'oss'],
      serves: ['tax'],
      prefix: 'EU',
      pattern: /^\d{9}$/,
      proves: (number) => memberStates.has(number.slice(0, 3)),
      format: 'EU and 9 digits',
      example: 'EU372022452',
    },
  ],
}

/**
 * One-stop-shop numbers start with the ISO 3166 number of the member state, or 900 for sellers from outside.
 */
const memberStates = new Set(
  (
    '040 056 100 191 196 203 208 233 246 250 276 300 348 372 380 428 440 442 470 528 616 620 642 ' +
    '703 705 724 752 ' +
    '900'
  ).split(' '),
)

/** Digits in odd places are read through a table; the sum gives a letter. */
function isCypriot(number: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
  const sum = Array.from(number.slice(0, 8)).reduce(
    (total, digit, position) => total + (position % 2 === 0 ? (odd[Number(digit)] ?? 0) : Number(digit)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === number[8]
}

/** The check digit of ICAO Doc 9303: weights 7, 3, 1 over digits and letters read as 10 to 35. */
function isMachineReadable(number: string): boolean {
  const sum = Array.from(number.slice(0, 9)).reduce(
    (total, character, position) => total + Number.parseInt(character, 36) * ([7, 3, 1][position % 3] ?? 0),
    0,
  )
  return sum % 10 === Number(number[9])
}

/** DNI, NIE and special NIF end with the letter of the number modulo 23; companies with a Luhn-like sign. */
function isSpanish(number: string): boolean {
  const letter = (digits: string) => 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23]
  if (/^\d/.test(number)) return letter(number.slice(0, 8)) === number[8]
  if (/^[XYZ]/.test(number)) return letter('XYZ'.indexOf(number.charAt(0)) + number.slice(1, 8)) === number[8]
  if (/^[KLM]/.test(number)) return letter(number.slice(1, 8)) === number[8]
  if (!/^[ABCDEFGHJNPQRSUVW]/.test(number)) return false
  const digit = (10 - (luhnSum(`${number.slice(1, 8)}0`) % 10)) % 10
  const isLetterForm = number[8] === 'JABCDEFGHI'[digit]
  const isDigitForm = number[8] === String(digit)
  // Public bodies, religious orders and non-residents (province 00) have a letter.
  if (/^([NPQRSW]|.00)/.test(number) && isLetterForm) return true
  if (/^[NPQRSW]/.test(number)) return false
  return /^[ABEH]/.test(number) ? isDigitForm : isLetterForm || isDigitForm
}

/** Of the key only the digits are a checksum; letters are read as a number of base 34 (BOFIP). */
function isFrenchVat(number: string): boolean {
  const [key, siren] = [number.slice(0, 2), number.slice(2)]
  const isMonaco = siren.startsWith('000')
  if (!isMonaco && !isLuhn(siren)) return false
  if (/^\d{2}$/.test(key)) return (12 + 3 * (Number(siren) % 97)) % 97 === Number(key)
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const [first, second] = [alphabet.indexOf(key.charAt(0)), alphabet.indexOf(key.charAt(1))]
  const checked = /^\d/.test(key) ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.trunc(checked / 11)) % 11 === checked % 11
}

/** La Poste numbers its offices so that the plain sum of digits is a multiple of five. */
function isSiret(number: string): boolean {
  if (isLuhn(number)) return true
  return (
    number.startsWith('356000000') && [...number].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
  )
}

function isIrish(number: string): boolean {
  const letter = (digits: string, second: string) => {
    const sum = weightedSum(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * 'WABCDEFGHI'.indexOf(second)
    return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23]
  }
  if (/^\d{7}/.test(number)) return letter(number.slice(0, 7), number[8] ?? 'W') === number[7]
  // Numbers of before 2013 have a letter or sign in the second place, which moves behind.
  return letter(`0${number.slice(2, 7)}${number.charAt(0)}`, 'W') === number[7]
}

function isItalianOffice(office: number): boolean {
  return (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)
}

function isDutchCitizen(number: string): boolean {
  return number !== '000000000' && weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
}

/** Citizens have F, resident companies A or L, whose numbers start with 7 (Llei 3/2010, NRT). */
function isAndorran(number: string): boolean {
  const middle = Number(number.slice(1, 7))
  if (number.startsWith('F')) return middle <= 699_999
  return !/^[AL]/.test(number) || (middle > 699_999 && middle < 800_000)
}
