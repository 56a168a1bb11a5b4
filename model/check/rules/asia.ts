import { endsWith, isLuhn, isMod1110, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * Asia. Sources: China GB 32100-2015, GB 11643-1999, GB 11714-1997 and, for numbers of before 2015, GS
 * 15-2006; Japan's Corporate Number Order; Korea's National Tax Service; Taiwan's Fiscal Information
 * Agency (modulus 5 since April 2023); Vietnam Circular 105/2020; India's GST Network; Israel's tax
 * authority; United Arab Emirates FTA; Saudi ZATCA.
 */
export const asiaRules: NumberRules = {
  CN: [
    {
      types: ['uscc', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/,
      proves: isChineseCompany,
      format: '18 characters: letters and digits without I, O, S, V, Z',
      example: '91110000600037341L',
    },
    {
      types: ['ric'],
      serves: ['tax'],
      pattern: /^\d{17}[0-9X]$/,
      format: '18 digits, the last may be X',
      example: '360426199101010071',
      library: 'ric',
    },
    {
      types: ['taxid'],
      serves: ['tax'],
      pattern: /^\d{6}[0-9A-Z]{9}$/,
      format: '15 characters, of before 2015',
      example: '110108700000018',
    },
    {
      types: ['regno'],
      serves: ['company'],
      pattern: /^\d{15}$/,
      proves: isMod1110,
      format: '15 digits, of before 2015',
      example: '440301103097413',
    },
    {
      types: ['orgcode'],
      serves: ['company'],
      pattern: /^[0-9A-Z]{8}[0-9X]$/,
      proves: isChineseOrganization,
      format: '8 characters, a hyphen, a digit or X',
      example: 'D2143569-X',
    },
    {
      // Until 2007 numbers had no check digit, and of firms with foreign capital they were words.
      types: ['regno_old'],
      serves: ['company'],
      pattern: /^(\d{13}|企[独合作股]\p{sc=Han}{1,6}字?第\d{5,6}号?)$/u,
      format: '13 digits, of before 2007',
      example: '1101082001234',
    },
  ],
  HK: [
    {
      types: ['br', 'company', 'vat'],
      serves: ['tax', 'company'],
      pattern: /^\d{8}(\d{3})?$/,
      format: '8 digits',
      example: '22628098',
    },
    { types: ['crn'], serves: ['company'], pattern: /^F?\d{7}$/, format: '7 digits', example: '0000001' },
  ],
  TW: [
    {
      types: ['ubn', 'ban', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{8}$/,
      proves: isTaiwanese,
      format: '8 digits',
      example: '04595257',
    },
  ],
  JP: [
    {
      types: ['cn', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[1-9]\d{12}$/,
      proves: isJapanese,
      format: '13 digits',
      example: '5835678256246',
    },
    {
      types: ['vat', 'invoice'],
      serves: ['tax'],
      prefix: 'T',
      pattern: /^[1-9]\d{12}$/,
      proves: isJapanese,
      format: 'T and 13 digits',
      example: 'T5835678256246',
    },
  ],
  KR: [
    {
      types: ['brn', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[1-9]\d{9}$/,
      proves: (number) =>
        endsWith(number, (front) => {
          const sum =
            weightedSum(front, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.trunc((Number(front[8]) * 5) / 10)
          return (10 - (sum % 10)) % 10
        }),
      format: '3 digits, 2 digits, 5 digits',
      example: '116-82-00276',
    },
    {
      types: ['crn'],
      serves: ['company'],
      pattern: /^\d{13}$/,
      format: '6 digits, a hyphen, 7 digits',
      example: '110111-1234567',
    },
  ],
  VN: [
    {
      types: ['mst', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{10}(\d{3})?$/,
      proves: (number) =>
        endsWith(
          number.slice(0, 10),
          (front) => 10 - (weightedSum(front, [31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11),
        ),
      format: '10 digits, of branches 13',
      example: '0100233488',
    },
    { types: ['cccd'], serves: ['tax'], pattern: /^0\d{11}$/, format: '12 digits', example: '001099012345' },
  ],
  IN: [
    {
      types: ['gstin', 'vat'],
      serves: ['tax'],
      pattern: /^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]{3}$/,
      format: '15 characters: state, PAN, and 3 more',
      example: '27AAPFU0939F1ZV',
      library: 'gstin',
    },
    {
      types: ['pan'],
      serves: ['tax'],
      pattern: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/,
      format: '5 letters, 4 digits, a letter',
      example: 'ACUPA7085R',
    },
    {
      types: ['cin', 'company'],
      serves: ['company'],
      pattern: /^[LU]\d{5}[A-Z]{2}\d{4}[A-Z]{3}\d{6}$/,
      format: '21 characters',
      example: 'L17110MH1973PLC019786',
    },
  ],
  IL: [
    {
      types: ['hp', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^5\d{8}$/,
      proves: isLuhn,
      format: '9 digits, the first 5',
      example: '516179157',
    },
    {
      types: ['idnr'],
      serves: ['tax'],
      pattern: /^\d{5,9}$/,
      proves: (number) => isLuhn(number.padStart(9, '0')),
      normalize: (number) => number.padStart(9, '0'),
      format: '9 digits',
      example: '039337423',
    },
  ],
  AE: [
    {
      types: ['vat', 'trn'],
      serves: ['tax'],
      pattern: /^100\d{12}$/,
      format: '15 digits that start with 100',
      example: '100123456700003',
    },
    {
      types: ['company'],
      serves: ['company'],
      pattern: /^[0-9A-Z]{4,15}$/,
      format: 'The number of the trade licence',
      example: '123456',
    },
  ],
  SA: [
    {
      types: ['vat'],
      serves: ['tax'],
      pattern: /^3\d{13}3$/,
      format: '15 digits, the first and the last 3',
      example: '300000000000003',
    },
    {
      types: ['cr', 'company'],
      serves: ['company'],
      pattern: /^([1-5]|7)\d{9}$/,
      format: '10 digits',
      example: '1010000096',
    },
  ],
  SG: [
    {
      types: ['uen', 'gst', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[0-9A-Z]{9,10}$/,
      format: '9 or 10 characters',
      example: '197401143C',
      library: 'uen',
    },
  ],
  TH: [
    {
      types: ['tin', 'vat', 'company', 'moa'],
      serves: ['tax', 'company'],
      pattern: /^[0-8]\d{12}$/,
      format: '13 digits',
      example: '0993000133978',
      proves: isThai,
    },
  ],
  ID: [
    {
      types: ['npwp', 'vat'],
      serves: ['tax'],
      pattern: /^\d{15}$/,
      format: '15 or 16 digits',
      example: '01.300.066.6-091.000',
      library: 'npwp',
    },
    {
      types: ['nik', 'nib', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{13}$|^\d{16}$/,
      format: '13 or 16 digits',
      example: '0013000666091000',
    },
  ],
  MY: [
    {
      types: ['tin', 'vat'],
      serves: ['tax'],
      pattern: /^(C|CS|D|E|F|FA|PT|TA|TC|TN|TR|TP|J|LE|IG|OG|SG)\d{8,11}$/,
      format: 'A letter or two and 8 to 11 digits',
      example: 'C2584563222',
    },
    {
      types: ['ssm', 'company'],
      serves: ['company'],
      pattern: /^(\d{12}|\d{1,7}[A-Z])$/,
      format: '12 digits',
      example: '201901000005',
    },
  ],
  PH: [
    {
      types: ['tin', 'vat'],
      serves: ['tax'],
      pattern: /^\d{9}(\d{3}|\d{5})?$/,
      format: '9 or 12 digits',
      example: '123-456-789-000',
    },
  ],
  LK: [
    {
      types: ['nic'],
      serves: [],
      pattern: /^(\d{9}[VX]|\d{12})$/,
      format: '9 digits and V or X, or 12 digits',
      example: '199439848733',
    },
  ],
}

/** The sign of position i has weight 3 to the power of i modulo 31. */
function isChineseCompany(number: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  let sum = 0
  let weight = 1
  for (const character of number.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === number[17]
}

/** GB 11714-1997; ten is written X. */
function isChineseOrganization(number: string): boolean {
  const values = [...number.slice(0, 8)].map((sign) => Number.parseInt(sign, 36))
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * (values[at] ?? 0), 0)
  return '0123456789X'[(11 - (sum % 11)) % 11] === number[8]
}

/** The digits of the products are added; where the seventh digit is 7 one more is allowed. */
function isTaiwanese(number: string): boolean {
  const weights = [1, 2, 1, 2, 1, 2, 4, 1]
  const sum = weights.reduce((total, weight, position) => {
    const product = Number(number[position]) * weight
    return total + Math.trunc(product / 10) + (product % 10)
  }, 0)
  return sum % 5 === 0 || (number[6] === '7' && (sum + 1) % 5 === 0)
}

function isJapanese(number: string): boolean {
  return 9 - (weightedSum(number.slice(1), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) === Number(number[0])
}

function isThai(number: string): boolean {
  const weights = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]
  return endsWith(number, (front) => (11 - (weightedSum(front, weights) % 11)) % 10)
}
