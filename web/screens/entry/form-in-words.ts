/** The words out of which the form of a number is said in the reader's language. */
export interface FormWords {
  digits: (number: string) => string
  either: (one: string, other: string) => string
  afterPrefix: (prefix: string, rest: string) => string
}

/**
 * The form of a number ("LV and 11 digits", as the checks know it in English) in another language. Undefined
 * for the few forms that say more than a prefix and how many digits: an example then says as much.
 */
export function formInWords(form: string, words: FormWords): string | undefined {
  const parts = /^(?:([A-Z]{1,3}) and )?(\d+)(?:( to | or |(?:, \d+)+ or )(\d+))? digits$/.exec(form)
  if (!parts) return undefined
  const [, prefix, first = '', between, last = ''] = parts
  const numbers =
    between === undefined
      ? first
      : between === ' to '
        ? `${first}–${last}`
        : words.either(first + between.replace(/ or $/, ''), last)
  const rest = words.digits(numbers)
  return prefix === undefined ? rest : words.afterPrefix(prefix, rest)
}
