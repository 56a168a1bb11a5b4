/**
 * Spreadsheets run a cell that begins like a formula. In CSV such a text gets an apostrophe in front, which
 * makes it text (OWASP, "CSV Injection"), and the import takes that apostrophe away again.
 *
 * The rule, which SQL that writes CSV must follow too: a text that begins with any number of apostrophes and
 * then one of `= + - @`, their full-width forms, a tab or a line break gets one apostrophe more. A plain
 * number or phone number (`plainNumber`) without apostrophes stays as it is: `-12.00`, `+371 26 000 000`.
 * Reading takes one apostrophe away from a text that begins with apostrophes and then such a character, so
 * that any text comes back as it was.
 */
export function guarded(text: string): string {
  return needsGuard(text) ? `'${text}` : text
}

export function unguarded(text: string): string {
  return text.charCodeAt(0) === apostrophe && startsFormula(text, afterApostrophes(text))
    ? text.slice(1)
    : text
}

/** Numbers that need no apostrophe, whatever they begin with. */
const plainNumber = '^[+-][0-9][0-9 .,\u00a0\u202f]*$'

const apostrophe = 39
const starts = new Set('=+-@\t\r\n＝＋－＠'.split('').map((character) => character.charCodeAt(0)))
const number = new RegExp(plainNumber)

function needsGuard(text: string): boolean {
  const first = text.charCodeAt(0)
  // Nearly all texts begin with a letter or a digit, which is told without looking anything up.
  if ((first > 64 && first < 0xff00) || (first > 47 && first < 58)) return false
  if (first === apostrophe) return startsFormula(text, afterApostrophes(text))
  return startsFormula(text, 0) && !number.test(text)
}

function startsFormula(text: string, at: number): boolean {
  return starts.has(text.charCodeAt(at))
}

function afterApostrophes(text: string): number {
  let at = 0
  while (text.charCodeAt(at) === apostrophe) at += 1
  return at
}
