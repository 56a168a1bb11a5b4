import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Reply } from './office.ts'

test('what several do at the same time is done once, and the others are told why not', async (t) => {
  const { engine, as } = await office(t, { connections: 12 })
  const { administrator: root } = as
  const made = async (name: string) => {
    const { status, text, body } = await root.post('customers', { name })
    assert.equal(status, 201, text)
    return body.id as string
  }
  const four = (ask: () => Promise<Reply>) => Promise.all([ask(), ask(), ask(), ask()])
  const states = (answers: readonly Reply[]) => answers.map(({ status }) => status).toSorted((a, b) => a - b)

  for (const nr of [1, 2, 3]) {
    const back = await made(`Zz Back ${nr}`)
    await root.remove(`customers/${back}`)
    const restored = await four(() => root.post(`customers/${back}/restore`))
    // Between two looks it is neither gone nor there: not found.
    const others = states(restored).slice(1)
    assert.equal(states(restored)[0], 200)
    assert.ok(
      others.every((status) => [404, 422].includes(status)),
      restored.map(({ text }) => text).join('\n'),
    )

    const numbered = await four(() => root.post('customers', { name: `Zz ${nr}`, number: `ZZ-${nr}` }))
    assert.deepEqual(states(numbered), [201, 422, 422, 422], numbered.map(({ text }) => text).join('\n'))

    const [child, parent] = [await made(`Zz Child ${nr}`), await made(`Zz Parent ${nr}`)]
    const answers = await Promise.all([
      root.patch(`customers/${child}`, { parent }),
      root.remove(`customers/${parent}`),
    ])
    // Whoever comes first is right, and the other is refused.
    const isNamed = answers[0].status === 200
    assert.deepEqual(
      answers.map(({ status }) => status),
      isNamed ? [200, 409] : [422, 204],
      answers.map(({ text }) => text).join('\n'),
    )
  }
  assert.deepEqual(await engine.verify(), [])
})
