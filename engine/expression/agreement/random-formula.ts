import fc from 'fast-check'

type Kind = 'number' | 'text' | 'boolean' | 'day' | 'instant' | 'reference'
type Formulas = Record<Kind | 'numbers' | 'texts' | 'days' | 'booleans', string>

/** Random formulas over the sample records, of every type and with every function. */
export function randomFormula(sampleTexts: readonly string[]): fc.Arbitrary<string> {
  const { number, text, boolean, day, instant, reference } = fc.letrec<Formulas>((tie) => ({
    number: number_(tie),
    text: text_(tie, sampleTexts),
    boolean: boolean_(tie),
    day: day_(tie),
    instant: instant_(tie),
    reference: reference_(tie),
    numbers: lists(
      tie,
      'number',
      ['lines.amount', 'lines.quantity', 'lines.article.price', 'lines.quantity'],
      boolean_,
    ),
    texts: lists(tie, 'text', ['lines.kind', 'lines.article.name', 'tags'], boolean_),
    days: lists(tie, 'day', ['lines.due'], boolean_),
    booleans: lists(tie, 'boolean', ['lines.paid', 'lines.amount > 10', 'lines.kind = "gold"'], boolean_),
  }))
  return fc.oneof(
    { weight: 4, arbitrary: number },
    { weight: 3, arbitrary: text },
    { weight: 2, arbitrary: boolean },
    { weight: 2, arbitrary: day },
    { weight: 1, arbitrary: instant },
    { weight: 1, arbitrary: reference },
  )
}

type Tie = fc.LetrecTypedTie<Formulas>
const shallow = { depthSize: 'small', maxDepth: 3, withCrossShrink: true } as const

function call(name: string, ...args: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...args).map((given) => `${name}(${given.join(', ')})`)
}

function infix(operators: readonly string[], left: fc.Arbitrary<string>, right = left): fc.Arbitrary<string> {
  return fc
    .tuple(left, fc.constantFrom(...operators), right)
    .map(([one, sign, other]) => `(${one} ${sign} ${other})`)
}

function choices(tie: Tie, kind: Kind): fc.Arbitrary<string>[] {
  const value = tie(kind)
  return [
    call('IF', tie('boolean'), value, value),
    call('IF', tie('boolean'), value),
    call('IFS', tie('boolean'), value, tie('boolean'), value),
    call('SWITCH', tie('number'), fc.constantFrom('0', '1', '-1', '10'), value, tie('number'), value, value),
    call('SWITCH', tie('text'), fc.constantFrom('"gold"', '""', '"A"'), value),
    call('IFERROR', value, value),
  ]
}

function lists(tie: Tie, kind: Kind, fields: readonly string[], _: unknown): fc.Arbitrary<string> {
  const field = fc.constantFrom(...fields)
  if (kind !== 'number')
    return fc.oneof(
      { weight: 3, arbitrary: field },
      call(
        'IF',
        tie('booleans').filter((one) => one.startsWith('lines')),
        field.filter((one) => one.startsWith('lines')),
        tie(kind),
      ),
    )
  return fc.oneof(
    { weight: 4, arbitrary: field },
    infix(['+', '-', '*', '/'], field, fc.oneof(field, tie('number'))),
    call(
      'IF',
      fc.constantFrom('lines.paid', 'lines.amount > 5', 'lines.kind = name'),
      field,
      fc.oneof(field, tie('number')),
    ),
    call('ROUND', field, fc.constantFrom('0', '1', '-1')),
    call('LEN', fc.constantFrom('lines.kind', 'lines.article.name')),
  )
}

const literalNumber = fc.oneof(
  fc.integer({ min: -20, max: 40 }).map(String),
  fc.constantFrom(
    '0',
    '0.5',
    '-2.5',
    '1.005',
    '100',
    '1000000',
    '0.00001',
    '12345678901234567890.123456789',
    '50%',
    '1e3',
  ),
)

function number_(tie: Tie): fc.Arbitrary<string> {
  const n = tie('number')
  return fc.oneof(
    shallow,
    literalNumber,
    fc.constantFrom('amount', 'quantity', 'category.rate', 'category.parent.rate', 'amount', 'quantity'),
    infix(['+', '-', '*', '/', '^'], n),
    infix(['-'], tie('day')),
    n.map((one) => `-${one}`),
    n.map((one) => `(${one})%`),
    ...['ABS', 'INT', 'SQRT'].map((name) => call(name, n)),
    ...['ROUND', 'ROUNDUP', 'ROUNDDOWN', 'MOD', 'POWER', 'CEILING', 'FLOOR'].map((name) => call(name, n, n)),
    ...['MIN', 'MAX', 'SUM', 'AVERAGE', 'COUNT'].flatMap((name) => [
      call(name, n, n),
      call(name, tie('numbers')),
      call(name, tie('numbers'), n),
    ]),
    call('COUNT', fc.constantFrom('lines', 'tags', 'lines.kind', 'lines.due', 'lines.paid')),
    call(
      'SUMIF',
      fc.constantFrom('lines.kind', 'lines.amount', 'lines.due', 'lines.paid'),
      criterion(tie),
      tie('numbers').filter((one) => one.startsWith('lines')),
    ),
    call('SUMIF', tie('numbers'), criterion(tie)),
    call('COUNTIF', fc.oneof(tie('numbers'), tie('texts'), tie('days'), tie('booleans')), criterion(tie)),
    call('LEN', tie('text')),
    call('VALUE', tie('text')),
    call('FIND', tie('text'), tie('text')),
    call('SEARCH', tie('text'), tie('text')),
    call('SEARCH', wildcards, tie('text'), n),
    call('FIND', fc.constantFrom('"a"', '"o"', '" "'), tie('text'), n),
    ...['YEAR', 'MONTH', 'DAY', 'WEEKDAY'].map((name) => call(name, tie('day'))),
    call('WEEKDAY', tie('day'), n),
    call('NETWORKDAYS', tie('day'), tie('day')),
    call('NETWORKDAYS', tie('day'), tie('day'), tie('days')),
    call('CONVERT', n, currency, currency, tie('day')),
    call('CONVERT', n, currency, currency),
    ...choices(tie, 'number'),
  )
}

