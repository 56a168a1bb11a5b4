import fc from 'fast-check'

const number = fc.oneof(
  fc.integer({ min: -10, max: 100 }),
  fc.constantFrom('2.5', '-0.5', '1200.00', '99999999999999999999.999', '0.0', 1e21),
)
const day = fc.constantFrom('2024-02-29', '2026-03-31', '2025-12-31', '2026-01-01', '9999-12-31', '$today')
const instant = fc.oneof(
  day,
  fc.constantFrom('2026-03-31T21:30:00.000Z', '2026-04-01T00:30:00+03:00', '2024-02-29T22:15:30.123456Z'),
)
const id = fc
  .integer({ min: 1, max: 60 })
  .map((at) => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`)
const span = fc.constantFrom('-30d', '+2w', '-6m', '+5y', '-3y', '+0d', '-999y')

/** Random where-objects over the sample records, with every operator that each kind of field has. */
export function randomWhere(samples: readonly string[]): fc.Arbitrary<unknown> {
  const text = fc.oneof(fc.constantFrom(...samples), fc.constantFrom('gold', 'i', 'A'))
  const { condition } = fc.letrec<Record<'condition' | 'category' | 'line', object>>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      field(
        ['name', 'city', 'category.name', 'category.parent.name', 'lines.kind', 'lines.article.name'],
        words(text),
      ),
      field(['amount', 'quantity', 'category.rate', 'lines.amount', 'category.parent.rate'], ordered(number)),
      field(['active', 'category.open', 'lines.paid'], equal(fc.boolean())),
      field(['due', 'category.since', 'lines.due'], fc.oneof(ordered(day), one('within', span))),
      field(['seen'], fc.oneof(ordered(instant), one('within', span))),
      field(
        ['category', 'category.parent'],
        fc.oneof(
          equal(
            fc.oneof(
              id,
              id.map((of) => ({ id: of })),
            ),
          ),
          one('under', id),
          tie('category'),
        ),
      ),
      field(
        ['category'],
        one('in', fc.array(fc.oneof(id, fc.constant(null), tie('category')), { maxLength: 3 })),
      ),
      field(
        ['tags'],
        fc.oneof(
          equal(text),
          one('contains', text),
          ...['some', 'none', 'every'].map((name) => one(name, words(text))),
        ),
      ),
      field(
        ['lines'],
        fc.oneof(
          one('set', fc.boolean()),
          ...['some', 'none', 'every'].map((name) => one(name, tie('line'))),
        ),
      ),
      field(['address'], one('set', fc.boolean())),
      ...chains(tie('condition')),
    ),
    category: fc.oneof({ maxDepth: 2 }, field(['name'], words(text)), field(['rate'], ordered(number))),
    line: fc.oneof(
      { maxDepth: 3 },
      field(['kind', 'article.name'], words(text)),
      field(['amount', 'quantity'], ordered(number)),
      field(['paid'], equal(fc.boolean())),
      fc.constant({}),
      ...chains(tie('line')),
    ),
  }))
  return condition
}

function field(names: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.tuple(fc.constantFrom(...names), value).map(([name, given]) => ({ [name]: given }))
}

function one(operator: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return value.map((given) => ({ [operator]: given }))
}

function chains(inner: fc.Arbitrary<object>): fc.Arbitrary<object>[] {
  const several = fc.array(inner, { maxLength: 3 })
  return [
    several.map((all) => ({ all })),
    several.map((any) => ({ any })),
    inner.map((not) => ({ not })),
    fc.tuple(inner, inner).map(([left, right]) => ({ ...left, ...right })),
  ]
}

function equal(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const many = fc.array(fc.oneof(value, fc.constant(null)), { maxLength: 3 })
  return fc.oneof(
    value,
    fc.constant(null),
    one('not', value),
    one('not', fc.constant(null)),
    one('in', many),
    one('notIn', many),
    one('set', fc.boolean()),
  )
}

function ordered(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const bounds = ['above', 'atLeast', 'below', 'atMost'].map((name) => one(name, value))
  return fc.oneof(
    equal(value),
    ...bounds,
    fc.tuple(...bounds).map((all) => ({ ...all[0], ...all[3] })),
    one('not', fc.oneof(...bounds)),
  )
}

function words(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(ordered(value), one('contains', value), one('startsWith', value))
}
