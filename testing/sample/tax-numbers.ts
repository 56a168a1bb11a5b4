import type { Random } from './random.ts'

/** Tax numbers that pass the checks of their countries and belong to nobody in particular. */
export const taxNumbers: Readonly<Record<string, (random: Random) => string>> = {
  LV: latvian,
  EE: estonian,
  DE: german,
  GE: (random) => `4${random.digits(8)}`,
  RU: russian,
  CN: chinese,
  GB: british,
}

/** PVN of a company: 40003… with weights 9,1,4,8,3,10,2,5,7,6 and check 3 − sum mod 11. */
function latvian(random: Random): string {
  for (;;) {
    const body = `4${random.digits(9)}`
    const sum = weighted(body, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6])
    const check = (3 - (sum % 11) + 11) % 11
    if (check < 10 && body[0] !== '0') return `LV${body}${check}`
  }
}

/** KMKR: 10 and weights 3,7,1,3,7,1,3,7, check (10 − sum mod 10) mod 10. */
function estonian(random: Random): string {
  const body = `10${random.digits(6)}`
  return `EE${body}${(10 - (weighted(body, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10}`
}

/** USt-IdNr.: ISO 7064 MOD 11,10. */
function german(random: Random): string {
  const body = `${1 + random.whole(9)}${random.digits(7)}`
  let product = 10
  for (const digit of body) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (2 * sum) % 11
  }
  return `DE${body}${(11 - product) % 10}`
}

/** INN of an organisation: weights 2,4,10,3,5,9,4,6,8, check sum mod 11 mod 10. */
function russian(random: Random): string {
  const body = `77${random.digits(7)}`
  return `${body}${(weighted(body, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10}`
}

/** Unified social credit code, GB 32100-2015: 17 characters and a check modulo 31. */
function chinese(random: Random): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const body = `91${random.pick(['310115', '440300', '110108', '370203', '510100'])}MA${Array.from({ length: 7 }, () => random.pick([...alphabet])).join('')}`
  const sum = [...body].reduce((total, sign, at) => total + alphabet.indexOf(sign) * (weights[at] ?? 0), 0)
  return `${body}${alphabet[(31 - (sum % 31)) % 31]}`
}

/** VAT: weights 8…2, 97 − sum mod 97. */
function british(random: Random): string {
  const body = `${1 + random.whole(8)}${random.digits(6)}`
  const check = 97 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 97)
  return `GB${body}${String(check).padStart(2, '0')}`
}

function weighted(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, at) => sum + Number(digit) * (weights[at] ?? 0), 0)
}