const currency = fc.constantFrom('"EUR"', '"USD"', '"GEL"', 'name')
const wildcards = fc.constantFrom(
  '"g*d"',
  '"?"',
  '"*"',
  '"~*"',
  '"a?c"',
  '"*o"',
  '""',
  '"??"',
  '"i*a*"',
  '"[^a].%_"',
  '"~"',
)

function criterion(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '">1"',
      '"<>gold"',
      '"g*"',
      '"<=10"',
      '"="',
      '"<>"',
      '"?old"',
      '">=2024-02-29"',
      '"TRUE"',
      '"5"',
      '"<m"',
      '""',
      '"abc"',
      '"%_"',
    ),
    tie('text'),
    tie('number'),
    tie('day'),
    fc.constantFrom('name', 'amount', '">" & amount'),
  )
}

function text_(tie: Tie, samples: readonly string[]): fc.Arbitrary<string> {
  const [t, n] = [tie('text'), tie('number')]
  return fc.oneof(
    shallow,
    fc.constantFrom('name', 'category.name', 'city', 'name'),
    fc.constantFrom(...samples).map((one) => `"${one.replaceAll('"', '""')}"`),
    infix(['&'], t, fc.oneof(t, n, tie('boolean'), tie('day'), tie('instant'))),
    ...['LEFT', 'RIGHT'].flatMap((name) => [call(name, t), call(name, t, n)]),
    ...['TRIM', 'UPPER', 'LOWER'].map((name) => call(name, t)),
    call('MID', t, n, n),
    call('MID', t, fc.constantFrom('1', '2'), fc.constantFrom('2', '30')),
    call('CONCAT', t, n),
    call('CONCAT', tie('texts')),
    call('CONCAT', tie('numbers'), t),
    call('SUBSTITUTE', t, fc.oneof(t, fc.constantFrom('"a"', '"i"')), t),
    call('SUBSTITUTE', t, fc.constantFrom('"a"', '"i"'), t, n),
    call(
      'TEXT',
      n,
      fc.constantFrom(
        '"0.00"',
        '"#,##0.00"',
        '"0%"',
        '"#"',
        '"0000.###"',
        '"0.0;(0.0);""none"""',
        '"€ #,##0"',
        '"General"',
        '"#.##"',
      ),
    ),
    call(
      'TEXT',
      tie('day'),
      fc.constantFrom('"yyyy-mm-dd"', '"d.m.yy"', '"dddd, d mmmm yyyy"', '"ddd mmm"', '"yyyy ""m\\"" y"'),
    ),
    call('TEXT', tie('instant'), fc.constantFrom('"yyyy-mm-dd hh:mm:ss"', '"h:m:s am/pm"', '"General"')),
    ...choices(tie, 'text'),
  )
}

function boolean_(tie: Tie): fc.Arbitrary<string> {
  const b = tie('boolean')
  return fc.oneof(
    shallow,
    fc.constantFrom('TRUE', 'FALSE', 'active', 'category.open'),
    infix(['=', '<>', '<', '<=', '>', '>='], tie('number')),
    infix(['=', '<>', '<', '<=', '>', '>='], tie('text')),
    infix(['=', '<>', '<', '<=', '>', '>='], tie('day')),
    infix(['=', '<>', '<', '<=', '>', '>='], tie('instant')),
    infix(['=', '<>', '<', '>='], tie('instant'), tie('day')),
    infix(['=', '<>'], tie('reference')),
    infix(['=', '<>'], b),
    ...['AND', 'OR'].flatMap((name) => [
      call(name, b, b),
      call(name, tie('booleans')),
      call(name, b, tie('booleans'), tie('number')),
    ]),
    call('NOT', b),
    call(
      'ISBLANK',
      fc.oneof(
        tie('number'),
        tie('text'),
        tie('day'),
        tie('instant'),
        b,
        tie('reference'),
        fc.constant('address'),
      ),
    ),
    infix(['=', '<>'], fc.oneof(tie('number'), tie('day'), b), fc.constant('""')),
    ...choices(tie, 'boolean'),
  )
}

function day_(tie: Tie): fc.Arbitrary<string> {
  const [d, n] = [tie('day'), tie('number')]
  return fc.oneof(
    shallow,
    fc.constantFrom('due', 'due', 'TODAY()', 'category.since', '$today'),
    fc.constantFrom('DATE(2024, 2, 29)', 'DATE(2026, 12, 31)', 'DATE(108, 1, 2)'),
    infix(['+', '-'], d, n),
    call('DATE', n, n, n),
    call('DATE', fc.constantFrom('2024', '1999'), n, n),
    call('EDATE', d, n),
    call('EOMONTH', d, n),
    call('MIN', d, d),
    call('MAX', d, tie('days')),
    call('MIN', tie('days')),
    call('MAX', tie('instant'), d),
    ...choices(tie, 'day'),
  )
}

function instant_(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(
    shallow,
    fc.constantFrom('seen', 'NOW()', 'seen'),
    call('MAX', tie('instant'), tie('instant')),
    ...choices(tie, 'instant'),
  )
}

function reference_(tie: Tie): fc.Arbitrary<string> {
  return fc.oneof(shallow, fc.constantFrom('category', 'category.parent'), ...choices(tie, 'reference'))
}
