import fc from 'fast-check'
import { randomWhere } from './random-where.ts'

const words =
  'name amount due seen category tags lines active address id constructor __proto__ is not in notIn above ' +
  'contains set under within some every all any toString parts values category.name name.name lines.lines'
const names = fc.constantFrom('', ...words.split(' '))

const values = fc.constantFrom<unknown>(
  ...[null, true, 1e308, -0, 5e-324, '\0', '\ud800', '$me', '$myTeam', '$today', '2026-02-30', '', 'a'],
  ...[
    '-30d',
    '2026-03-31',
    '9'.repeat(3_000),
    'x'.repeat(2_000),
    [],
    {},
    [[]],
    [null],
    { parts: [], values: [] },
  ],
)

/** Where-objects as an attacker or a careless program would send them, among them some that make sense. */
export function hostileWhere(samples: readonly string[]): fc.Arbitrary<unknown> {
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      values,
      randomWhere(samples),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.array(fc.tuple(names, tie('json')), { maxLength: 4 }).map(objectOf),
    ),
  }))
  return fc.oneof(json, fc.tuple(randomWhere(samples), fc.nat(), values).map(spoiled))
}

/** As JSON.parse makes it: __proto__ is a name like any other. */
function objectOf(entries: readonly (readonly [name: string, value: unknown])[]): unknown {
  const members = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`)
  return JSON.parse(`{${members.join(',')}}`)
}

/** A sensible condition in which one value was replaced. */
function spoiled([where, place, value]: readonly [unknown, number, unknown]): unknown {
  let count = 0
  JSON.stringify(where, (_, one: unknown) => ((count += 1), one))
  let at = 0
  return JSON.parse(
    JSON.stringify(where, (_, one: unknown) => (at++ === place % count ? value : one)),
  ) as unknown
}
