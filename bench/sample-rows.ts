import { sampleParty } from '../testing/sample/sample-party.ts'

/** The columns of a file of customers as companies keep them. */
export const sampleColumns = [
  ...['Name', 'Kind', 'Tax number', 'Country', 'City'],
  ...['E-mail', 'Phone', 'Credit limit', 'Payment days', 'Tags'],
].map((header) => ({ header }))

/** So many customers as rows of that file, a batch at a time. */
export function* sampleRows(rows: number): Generator<string[][]> {
  for (let from = 0; from < rows; from += 1_000)
    yield Array.from({ length: Math.min(1_000, rows - from) }, (_, at) => rowOf(from + at))
}

function rowOf(number: number): string[] {
  const party = sampleParty(number)
  return [
    ...[party.name, party.kind, party.taxId, party.country, party.city],
    ...[party.email, party.phone, party.creditLimit, String(party.paymentDays), party.tags.join('; ')],
  ].map((cell) => cell ?? '')
}
