import { endsWith, isDay, isMod1110, remainder, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * The Balkans outside the Union, the countries of the former Soviet Union, and Turkey. Sources: the tax
 * services' own orders (Russia: ФНС ММВ-7-6/435; Ukraine: Порядок ведення ДРФО; Belarus: МНС; Kazakhstan:
 * Law on national registers of identification numbers; Turkey: Gelir İdaresi), collected in OECD's TIN pages.
 */
export const easternEuropeRules: NumberRules = {
  RS: [
    {
      types: ['vat', 'pib'],
      serves: ['tax'],
      pattern: /^[1-9]\d{8}$/,
      proves: isMod1110,
      format: '9 digits',
      example: '101134702',
    },
    {
      types: ['mb', 'company'],
      serves: ['company'],
      pattern: /^\d{8}$/,
      proves: (number) =>
        endsWith(number, (front) => ((11 - (weightedSum(front, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10),
      format: '8 digits',
      example: '07735855',
    },
  ],
  ME: [
    {
      types: ['pib', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{8}$/,
      proves: (number) =>
        endsWith(number, (front) => ((11 - (weightedSum(front, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10),
      format: '8 digits',
      example: '02655284',
    },
  ],
  MK: [
    {
      types: ['edb', 'vat'],
      serves: ['tax'],
      prefix: 'MK',
      affixes: /^(MK|МК)/,
      pattern: /^\d{13}$/,
      proves: (number) =>
        endsWith(
          number,
          (front) => ((11 - (weightedSum(front, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10,
        ),
      format: 'MK and 13 digits',
      example: 'MK4020990116747',
    },
    {
      types: ['embs', 'company'],
      serves: ['company'],
      pattern: /^\d{7}$/,
      format: '7 digits',
      example: '5168660',
    },
  ],
  BA: [
    {
      types: ['jib', 'company'],
      serves: ['tax', 'company'],
      pattern: /^4\d{12}$/,
      format: '13 digits, the first 4',
      example: '4200000000003',
    },
    {
      types: ['vat', 'pdv'],
      serves: ['tax'],
      pattern: /^\d{12}$/,
      format: '12 digits',
      example: '200000000003',
    },
  ],
  AL: [
    {
      types: ['nipt', 'vat', 'company'],
      serves: ['tax', 'company'],
      affixes: /^(AL|\(AL\))/,
      pattern: /^[A-Z]\d{8}[A-Z]$/,
      format: 'A letter, 8 digits and a letter',
      example: 'J91402501L',
      library: 'nipt',
    },
  ],
  XK: [
    {
      types: ['nui', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[678]\d{8}$/,
      format: '9 digits',
      example: '810000000',
    },
  ],
  TR: [
    {
      types: ['vkn', 'vat'],
      serves: ['tax', 'company'],
      pattern: /^\d{10}$/,
      proves: isTurkishTax,
      format: '10 digits',
      example: '4540536920',
    },
    {
      types: ['tckimlik'],
      serves: ['tax'],
      pattern: /^[1-9]\d{10}$/,
      proves: isTurkishCitizen,
      format: '11 digits',
      example: '17291716060',
    },
    {
      types: ['mersis'],
      serves: ['company'],
      pattern: /^\d{16}$/,
      format: '16 digits',
      example: '0454053692000018',
    },
    {
      // Each chamber counts by itself; behind it the number in the register of members often stands.
      types: ['sicil'],
      serves: ['company'],
      pattern: /^(\d{1,7}|\d{12})$/,
      format: 'Up to 7 digits',
      example: '270233-5',
    },
  ],
  RU: [
    {
      types: ['inn', 'vat'],
      serves: ['tax'],
      // Companies often write the code of the reason for registration behind it: 7707083893/773601001.
      affixes: /^(RU|ИНН|INN|КПП|KPP)+|(?<=^\D*\d{10})(КПП|KPP)?\d{4}[\dA-Z]{2}\d{3}$/g,
      pattern: /^(\d{10}|\d{12})$/,
      proves: isRussianTax,
      format: '10 digits, of persons 12',
      example: '7707083893',
    },
    {
      types: ['ogrn', 'company'],
      serves: ['company'],
      affixes: /^(ОГРН|ОГРНИП|OGRN)/,
      pattern: /^([125]\d{12}|3\d{14})$/,
      proves: (number) => endsWith(number, (front) => remainder(front, front.length === 12 ? 11 : 13) % 10),
      format: '13 digits, of sole traders 15',
      example: '1027700132195',
    },
    {
      types: ['kpp'],
      serves: [],
      pattern: /^\d{4}[0-9A-Z]{2}\d{3}$/,
      format: '9 digits',
      example: '773601001',
    },
  ],
  UA: [
    {
      types: ['edrpou', 'company'],
      serves: ['company', 'tax'],
      pattern: /^\d{8}$/,
      proves: isUkrainianCompany,
      format: '8 digits',
      example: '32855961',
    },
    {
      types: ['rntrc', 'rnokpp'],
      serves: ['tax'],
      pattern: /^\d{10}$/,
      proves: (number) =>
        endsWith(number, (front) => {
          const sum = weightedSum(front, [-1, 5, 7, 9, 4, 6, 10, 5, 7])
          return (((sum % 11) + 11) % 11) % 10
        }),
      format: '10 digits',
      example: '1759013776',
    },
    {
      types: ['vat', 'ipn'],
      serves: ['tax'],
      pattern: /^\d{12}$/,
      format: '12 digits',
      example: '328559626101',
    },
  ],
  BY: [
    {
      types: ['unp', 'vat', 'company'],
      serves: ['tax', 'company'],
      affixes: /^(УНП|UNP)/,
      pattern: /^([1-79]\d{8}|[ABCEHKMОOPT][A-Z]\d{7})$/,
      format: '9 digits',
      example: '200988541',
      library: 'unp',
    },
  ],
  KZ: [
    {
      types: ['bin', 'iin', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{12}$/,
      proves: isKazakh,
      format: '12 digits',
      example: '970740000838',
    },
  ],
  GE: [
    {
      types: ['vat', 'company', 'tin'],
      serves: ['tax', 'company'],
      pattern: /^[1-9]\d{8}$/,
      format: '9 digits, of persons 11',
      example: '204378869',
    },
    { types: ['pn'], serves: ['tax'], pattern: /^\d{11}$/, format: '11 digits', example: '01024012345' },
  ],
  AM: [
    {
      types: ['tin', 'hvhh', 'vat'],
      serves: ['tax'],
      affixes: /\/50$/,
      pattern: /^\d{8}$/,
      format: '8 digits',
      example: '02504615',
    },
    {
      types: ['company'],
      serves: ['company'],
      pattern: /^\d{3}\d{3}\d{4,7}$/,
      format: '10 to 13 digits',
      example: '286.110.05821',
    },
  ],
  AZ: [
    {
      types: ['tin', 'voen', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{9}[12]$/,
      format: '10 digits, the last 1 or 2',
      example: '1400057421',
      library: 'tin',
    },
  ],
  MD: [
    {
      types: ['idno', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{13}$/,
      proves: (number) =>
        endsWith(number, (front) => weightedSum(front, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10),
      format: '13 digits',
      example: '1008600038413',
    },
    { types: ['tva'], serves: ['tax'], pattern: /^\d{7}$/, format: '7 digits', example: '0600123' },
  ],
  UZ: [
    {
      types: ['inn', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[2-8]\d{8}$/,
      format: '9 digits',
      example: '201123919',
    },
    {
      types: ['pinfl'],
      serves: ['tax'],
      pattern: /^[1-6]\d{13}$/,
      format: '14 digits',
      example: '31903820180012',
    },
  ],
  KG: [
    {
      types: ['inn', 'company', 'vat'],
      serves: ['tax', 'company'],
      pattern: /^[0-2]\d{13}$/,
      format: '14 digits',
      example: '02712200410054',
    },
  ],
  TJ: [
    {
      types: ['inn', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{9,10}$/,
      format: '9 digits',
      example: '020005297',
    },
  ],
  TM: [
    {
      types: ['tin', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{12}$/,
      format: '12 digits',
      example: '101111000122',
    },
  ],
}

function isTurkishTax(number: string): boolean {
  return endsWith(number, (front) => {
    const sum = [...front].reduce((total, digit, position) => {
      const moved = (Number(digit) + 9 - position) % 10
      return total + (moved === 0 ? 0 : (moved * 2 ** (9 - position)) % 9 || 9)
    }, 0)
    return (10 - (sum % 10)) % 10
  })
}

function isTurkishCitizen(number: string): boolean {
  const digit = (position: number) => Number(number[position])
  const odd = digit(0) + digit(2) + digit(4) + digit(6) + digit(8)
  const even = digit(1) + digit(3) + digit(5) + digit(7)
  const tenth = (((odd * 7 - even) % 10) + 10) % 10
  return tenth === digit(9) && (odd + even + tenth) % 10 === digit(10)
}

function isRussianTax(number: string): boolean {
  const check = (front: string, weights: number[]) => (weightedSum(front, weights) % 11) % 10
  if (number.length === 10) return endsWith(number, (front) => check(front, [2, 4, 10, 3, 5, 9, 4, 6, 8]))
  const eleventh = endsWith(number.slice(0, 11), (front) => check(front, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
  return eleventh && endsWith(number, (front) => check(front, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
}

/** Numbers from 30,000,000 to 60,000,000 have weights of their own. */
function isUkrainianCompany(number: string): boolean {
  const isMiddle = Number(number) >= 30_000_000 && Number(number) <= 60_000_000
  const weights = isMiddle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
  return endsWith(number, (front) => {
    const sum = weightedSum(front, weights) % 11
    if (sum < 10) return sum
    const raised = weights.map((weight) => weight + 2)
    return (weightedSum(front, raised) % 11) % 10
  })
}

/** A person's number starts with the day of birth, a company's with the month of its registration. */
function isKazakh(number: string): boolean {
  const month = Number(number.slice(2, 4))
  const isPerson = /^[0-6]$/.test(number.charAt(6)) && isDay(2000, month, Number(number.slice(4, 6)))
  const isCompany = month >= 1 && month <= 12 && /^[4-6]$/.test(number.charAt(4))
  if (!isPerson && !isCompany) return false
  return endsWith(number, (front) => {
    const sum = weightedSum(front, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11
    return sum < 10 ? sum : weightedSum(front, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11
  })
}
