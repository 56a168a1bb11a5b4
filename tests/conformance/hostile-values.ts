/** Values that no field asked for: wrong kinds, extremes, and texts that break programs. */
export function* hostileValues(): Generator<unknown> {
  yield* [
    true,
    false,
    0,
    -0,
    1.5,
    1e300,
    -1e-300,
    Number.MAX_SAFE_INTEGER + 1,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
  ]
  yield* [{}, [], [[]], [{}], [null], { id: null }, { id: {} }, { lookup: 1 }, { number: [] }, { length: 3 }]
  yield* [
    JSON.parse('{"__proto__":{"x":1}}'),
    JSON.parse('[{"__proto__":1}]'),
    { toString: 1 },
    Object.create(null),
  ]
  yield* [
    '',
    ' ',
    '\0',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\ufeff',
    '\u200b',
    '"',
    '""',
    '";"',
    '|',
    ';',
    ':',
    '%',
  ]
  yield* [
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '1e400',
    '0x10',
    '-',
    '+',
    '.',
    '1.',
    '--1',
  ]
  yield* [
    '9'.repeat(1000),
    '1,'.repeat(500),
    '"'.repeat(1001),
    '";'.repeat(500),
    '{'.repeat(500),
    'a: '.repeat(300),
  ]
  yield* [
    "'; drop table party; --",
    '<script>alert(1)</script>',
    '=cmd|calc',
    '\u0660\u0661',
    '𝟙𝟚',
    '́'.repeat(300),
  ]
  yield* [
    '0000-00-00',
    '9999-99-99',
    '9999-12-31T23:59:60Z',
    '2026-02-29',
    '+002026-01-01',
    'https://[',
    'http://%00',
    'a@b@c',
  ]
  yield 'x'.repeat(100_000)
  yield ' '.repeat(100_000)
  yield `${' '.repeat(50_000)}x${' '.repeat(50_000)}x`
}
