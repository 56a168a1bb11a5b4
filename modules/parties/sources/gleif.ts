import { Unreachable, type FactAnswer, type FactSource } from '#engine'
import { textAt } from './text-at.ts'

/**
 * GLEIF, the register of legal entity identifiers (JSON:API, `lei-records`), asked by registration number
 * and country. Most companies have no LEI, so one that is not found there says nothing.
 */
export const gleif: FactSource = {
  kind: 'gleif',
  source: 'GLEIF',
  address: 'https://api.gleif.org/api/v1',
  perMinute: 60,
  days: 180,
  trial: { registrationNumber: '40003032949', country: 'LV' },
  applies: ({ registrationNumber, country }) => Boolean(registrationNumber && country),
  async ask({ registrationNumber, country }, { address, json }): Promise<FactAnswer> {
    const url = new URL(`${address.replace(/\/$/, '')}/lei-records`)
    url.searchParams.set('filter[entity.registeredAs]', registrationNumber ?? '')
    url.searchParams.set('filter[entity.legalAddress.country]', country ?? '')
    url.searchParams.set('page[size]', '2')
    const { status, body } = await json(url, { headers: { accept: 'application/vnd.api+json' } })
    if (status === 404) return { result: 'unknown', reason: 'notFound' }
    const found = (body as { data?: unknown } | null)?.data
    if (status >= 400 || !Array.isArray(found)) throw new Unreachable('notUnderstood')
    const [record, second] = found as unknown[]
    if (record === undefined) return { result: 'unknown', reason: 'notFound' }
    if (second !== undefined) return { result: 'unknown', reason: 'severalFound' }
    return answerOf(record)
  },
}

function answerOf(record: unknown): FactAnswer {
  const reference = textAt(record, 'attributes.lei') || textAt(record, 'id')
  const name = textAt(record, 'attributes.entity.legalName.name')
  if (reference === '' || name === '') throw new Unreachable('notUnderstood')
  if (textAt(record, 'attributes.entity.status') === 'INACTIVE')
    return { result: 'invalid', reason: 'inactive', reference }
  const city = textAt(record, 'attributes.entity.legalAddress.city')
  return { result: 'valid', reference, says: { name, ...(city === '' ? {} : { city }) } }
}
