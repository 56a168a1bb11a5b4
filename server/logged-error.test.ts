import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loggedError } from './logged-error.ts'
import { isBug } from './problem-document.ts'

test('what the network layer was given is not told by what it throws', async () => {
  const thrown = await Promise.all(
    [
      () => fetch('http://anna:verysecret@127.0.0.1:9/'),
      () => fetch('verysecret place'),
      () => fetch('http://127.0.0.1:9/?key=verysecret', { headers: { authorization: 'verysecret\n1' } }),
      () => fetch('verysecret://127.0.0.1/key'),
      async () => new Request('https://anna:verysecret@example.com/'),
      async () => new URL('verysecret'),
      async () => new Headers([['verysecret']] as never),
      async () => {
        throw new Error('The storage at https://example.com/verysecret?key=verysecret is away.')
      },
    ].map((ask) =>
      ask().then(
        () => assert.fail(),
        (error: unknown) => error,
      ),
    ),
  )
  const told = JSON.stringify(thrown.map((error) => loggedError(error)))
  assert.doesNotMatch(told, /verysecret/)
  assert.match(told, /Failed to parse URL from \?/)
})

test('what the program itself does wrong is told by its names', () => {
  const nothing: { name?: { text: string } } = {}
  const thrown = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return error
    }
  }
  const { message } = loggedError(thrown(() => nothing.name!.text))
  assert.equal(message, "Cannot read properties of undefined (reading 'text')")
  const { message: other } = loggedError(thrown(() => (nothing as { act(): void }).act()))
  assert.match(other, /act is not a function/)
})

test('a mistake of syntax in the program is logged, and no request that cannot be read', () => {
  assert.equal(isBug(new SyntaxError('Cannot convert x to a BigInt')), true)
  assert.equal(isBug(Object.assign(new SyntaxError('Unexpected token'), { statusCode: 400 })), false)
})
