import { Unreachable, type FactAnswer, type FactSource } from '#engine'
import { textAt } from './text-at.ts'

/**
 * A geocoder that speaks as Nominatim does (`/search`, format jsonv2): where an address is. Maps are never
 * whole, and the same street is written in several ways, so one that is not found there is not proved, which
 * is nothing against it.
 */
export const geocoder: FactSource = {
  kind: 'address',
  source: 'Geocoder',
  address: 'https://nominatim.openstreetmap.org',
  perMinute: 30,
  days: 365,
  trial: { street: 'Brīvības iela 1', city: 'Rīga', region: null, postalCode: null, country: 'LV' },
  applies: ({ street, city }) => Boolean(street && city),
  async ask({ street, city, region, postalCode, country }, { address, json }): Promise<FactAnswer> {
    const url = new URL(`${address.replace(/\/$/, '')}/search`)
    const query = {
      street,
      city,
      state: region,
      postalcode: postalCode,
      countrycodes: country?.toLowerCase(),
    }
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value)
    for (const [name, value] of [
      ['format', 'jsonv2'],
      ['addressdetails', '1'],
      ['limit', '1'],
    ] as const)
      url.searchParams.set(name, value)
    const { status, body } = await json(url)
    if (status >= 400 || !Array.isArray(body)) throw new Unreachable('notUnderstood')
    const [found] = body as unknown[]
    return found === undefined ? { result: 'unknown', reason: 'notFound' } : placed(found)
  },
}

function placed(found: unknown): FactAnswer {
  const [latitude, longitude] = [Number(textAt(found, 'lat') || 'x'), Number(textAt(found, 'lon') || 'x')]
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  if (!isPlace) throw new Unreachable('notUnderstood')
  const of = (name: string) => textAt(found, `address.${name}`)
  const says = {
    city: of('city') || of('town') || of('village') || of('municipality'),
    postalCode: of('postcode'),
    country: of('country_code').toUpperCase(),
  }
  return {
    result: 'valid',
    reference: `${textAt(found, 'osm_type')} ${textAt(found, 'osm_id')}`.trim(),
    place: { latitude, longitude },
    says: Object.fromEntries(Object.entries(says).filter(([, value]) => value !== '')),
  }
}
