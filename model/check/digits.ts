/** The sum of the digits, each times its weight; what the weights do not reach is left out. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (const [position, weight] of weights.entries()) sum += Number(digits[position] ?? 0) * weight
  return sum
}

/** The remainder of a number of any length. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus
  return rest
}

/** The Luhn sum, which is a multiple of ten for a right number (ISO/IEC 7812-1, annex B). */
export function luhnSum(digits: string): number {
  let sum = 0
  for (let position = 0; position < digits.length; position++) {
    const digit = Number(digits[digits.length - 1 - position])
    const doubled = position % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}

/** The number passes the Luhn check. */
export function isLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

/** The number passes ISO/IEC 7064 MOD 11,10, the last digit being the check digit. */
export function isMod1110(digits: string): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (product + Number(digits.at(-1))) % 10 === 1
}

/** The number, its letters read as 10 to 35, passes ISO/IEC 7064 MOD 97-10. */
export function isMod9710(text: string): boolean {
  return (
    remainder(
      text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  )
}

/** The day exists in the calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const longest = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= longest
}

/** The last digit is the check digit that the function makes of the others. */
export function endsWith(number: string, checkDigit: (front: string) => number | string): boolean {
  return number.slice(-1) === String(checkDigit(number.slice(0, -1)))
}
