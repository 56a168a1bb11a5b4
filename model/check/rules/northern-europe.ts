import { endsWith, isDay, isLuhn, remainder, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * The Nordic countries, the British Isles, Switzerland and Liechtenstein. Sources: VIES check-digit
 * algorithms; Brønnøysundregistrene; HMRC notice 700 and the withdrawn VATU manual; Swiss UID register,
 * eCH-0097.
 */
export const northernEuropeRules: NumberRules = {
  DK: [
    {
      types: ['vat', 'cvr', 'company'],
      serves: ['tax', 'company'],
      prefix: 'DK',
      pattern: /^[1-9]\d{7}$/,
      proves: (number) => weightedSum(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
      format: 'DK and 8 digits',
      example: 'DK13585628',
    },
  ],
  FI: [
    {
      types: ['vat', 'alv'],
      serves: ['tax'],
      prefix: 'FI',
      pattern: /^\d{8}$/,
      proves: isFinnishCompany,
      format: 'FI and 8 digits',
      example: 'FI20774740',
    },
    {
      types: ['ytunnus', 'company'],
      serves: ['company', 'tax'],
      pattern: /^\d{7,8}$/,
      proves: (number) => isFinnishCompany(number.padStart(8, '0')),
      normalize: (number) => number.padStart(8, '0').replace(/^(\d{7})/, '$1-'),
      format: '7 digits, a hyphen and a digit',
      example: '2077474-0',
    },
  ],
  SE: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'SE',
      pattern: /^\d{10}01$/,
      proves: (number) => isLuhn(number.slice(0, 10)),
      format: 'SE and 12 digits, the last 01',
      example: 'SE556188840401',
    },
    {
      types: ['orgnr', 'company'],
      serves: ['company', 'tax'],
      pattern: /^(16)?\d{10}$/,
      proves: (number) => isLuhn(number.slice(-10)),
      normalize: (number) => number.slice(-10).replace(/^(\d{6})/, '$1-'),
      format: '6 digits, a hyphen, 4 digits',
      example: '556188-8404',
    },
  ],
  NO: [
    {
      types: ['vat', 'mva'],
      serves: ['tax'],
      prefix: 'NO',
      affixes: /MVA$/,
      pattern: /^\d{9}$/,
      proves: isNorwegianCompany,
      normalize: (number) => `${number}MVA`,
      format: 'NO, 9 digits and MVA',
      example: 'NO995525828MVA',
    },
    {
      types: ['orgnr', 'company'],
      serves: ['company'],
      affixes: /^NO|MVA$/g,
      pattern: /^\d{9}$/,
      proves: isNorwegianCompany,
      format: '9 digits',
      example: '988077917',
    },
  ],
  IS: [
    {
      types: ['kennitala', 'company'],
      serves: ['company', 'tax'],
      pattern: /^\d{9}[089]$/,
      proves: isIcelandic,
      format: '10 digits',
      example: '450401-3150',
    },
    {
      types: ['vat', 'vsk'],
      serves: ['tax'],
      prefix: 'IS',
      pattern: /^\d{5,6}$/,
      format: 'IS and 5 or 6 digits',
      example: 'IS00621',
    },
  ],
  GB: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'GB',
      affixes: /^(GB|XI)/,
      pattern: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2}|(GD8888|HA8888)\d{5})$/,
      proves: isBritish,
      format: 'GB and 9 or 12 digits',
      example: 'GB980780684',
    },
    {
      types: ['crn', 'company'],
      serves: ['company'],
      pattern:
        /^(\d{1,8}|(AC|C[ES]|FC|G[ES]|I[CP]|LP|N[ACFILOPRVZ]|O[CE]|PC|R[0CS]|S[ACEFGILOPRZ]|ZC)[0-9A-Z]{6})$/,
      normalize: (number) => number.padStart(8, '0'),
      format: '8 digits, or 2 letters and 6 digits',
      example: '03977902',
    },
    {
      types: ['utr'],
      serves: ['tax'],
      pattern: /^\d{10}K?$/,
      proves: (number) =>
        '21987654321'[weightedSum(number.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] === number[0],
      format: '10 digits',
      example: '1955839661',
    },
  ],
  XI: [
    {
      types: ['vat'],
      serves: ['tax'],
      prefix: 'XI',
      pattern: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/,
      proves: isBritish,
      format: 'XI and 9 or 12 digits',
      example: 'XI980780684',
    },
  ],
  CH: [
    {
      types: ['vat', 'uid', 'company'],
      serves: ['tax', 'company'],
      prefix: 'CHE',
      affixes: /(HR|RC)?(MWST|TVA|IVA|TPV|VAT|HR)$/,
      pattern: /^\d{9}$/,
      proves: (number) =>
        endsWith(number, (front) => (11 - (weightedSum(front, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11),
      format: 'CHE and 9 digits',
      example: 'CHE-107.787.577',
    },
  ],
  LI: [
    {
      types: ['vat'],
      serves: ['tax'],
      affixes: /^LI|(MWST)$/g,
      pattern: /^\d{5}$/,
      format: '5 digits',
      example: '50327',
    },
    {
      types: ['company'],
      serves: ['company'],
      pattern: /^FL\d{11}$/,
      format: 'FL and 11 digits',
      example: 'FL-0002.123.456-7',
    },
  ],
}

function isFinnishCompany(number: string): boolean {
  return weightedSum(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0
}

/** The day of birth or foundation, of companies raised by 40; the last digit tells the century. */
function isIcelandic(number: string): boolean {
  const century = number.endsWith('0') ? 2000 : number.endsWith('9') ? 1900 : 1800
  const year = century + Number(number.slice(4, 6))
  const day = Number(number.slice(0, 2))
  if (!isDay(year, Number(number.slice(2, 4)), day > 40 ? day - 40 : day)) return false
  return weightedSum(number, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

function isNorwegianCompany(number: string): boolean {
  return weightedSum(number, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

/** Two series: a multiple of 97, and since 2010 one that is 55 beside it. Departments have their own. */
function isBritish(number: string): boolean {
  if (/^(GD|HA)8888/.test(number)) return remainder(number.slice(6, 9), 97) === Number(number.slice(9))
  if (/^(GD|HA)/.test(number)) return true
  const sum = weightedSum(number.slice(0, 9), [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
  const front = Number(number.slice(0, 7))
  return (sum === 0 && number.slice(0, 9) !== '000000000') || (sum === 42 && front >= 1_000_000)
}
