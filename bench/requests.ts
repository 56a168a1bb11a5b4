import { load, median, type Asked, type Load } from './load.ts'
import type { Bench } from './run.ts'

const connections = 8
const rounds = 3
const milliseconds = 2_000
/** Servers run for days; it takes some thousand requests until their code is compiled for good. */
const warmUpMilliseconds = 4_000

/** Lists, single records and creations against a bare server that gives the same JSON, in turns. */
export async function measureRequests(bench: Bench, parties: number): Promise<void> {
  const kontor = await bench.serve('kontor-server.ts')
  const bare = await bench.serve('bare-server.ts')
  const headers = { authorization: `Bearer ${bench.key}` }
  const ids = await someIds(bench)
  const city = (number: number) => cities[number % cities.length] ?? 'Rīga'
  const id = (number: number) => ids[number % ids.length] ?? ''
  try {
    await compare(bench, parties, 'list: 50 customers by city, sorted by name', 0.7, [
      [
        kontor.origin,
        (n) => ({
          path: `/api/v1/customers?where=${encodeURIComponent(JSON.stringify({ city: city(n) }))}&sort=name&limit=50`,
          headers,
        }),
      ],
      [bare.origin, (n) => ({ path: `/?city=${encodeURIComponent(city(n))}` })],
    ])
    await compare(bench, parties, 'one customer by id', 0.6, [
      [kontor.origin, (n) => ({ path: `/api/v1/customers/${id(n)}`, headers })],
      [bare.origin, (n) => ({ path: `/${id(n)}` })],
    ])
    await compare(bench, parties, 'create one customer', 0.5, [
      [
        kontor.origin,
        (n) => ({
          method: 'POST',
          path: '/api/v1/customers',
          headers,
          body: JSON.stringify(newCustomer('k', n)),
        }),
      ],
      [bare.origin, (n) => ({ method: 'POST', path: '/', body: JSON.stringify(newCustomer('b', n)) })],
    ])
  } finally {
    kontor.stop()
    bare.stop()
  }
}

type Side = readonly [origin: string, asked: (number: number) => Asked]

async function compare(
  bench: Bench,
  parties: number,
  work: string,
  least: number,
  sides: readonly [Side, Side],
): Promise<void> {
  const measured: [Load[], Load[]] = [[], []]
  let offset = Math.floor(Math.random() * 1_000_000)
  for (let round = 0; round <= rounds; round++) {
    for (const [at, [origin, asked]] of sides.entries()) {
      const from = (offset += 1_000_000)
      const result = await load(origin, (number) => asked(from + number), {
        connections,
        milliseconds: round === 0 ? warmUpMilliseconds : milliseconds,
      })
      // The first round warms up both.
      if (round > 0) measured[at as 0 | 1].push(result)
    }
  }
  const rates = measured.map((side) => median(side.map((one) => one.perSecond)))
  const ratio = median(measured[0].map((one, at) => one.perSecond / (measured[1][at]?.perSecond ?? 1)))
  const [ours = 0, theirs = 0] = rates
  const [p95, bytes = 0, bareBytes = 0] = [
    median(measured[0].map((one) => one.p95)),
    measured[0][0]?.bytes,
    measured[1][0]?.bytes,
  ]
  bench.report({
    work,
    parties,
    milliseconds: median(measured[0].map((one) => one.p50)),
    value: ratio,
    unit: '× bare',
    reach: `≥ ${least}`,
    reached: ratio >= least,
    detail: `${ours.toFixed(0)} of ${theirs.toFixed(0)}/s, p95 ${p95.toFixed(1)} ms, ${bytes.toFixed(0)} and ${bareBytes.toFixed(0)} bytes`,
  })
}

async function someIds(bench: Bench): Promise<string[]> {
  const actor = await bench.engine.access.systemActor('bench')
  const { items } = JSON.parse(
    await bench.engine.records.list(actor, 'customer', { fields: ['number'], limit: 1000, sort: '-number' }),
  ) as { items: { id: string }[] }
  return items.map((item) => item.id)
}

const cities = [
  'Rīga',
  'თბილისი',
  'Liepāja',
  '上海',
  'Jelgava',
  'Москва',
  'Ogre',
  'ბათუმი',
  'Bremen',
  'Tallinn',
]

function newCustomer(prefix: string, number: number) {
  return {
    name: `SIA Jauna Firma ${prefix}${number}`,
    country: 'LV',
    city: 'Rīga',
    email: `${prefix}${number}@new.example`,
    phone: `+37129${String(number % 1_000_000).padStart(6, '0')}`,
    creditLimit: '1500.00',
  }
}
