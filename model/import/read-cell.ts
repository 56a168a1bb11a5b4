import type { Field } from '../declaration.ts'
import type { Parsed, TextStyle } from '../field-type.ts'
import { codeListOf } from '../fields/code/code.ts'
import { fieldTypeOf } from '../fields/index.ts'
import { countryByCustom } from './country-custom.ts'
import { looseDay } from './loose-day.ts'
import { looseNumber } from './loose-number.ts'

/**
 * Reads a cell of a file as a value of a field, null where it is blank: as the field's own type reads text,
 * else as people also write it in spreadsheets ("31 March 2026 0:00", "€ 1 200,00", "UK", "n/a"). What
 * neither understands keeps the problem that the type names.
 */
export function readCell(text: string, field: Field, style: TextStyle): Parsed<unknown> {
  if (text.trim() === '') return { value: null }
  const type = fieldTypeOf(field)
  const read = type.fromText(text, field, style)
  if (!('problem' in read)) return spreadsheetError.test(text.trim()) ? errorCell(text.trim()) : read
  const other = rewritten(text, field, style)
  const again = other === undefined ? read : type.fromText(other, field, style)
  if (!('problem' in again)) return again
  return nothing.test(text.trim()) ? { value: null } : again
}

/** What a person writes where a number, a day or an address is not known. */
const nothing = /^([-–—?]+|n\/?a|null|none|nil|nav|nezināms|нет|н\/д|无|არა|#n\/a)$/i

/** What a formula shows that failed. As a text it would become the name of a partner. */
const spreadsheetError = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/

function errorCell(text: string): Parsed<never> {
  const message = `The cell shows the error ${text}. Mend the formula in the spreadsheet, or clear the cell.`
  return { problem: { code: 'import.spreadsheetError', message, params: { text } } }
}

/** The same said in a way that the type reads. */
function rewritten(text: string, field: Field, style: TextStyle): string | undefined {
  switch (field.type) {
    case 'day':
      return looseDay(text, style)
    case 'money':
    case 'decimal':
    case 'integer':
      return looseNumber(text)
    case 'code':
      return codeListOf(field) === 'country' ? countryByCustom(text) : undefined
    default:
      return undefined
  }
}
