import assert from 'node:assert/strict'
import test from 'node:test'
import { fieldTypeOf, fieldTypes, parseWhere, type Field, type Operator, type TypeScope } from '#model'
import { fieldExamples } from '../../model/fields/field-examples.ts'
import { styles } from '../../model/fields/example.ts'
import { hostileValues } from './hostile-values.ts'

const english = styles.en

test('every type of field has its examples', () => {
  assert.deepEqual(Object.keys(fieldExamples).sort(), [...fieldTypes.keys()].sort())
  for (const [type, examples] of Object.entries(fieldExamples)) {
    assert.ok(
      examples.some((example) => example.invalid.length > 0),
      `${type} shows what it refuses`,
    )
    for (const { field } of examples) assert.equal(field.type, type)
  }
})

for (const [type, examples] of Object.entries(fieldExamples)) {
  test(`${type}: takes what it should, in its normal form, and nothing else`, () => {
    for (const { field, valid, invalid } of examples) {
      for (const one of valid) {
        const value = 'value' in one ? one.value : one.input
        assert.deepEqual(parse(field, one.input), { value }, `parse ${show(one.input)}`)
        assert.deepEqual(parse(field, value), { value }, `parse ${show(value)} again`)
      }
      for (const { input, code } of invalid)
        assert.equal(codeOf(parse(field, input)), code, `parse ${show(input)}`)
    }
  })

  test(`${type}: is written as text, and read from it, in every style`, () => {
    for (const { field, valid, read = [], unreadable = [] } of examples) {
      const { toText, fromText } = fieldTypeOf(field)
      for (const one of valid) {
        const value = 'value' in one ? one.value : one.input
        assert.equal(toText(value, field, english), one.text)
        for (const style of Object.values(styles)) {
          const text = toText(value, field, style)
          assert.deepEqual(
            fromText(text, field, style),
            { value },
            `${text} in ${style.language}, ${style.day}`,
          )
        }
      }
      for (const { text, style = 'en', value } of read) {
        assert.deepEqual(fromText(text, field, styles[style]), { value }, `read ${text}`)
      }
      for (const { text, style = 'en', code } of unreadable) {
        assert.equal(codeOf(fromText(text, field, styles[style])), code, `read ${text}`)
      }
    }
  })

  test(`${type}: answers hostile input with a value or a sentence, never with an exception`, () => {
    for (const { field } of examples) {
      for (const input of hostileValues()) {
        const parsed = parse(field, input)
        if ('problem' in parsed) assert.match(parsed.problem.message, /^.{5,400}\.$/su)
        else if (parsed.value !== null)
          assert.deepEqual(parse(field, parsed.value), parsed, `parse ${show(input)} again`)
        if (typeof input === 'string')
          for (const style of Object.values(styles)) fieldTypeOf(field).fromText(input, field, style)
      }
    }
  })

  test(`${type}: is plain data, and says what may be done with it`, () => {
    for (const { field } of examples) {
      assert.deepEqual(JSON.parse(JSON.stringify(field)), field)
      const known = fieldTypeOf(field)
      assert.equal(new Set(known.operators).size, known.operators.length)
      assert.ok(known.operators.includes('set'))
      assert.ok(known.control.show !== '')
      assert.equal(typeof known.valueType(field).kind, 'string')
      for (const setting of known.settings) assert.match(setting.help, /\.$/)
    }
  })
}

for (const [type, examples] of Object.entries(fieldExamples)) {
  test(`${type}: every operator it names may be asked in a condition`, () => {
    for (const { field, valid } of examples) {
      const known = fieldTypeOf(field)
      const rows: TypeScope = { field: () => undefined, names: () => [] }
      const asked = { type: known.valueType(field), operators: known.operators, tree: true, rows: () => rows }
      const scope: TypeScope = { field: (name) => (name === 'it' ? asked : undefined), names: () => ['it'] }
      for (const operator of known.operators) {
        const value = operand(operator, asked.type.kind, valid[0]?.value ?? valid[0]?.input ?? null)
        assert.equal(
          typeof parseWhere({ it: { [operator]: value } }, scope).is,
          'string',
          `${operator} of ${type}`,
        )
      }
      assert.throws(() => parseWhere({ it: { like: 'x' } }, scope))
    }
  })
}

function operand(operator: Operator, kind: string, value: unknown): unknown {
  if (operator === 'set') return true
  if (operator === 'within') return '-30d'
  if (operator === 'not' && (kind === 'opaque' || kind === 'lines')) return { set: true }
  if (operator === 'some' || operator === 'none' || operator === 'every')
    return kind === 'lines' ? {} : first(value)
  if (operator === 'contains' || operator === 'startsWith') return kind === 'list' ? first(value) : 'a'
  return operator === 'in' || operator === 'notIn' ? [first(value)] : first(value)
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value
}

function parse(field: Field, input: unknown) {
  return fieldTypeOf(field).parse(input, field)
}

function codeOf(parsed: { value: unknown } | { problem: { code: string } }): string {
  return 'problem' in parsed ? parsed.problem.code : `no problem: ${show(parsed.value)}`
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80)
}
