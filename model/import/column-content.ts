import type { Field } from '../declaration.ts'
import type { TextStyle } from '../field-type.ts'
import { legalForm } from '../text/legal-form.ts'
import { guessValues } from './guess-values.ts'
import { readCell } from './read-cell.ts'

/** What the cells of a column are, told by their looks alone. */
export type Content =
  | 'email'
  | 'iban'
  | 'webAddress'
  | 'phone'
  | 'taxNumber'
  | 'day'
  | 'companyName'
  | 'empty'
  | 'other'

const looks: readonly (readonly [Content, (cell: string) => boolean])[] = [
  ['email', (cell) => /^[^\s@,;<>]+@[^\s@,;<>]+\.[\p{L}\d-]{2,}$/u.test(cell)],
  ['iban', (cell) => isIban(cell)],
  ['webAddress', (cell) => /^(https?:\/\/|www\.)\S+\.\S+$/i.test(cell)],
  [
    'day',
    (cell) =>
      /^(\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[-./]\d{1,2}[-./]\d{4})([ T]\d\d?:\d\d.*)?$/.test(cell),
  ],
  ['phone', (cell) => /^(\+|00|\()[\d\s()/.-]{7,20}$/.test(cell)],
  [
    'taxNumber',
    (cell) =>
      /^[A-Z]{2}[0-9A-Z]{2}\d{5,9}[0-9A-Z]?$/.test(cell) || /^[0-9]{6}[0-9A-Z]{11}[0-9A-Z]$/.test(cell),
  ],
  ['companyName', (cell) => legalForm(cell) !== undefined],
]

/** The looks that most of the cells of a column share. */
export function columnContent(samples: readonly string[]): Content {
  const cells = samples.map((cell) => cell.trim()).filter((cell) => cell !== '')
  if (cells.length === 0) return 'empty'
  for (const [content, has] of looks) {
    const share = cells.filter(has).length / cells.length
    if (share >= (content === 'companyName' ? 0.4 : 0.8)) return content
  }
  return 'other'
}

/**
 * The share of the cells that read as a field; a column of another thing than its heading says is found by
 * it. What fields of free text take says nothing, so these get 1, unless they are named in words.
 */
export function shareTaken(
  samples: readonly string[],
  field: Field,
  style: TextStyle,
  /** What is said in words has a letter in it. */
  inWords = false,
): number {
  const cells = samples.filter((cell) => cell.trim() !== '').slice(0, 50)
  if (cells.length === 0) return 1
  const reads = (cell: string) => readsAs(cell, field, style) && (!inWords || /\p{L}/u.test(cell))
  return cells.filter(reads).length / cells.length
}

/** Whether a cell is of the field's kind, if perhaps a wrong one: a number that fails its check sum is. */
function readsAs(cell: string, field: Field, style: TextStyle): boolean {
  const digits = cell.replace(/\D/g, '').length
  switch (field.type) {
    case 'phone':
      return digits >= 4
    case 'taxNumber':
    case 'bankAccount':
      return digits >= 3
    case 'choice':
      return takes(cell, field, style) || guessValues([cell], field).some(({ value }) => value !== null)
    case 'choices':
      return cell.split(/[,;]/).some((part) => {
        const text = part.trim()
        return takes(text, field, style) || guessValues([text], field).some(({ value }) => value !== null)
      })
    default:
      return freeText.has(field.type) || takes(cell, field, style)
  }
}

/** Fields that take any text, or the name of a record that is sought later. */
const freeText = new Set([
  'text',
  'longText',
  'tags',
  'sequenceNumber',
  'reference',
  'references',
  'postalAddress',
  'lines',
])

function takes(cell: string, field: Field, style: TextStyle): boolean {
  return !('problem' in readCell(cell, field, style))
}

/** ISO 13616: letters count from 10, and the number with its first four signs last leaves 1 by 97. */
function isIban(cell: string): boolean {
  const plain = cell.replace(/\s/g, '')
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false
  let rest = 0
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
