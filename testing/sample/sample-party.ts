import { latin } from '#text'
import { places, type SamplePlace } from './places.ts'
import { seeded, type Random } from './random.ts'
import { taxNumbers } from './tax-numbers.ts'

/** A partner made up: plain values under the names of the API. */
export type SampleParty = {
  readonly kind: 'organization' | 'person'
  readonly name: string
  readonly taxId: string | null
  readonly country: string
  readonly city: string
  readonly street: string
  readonly postalCode: string
  readonly email: string
  readonly phone: string
  readonly currency: string
  readonly creditLimit: string | null
  readonly paymentDays: number
  readonly tags: readonly string[]
  readonly importance: 'key' | 'regular' | 'occasional' | 'potential'
}

export const sampleTags = [
  'Road builder',
  'Frame contract',
  'Pays late',
  'Winter service',
  'Fair 2026',
  'Pre-payment',
  'Export',
] as const

/** The partner of a number: always the same one, and another one for every number. */
export function sampleParty(number: number): SampleParty {
  const random = seeded(number * 7_919 + 17)
  const place = placeOf(random)
  const kind = random.chance(0.12) ? 'person' : 'organization'
  const name = kind === 'person' ? personName(random, place) : firmName(random, place, number)
  const domain =
    latin(name)
      .replace(/[^a-z0-9]+/g, '')
      .slice(0, 24) || 'partner'
  const limit = random.chance(0.6) ? `${(1 + random.whole(200)) * 500}.00` : null
  return {
    kind,
    name,
    taxId: kind === 'person' || random.chance(0.05) ? null : (taxNumbers[place.country]?.(random) ?? null),
    country: place.country,
    city: random.pick(place.cities),
    street: `${random.pick(place.streets)} ${1 + random.whole(180)}`,
    postalCode: place.postalCode(random.digits),
    email: `${random.pick(['info', 'office', 'birojs', 'sales', 'hello'])}${number}@${domain}.example`,
    phone: place.phone(random.digits),
    currency: place.currency,
    creditLimit: limit,
    paymentDays: random.pick([7, 14, 21, 30, 30, 45, 60]),
    tags: sampleTags.filter(() => random.chance(0.12)),
    importance: random.pick(['key', 'regular', 'regular', 'occasional', 'potential'] as const),
  }
}

/** Somebody who works for a partner of the same place. */
export function sampleContact(
  number: number,
  country: string,
): { name: string; phone: string; email: string; position: string } {
  const random = seeded(number * 104_729 + 5)
  const place = places.find((one) => one.country === country) ?? places[0]
  if (!place) throw new Error('There are no places to take names from.')
  const name = personName(random, place)
  const address = latin(name)
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '')
  const position = random.pick([
    'Director',
    'Purchasing manager',
    'Chief accountant',
    'Site engineer',
    'Office manager',
  ])
  return { name, phone: place.phone(random.digits), email: `${address}${number}@people.example`, position }
}

function placeOf(random: Random): SamplePlace {
  const total = places.reduce((sum, place) => sum + place.share, 0)
  let left = random.whole(total)
  for (const place of places) {
    left -= place.share
    if (left < 0) return place
  }
  return places[0] as SamplePlace
}

function firmName(random: Random, place: SamplePlace, number: number): string {
  const name = random
    .pick(place.firms)
    .replace('{root2}', random.pick(place.roots))
    .replace('{root}', random.pick(place.roots))
    .replace('{trade}', random.pick(place.trades))
    .replace('{city}', random.pick(place.cities))
    .replace('{last}', random.pick(place.lastNames))
    .replace('{first}', random.pick(place.firstNames))
  // Firms of one name are told apart as they are in life, by a number or a branch.
  return random.chance(0.35) ? `${name} ${1 + (number % 997)}` : name
}

function personName(random: Random, place: SamplePlace): string {
  return place.person
    .replace('{first}', random.pick(place.firstNames))
    .replace('{last}', random.pick(place.lastNames))
}
