import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { isOwnedLines, targetOf } from '../../api/model.ts'

/** Fields of the first line of an address book or account list that people know when a partner is new. */
const asked: Readonly<Record<string, readonly string[]>> = {
  addresses: ['street', 'postalCode'],
  bankAccounts: ['account'],
}

/**
 * Fields of lines that are asked for already at entry, one line of each; they are called by both names, such
 * as `addresses.street`. Further lines are added on the card.
 */
export function lineFields(object: DescribedObject, model: DescribedModel, name: string): DescribedField[] {
  const lines = object.fields.find((field) => field.name === name)
  if (!lines || !lines.change || !isOwnedLines(lines)) return []
  const target = targetOf(model, lines)
  return (asked[name] ?? []).flatMap((part) => {
    const field = target?.fields.find((one) => one.name === part)
    return field ? [{ ...field, name: `${name}.${part}`, required: false }] : []
  })
}

/** What was entered, the fields of lines gathered into a line each, in the place of their partner. */
export function withLines(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const [lines = '', part] = name.split('.')
    if (part === undefined) result[name] = value
    else result[lines] = [{ ...(result[lines] as object[] | undefined)?.[0], [part]: value }]
  }
  const [address] = (result['addresses'] ?? []) as object[]
  if (address) {
    const { city, country } = values
    result['addresses'] = [{ ...address, ...(city ? { city } : {}), ...(country ? { country } : {}) }]
  }
  return result
}

/** Whether a fault is one of this field: `bankAccounts[0].account` is of `bankAccounts.account`. */
export function isFaultOf(fault: string, field: string): boolean {
  return fault === field || fault.startsWith(`${field}[`) || fault.replace(/\[\d+\]/, '') === field
}
