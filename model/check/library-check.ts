import { stdnum } from 'stdnum'
import type { Validator } from 'stdnum'

/** What the library `stdnum` says of a number. */
export type LibraryAnswer = {
  readonly isValid: boolean
  readonly number: string
  readonly isFormat: boolean
  readonly isCompany: boolean
}

/** The library's answer for one kind of number of a country, or undefined where it has no such check. */
export function libraryCheck(country: string, type: string, written: string): LibraryAnswer | undefined {
  const validator = Object.hasOwn(stdnum, country) ? stdnum[country]?.[type] : undefined
  return validator === undefined ? undefined : answerOf(validator, written)
}

/**
 * The library's answer for a number of unknown kind, other than those named; undefined where it knows none.
 */
export function libraryCheckAny(
  country: string,
  serves: 'tax' | 'company',
  written: string,
  except: readonly string[],
): LibraryAnswer | undefined {
  const validators = Object.hasOwn(stdnum, country) ? Object.entries(stdnum[country] ?? {}) : []
  const answers = validators
    .filter(([type]) => !otherNumbers.has(type) && !except.includes(type))
    .map(([, validator]) => answerOf(validator, written))
  const isRight = (answer: LibraryAnswer) => answer.isValid && (serves === 'tax' || answer.isCompany)
  const wrong = answers.filter((answer) => !answer.isValid)
  return answers.find(isRight) ?? wrong.find((answer) => !answer.isFormat) ?? wrong[0]
}

/** The kind of number, of those that nobody is taxed by, that this is a right one of. */
export function libraryOtherKind(country: string, written: string): string | undefined {
  const validators = Object.hasOwn(stdnum, country) ? Object.entries(stdnum[country] ?? {}) : []
  const found = validators.find(([type, one]) => otherNumbers.has(type) && answerOf(one, written).isValid)
  return found?.[0]
}

/** Numbers of bank accounts, goods, passports, pupils and the like, which nobody is taxed by. */
const otherNumbers = new Set(
  'aic bank cbu clabe ean epic kontonr ncf nss onderwijsnummer passport vid vnr bc_bhn svnr pwnr'.split(' '),
)

/**
 * Some checks of the library know fewer signs than people write, so what fails is asked again without any.
 */
function answerOf(validator: Validator, written: string): LibraryAnswer {
  const bare = written.replace(/[^A-Z0-9&Ñ+*]/g, '')
  const first = asked(validator, written)
  return first.isValid || bare === written ? first : asked(validator, bare)
}

function asked(validator: Validator, written: string): LibraryAnswer {
  try {
    const answer = validator.validate(written)
    if (answer.isValid)
      return { isValid: true, number: answer.compact, isFormat: false, isCompany: answer.isCompany }
    return {
      isValid: false,
      number: written,
      isFormat: answer.error.name !== 'InvalidChecksum',
      isCompany: false,
    }
  } catch {
    // The library throws at some values that no country writes; they are no numbers.
    return { isValid: false, number: written, isFormat: true, isCompany: false }
  }
}
