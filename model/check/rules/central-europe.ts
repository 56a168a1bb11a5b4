import { endsWith, isDay, isMod1110, remainder, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * The member states of the European Union in the middle and the east.
 * Source: the European Commission's VIES check-digit algorithms, where no other is named.
 */
export const centralEuropeRules: NumberRules = {
  BG: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'BG',
      pattern: /^\d{9,10}$/,
      proves: (number) => (number.length === 9 ? isBulgarianCompany(number) : isBulgarianPerson(number)),
      format: 'BG and 9 or 10 digits',
      example: 'BG175074752',
    },
    {
      types: ['eik', 'bulstat', 'company'],
      serves: ['company'],
      pattern: /^(\d{9}|\d{13})$/,
      proves: (number) => isBulgarianCompany(number.slice(0, 9)) && isBulgarianBranch(number),
      format: '9 digits, of branches 13',
      example: '175074752',
    },
    {
      types: ['egn'],
      serves: [],
      pattern: /^\d{10}$/,
      proves: isBulgarianCitizen,
      format: '10 digits',
      example: '7523169263',
    },
  ],
  CZ: [
    {
      types: ['vat', 'dic'],
      serves: ['tax'],
      prefix: 'CZ',
      pattern: /^\d{8,10}$/,
      proves: isCzechTax,
      format: 'CZ and 8 to 10 digits',
      example: 'CZ25123891',
    },
    {
      types: ['ico', 'company'],
      serves: ['company'],
      pattern: /^\d{6,8}$/,
      proves: (number) => isCzechCompany(number.padStart(8, '0')),
      normalize: (number) => number.padStart(8, '0'),
      format: '8 digits',
      example: '25123891',
    },
  ],
  HR: [
    {
      types: ['vat', 'oib'],
      serves: ['tax', 'company'],
      prefix: 'HR',
      pattern: /^\d{11}$/,
      proves: isMod1110,
      format: 'HR and 11 digits',
      example: 'HR33392005961',
    },
    {
      types: ['mbs'],
      serves: ['company'],
      pattern: /^\d{8,9}$/,
      format: '8 or 9 digits',
      example: '080000604',
    },
  ],
  HU: [
    {
      types: ['vat', 'anum'],
      serves: ['tax'],
      prefix: 'HU',
      // At home the number goes on with a digit for the kind of tax and two for the county: 12892312-2-42.
      pattern: /^\d{8}([1-5]\d{2})?$/,
      proves: (number) =>
        endsWith(number.slice(0, 8), (front) => (10 - (weightedSum(front, [9, 7, 3, 1, 9, 7, 3]) % 10)) % 10),
      normalize: (number) => number.slice(0, 8),
      format: 'HU and 8 digits',
      example: 'HU12892312',
    },
    {
      types: ['cegjegyzekszam', 'company'],
      serves: ['company'],
      affixes: /^CG/,
      pattern: /^(0[1-9]|1\d|20)\d{8}$/,
      format: '10 digits: court, form of company, number',
      example: '01-09-562739',
    },
  ],
  PL: [
    {
      types: ['vat', 'nip'],
      serves: ['tax'],
      prefix: 'PL',
      pattern: /^\d{10}$/,
      proves: (number) => endsWith(number, (front) => weightedSum(front, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11),
      format: 'PL and 10 digits',
      example: 'PL8567346215',
    },
    {
      types: ['regon'],
      serves: ['company'],
      pattern: /^(\d{9}|\d{14})$/,
      proves: isRegon,
      format: '9 or 14 digits',
      example: '192598184',
    },
    {
      types: ['krs', 'company'],
      serves: ['company'],
      pattern: /^0\d{9}$/,
      format: '10 digits, the first 0',
      example: '0000028860',
    },
  ],
  RO: [
    {
      types: ['vat', 'cui', 'cif'],
      serves: ['tax', 'company'],
      prefix: 'RO',
      pattern: /^([1-9]\d{1,9}|\d{13})$/,
      proves: (number) => (number.length === 13 ? isRomanianPerson(number) : isRomanianCompany(number)),
      format: 'RO and 2 to 10 digits',
      example: 'RO18547290',
    },
    {
      types: ['onrc', 'company'],
      serves: ['company'],
      affixes: /^ROONRC/,
      pattern: /^[JFC]((0[1-9]|[1-4]\d|5[12])\d{1,6}([0-3]\d[01]\d)?(199\d|20\d\d)|(199\d|20\d\d)\d{9})$/,
      format: 'J, the county, a number and the year',
      example: 'J40/8302/1997',
    },
  ],
  SI: [
    {
      types: ['vat', 'ddv'],
      serves: ['tax'],
      prefix: 'SI',
      pattern: /^[1-9]\d{7}$/,
      proves: (number) => {
        const digit = 11 - (weightedSum(number, [8, 7, 6, 5, 4, 3, 2]) % 11)
        return digit !== 11 && digit % 10 === Number(number[7])
      },
      format: 'SI and 8 digits',
      example: 'SI50223054',
    },
    {
      types: ['maticna', 'company'],
      serves: ['company'],
      pattern: /^\d{7}(\d{3})?$/,
      format: '7 digits, of branches 10',
      example: '5300231',
    },
  ],
  SK: [
    {
      types: ['vat', 'dph'],
      serves: ['tax'],
      prefix: 'SK',
      pattern: /^[1-9]\d{9}$/,
      proves: (number) =>
        (/^..[2346-9]/.test(number) && remainder(number, 11) === 0) || isBirthNumber(number),
      format: 'SK and 10 digits',
      example: 'SK2022749619',
    },
    {
      types: ['ico', 'company'],
      serves: ['company'],
      pattern: /^\d{6,8}$/,
      proves: (number) => isCzechCompany(number.padStart(8, '0')),
      normalize: (number) => number.padStart(8, '0'),
      format: '8 digits',
      example: '31320155',
    },
  ],
}

