/** How many characters a password has at least, in every place that asks for one (ASVS 2.1.1). */
export const shortestPassword = 12
export const longestPassword = 256

/** What is wrong with a password that somebody chooses; `simple`: a pattern that is tried before long. */
export type PasswordFault = 'short' | 'long' | 'own' | 'common' | 'simple'

/** Why it is refused, else from weak (1) to strong (4). */
export type PasswordWeight =
  | { readonly fault: PasswordFault; readonly strength: 0 }
  | { readonly fault: null; readonly strength: 1 | 2 | 3 | 4 }

/**
 * How hard a password is to guess. `own`: what everybody knows of whoever chooses it, such as the e-mail;
 * `isCommon`: whether one is on a list of those that are tried first.
 */
export function weighPassword(
  password: string,
  own: readonly string[],
  isCommon: (password: string) => boolean = () => false,
): PasswordWeight {
  const fault = faultOf(password, own, isCommon)
  return fault === null ? { fault, strength: strengthOf(password) } : { fault, strength: 0 }
}

function faultOf(
  password: string,
  own: readonly string[],
  isCommon: (password: string) => boolean,
): PasswordFault | null {
  // Several blanks beside each other count as one (ASVS 2.1.1).
  if ([...password.normalize('NFKC').replaceAll(/\s+/g, ' ')].length < shortestPassword) return 'short'
  if (password.length > longestPassword) return 'long'
  const kernels = kernelsOf(password)
  if (own.flatMap(namesIn).some((name) => kernels.includes(name))) return 'own'
  if (kernels.some((kernel) => firstTried.has(kernel) || isCommon(kernel))) return 'common'
  return newSignsOf(password).length < fewestNewSigns ? 'simple' : null
}

/** An e-mail as a whole, and what stands before the @; a name as it is written, and without its blanks. */
function namesIn(known: string): string[] {
  const small = known.toLowerCase().trim()
  const names = [small, small.split('@')[0] ?? '', small.replaceAll(/\s+/g, '')]
  return names.filter((name) => name.length >= 4)
}

/** So much round a common password makes it no better; more than that is something of its own. */
const mostRound = 6

/**
 * What is left of a password without what people put round a weak one: capitals, digits and marks at both
 * ends, digits in place of letters, and the same once more.
 */
function kernelsOf(password: string): string[] {
  const small = password.normalize('NFKC').toLowerCase()
  const all = [small, once(small), lettersOf(small)]
  const bare = all.map((one) => one.replaceAll(/^[\d\P{L}]+|[\d\P{L}]+$/gu, ''))
  const close = bare.filter((one) => one.length >= 4 && once(small).length - one.length <= mostRound)
  return [...new Set([...all, ...close, ...close.map(lettersOf), ...close.map(once)])]
}

/** The part that repeats itself from end to end, else the whole. */
function once(text: string): string {
  return /^(.+?)\1+$/su.exec(text)?.[1] ?? text
}

const letterFor: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Digits that stand for letters are those letters; at the end they stand for nothing. */
function lettersOf(text: string): string {
  const end = /[\d\P{L}]*$/u.exec(text)?.index ?? text.length
  return [...text.slice(0, end)].map((sign) => letterFor[sign] ?? sign).join('') + text.slice(end)
}

/** Words that are tried first in the languages of Kontor, where the list at hand knows only English. */
const firstTried = new Set(
  (
    'kontor kontorkontor password passwort parole parolina slepena пароль секрет привет администратор ' +
    'პაროლი საიდუმლო ადმინისტრატორი 密码 管理员 administrator admin welcome letmein qwerty йцукен iloveyou ' +
    'changeme default secret login master'
  ).split(' '),
)

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
  // Down the keys and up again.
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'zaq1xsw2cde3vfr4bgt5nhy6mju7',
  '!@#$%^&*()',
  '!"№;%:?*()',
]

const fewestNewSigns = 7

/** The signs that say something new: that do not go on with a row, repeat the one before, or what was. */
function newSignsOf(password: string): string[] {
  const small = [...password.normalize('NFKC').toLowerCase()]
  return small.filter((sign, at) => {
    const [first = '', second = ''] = small.slice(Math.max(0, at - 2), at)
    const goesOn = rows.some(
      (row) => at >= 2 && (row.includes(first + second + sign) || row.includes(sign + second + first)),
    )
    return sign !== small[at - 1] && !goesOn && !isRepeated(small, at)
  })
}

/** Whether the sign and the two before it stood so already. */
function isRepeated(signs: readonly string[], at: number): boolean {
  const last = signs.slice(Math.max(0, at - 2), at + 1).join('')
  return at >= 3 && signs.slice(0, at).join('').includes(last)
}

/**
 * In bits, by and large: a letter of a word says about as much as 3, a digit 3.3, a mark or capital more.
 * What it takes to get from one step to the next is a factor of some ten thousand guesses.
 */
function strengthOf(password: string): 1 | 2 | 3 | 4 {
  const capitals = [...password.slice(1)].filter((sign) => /\p{Lu}/u.test(sign)).length
  const bits = newSignsOf(password).reduce((sum, sign) => sum + bitsOf(sign), Math.min(8, 1.5 * capitals))
  return bits < 36 ? 1 : bits < 48 ? 2 : bits < 62 ? 3 : 4
}

function bitsOf(sign: string): number {
  if (/\p{Script=Han}/u.test(sign)) return 8
  // Where words end is no secret.
  if (/[\s-]/.test(sign)) return 1
  return /\p{L}/u.test(sign) ? 3 : /\d/.test(sign) ? 3.3 : 4.5
}
