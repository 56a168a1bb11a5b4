import { endsWith, isDay, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * Latvia, Lithuania and Estonia. Sources: the European Commission's VIES check-digit algorithms; Ministru
 * kabineta noteikumi on the nodokļu maksātāja kods; the Lithuanian JAR and Estonian e-Business Register.
 */
export const balticRules: NumberRules = {
  LV: [
    {
      types: ['vat', 'pvn'],
      serves: ['tax'],
      prefix: 'LV',
      pattern: /^\d{11}$/,
      proves: (number) => isLatvianCompany(number) || isLatvianPerson(number),
      format: 'LV and 11 digits',
      example: 'LV40003009497',
    },
    {
      types: ['regnr', 'company'],
      serves: ['company'],
      pattern: /^[4-9]\d{10}$/,
      proves: isLatvianCompany,
      format: '11 digits, the first 4 to 9',
      example: '40003009497',
    },
    {
      types: ['pk'],
      serves: [],
      pattern: /^\d{11}$/,
      proves: isLatvianPerson,
      format: '6 digits, a hyphen, 5 digits',
      example: '161175-19997',
    },
  ],
  LT: [
    {
      types: ['vat', 'pvm'],
      serves: ['tax'],
      prefix: 'LT',
      pattern: /^(\d{7}1\d|\d{10}1\d)$/,
      proves: (number) => endsWith(number, lithuanianCheckDigit),
      format: 'LT and 9 or 12 digits',
      example: 'LT119511515',
    },
    {
      types: ['jar', 'company'],
      serves: ['company', 'tax'],
      pattern: /^(\d{7}|\d{9})$/,
      proves: (number) => endsWith(number, lithuanianCheckDigit),
      format: '9 digits, of old companies 7',
      example: '110053842',
    },
    {
      types: ['asmens'],
      serves: ['tax'],
      pattern: /^[1-9]\d{10}$/,
      proves: isBalticPerson,
      format: '11 digits',
      example: '33309240064',
    },
  ],
  EE: [
    {
      types: ['vat', 'kmkr'],
      serves: ['tax'],
      prefix: 'EE',
      pattern: /^\d{9}$/,
      proves: (number) => weightedSum(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
      format: 'EE and 9 digits',
      example: 'EE100931558',
    },
    {
      types: ['registrikood', 'company'],
      serves: ['company', 'tax'],
      pattern: /^[1789]\d{7}$/,
      proves: (number) =>
        endsWith(number, (front) => twoStage(front, [1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7, 8, 9])),
      format: '8 digits, the first 1, 7, 8 or 9',
      example: '12345678',
    },
    {
      types: ['ik'],
      serves: ['tax'],
      pattern: /^[1-8]\d{10}$/,
      proves: isBalticPerson,
      format: '11 digits',
      example: '36805280109',
    },
  ],
}

function isLatvianCompany(number: string): boolean {
  return /^[4-9]/.test(number) && weightedSum(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
}

/** Codes given since July 2017 start with 32 and tell no day of birth and no check digit. */
function isLatvianPerson(number: string): boolean {
  if (/^3[2-9]/.test(number)) return true
  const [day, month, year, century] = [number.slice(0, 2), number.slice(2, 4), number.slice(4, 6), number[6]]
  if (!isDay(1800 + Number(century) * 100 + Number(year), Number(month), Number(day))) return false
  const sum = 1 + weightedSum(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])
  return Number(century) <= 2 && (sum % 11) % 10 === Number(number[10])
}

function lithuanianCheckDigit(front: string): number {
  const weights = (from: number) => Array.from(front, (_, position) => ((from - 1 + position) % 9) + 1)
  return twoStage(front, weights(1), weights(3))
}

/** Both countries took over the personal code of the Soviet population register. */
function isBalticPerson(number: string): boolean {
  const first = Number(number[0])
  const year = 1800 + Math.trunc((first - 1) / 2) * 100 + Number(number.slice(1, 3))
  const hasDay = first === 9 || isDay(year, Number(number.slice(3, 5)), Number(number.slice(5, 7)))
  return hasDay && endsWith(number, lithuanianCheckDigit)
}

function twoStage(front: string, first: readonly number[], second: readonly number[]): number {
  const sum = weightedSum(front, first) % 11
  return sum < 10 ? sum : (weightedSum(front, second) % 11) % 10
}