function isBulgarianCompany(number: string): boolean {
  return endsWith(number, (front) => {
    const sum = weightedSum(front, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    return sum < 10 ? sum : (weightedSum(front, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10
  })
}

function isBulgarianBranch(number: string): boolean {
  if (number.length === 9) return true
  return endsWith(number, (front) => {
    const branch = front.slice(8)
    const sum = weightedSum(branch, [2, 7, 3, 5]) % 11
    return sum < 10 ? sum : (weightedSum(branch, [4, 9, 5, 7]) % 11) % 10
  })
}

/** Ten digits are a citizen's EGN, a foreigner's PNF, or a number of its own for others. */
function isBulgarianPerson(number: string): boolean {
  const foreigner = weightedSum(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10
  const other = 11 - (weightedSum(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  const last = Number(number[9])
  return isBulgarianCitizen(number) || foreigner === last || (other !== 10 && other % 11 === last)
}

function isBulgarianCitizen(number: string): boolean {
  const month = Number(number.slice(2, 4))
  const century = month > 40 ? 2000 : month > 20 ? 1800 : 1900
  const year = century + Number(number.slice(0, 2))
  if (!isDay(year, month % 20, Number(number.slice(4, 6))) || month > 52) return false
  return endsWith(number, (front) => (weightedSum(front, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10)
}

function isCzechCompany(number: string): boolean {
  return endsWith(number, (front) => (11 - (weightedSum(front, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10)
}

/** Companies have 8 digits, persons their birth number; 9 digits that start with 6 are a special case. */
function isCzechTax(number: string): boolean {
  if (number.length === 8) return !number.startsWith('9') && isCzechCompany(number)
  if (number.length === 9 && number.startsWith('6')) {
    const sum = weightedSum(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
    return (8 - ((10 - sum + 11) % 11) + 10) % 10 === Number(number[8])
  }
  return isBirthNumber(number)
}

/** Months of women are raised by 50, and where the numbers of a day ran out by 20 more (Act 133/2000). */
function isBirthNumber(number: string): boolean {
  const short = Number(number.slice(0, 2))
  const isOld = number.length === 9
  const year = isOld ? 1900 + short - (short >= 54 ? 100 : 0) : short >= 54 ? 1900 + short : 2000 + short
  const raised = Number(number.slice(2, 4)) % 50
  const month = raised > 20 && year >= 2004 ? raised - 20 : raised
  if (!isDay(year, month, Number(number.slice(4, 6)))) return false
  if (isOld) return true
  const rest = remainder(number.slice(0, 9), 11) % 10
  return rest === Number(number[9])
}

function isRegon(number: string): boolean {
  const nine = endsWith(
    number.slice(0, 9),
    (front) => (weightedSum(front, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10,
  )
  const weights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]
  return nine && (number.length === 9 || endsWith(number, (front) => (weightedSum(front, weights) % 11) % 10))
}

function isRomanianCompany(number: string): boolean {
  return endsWith(
    number.padStart(10, '0'),
    (front) => ((10 * weightedSum(front, [7, 5, 3, 2, 1, 7, 5, 3, 2])) % 11) % 10,
  )
}

function isRomanianPerson(number: string): boolean {
  const first = Number(number[0])
  const year = ([0, 1900, 1900, 1800, 1800, 2000, 2000][first] ?? 1900) + Number(number.slice(1, 3))
  if (first === 0 || !isDay(year, Number(number.slice(3, 5)), Number(number.slice(5, 7)))) return false
  return endsWith(number, (front) => {
    const sum = weightedSum(front, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
    return sum === 10 ? 1 : sum
  })
}
