import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseSets } from './case-sets.ts'
import { scene } from './scene.ts'

/** The same seed makes the same world, rights and questions: with KONTOR_RIGHTS_SEED they are run again. */
const seed = Number(process.env['KONTOR_RIGHTS_SEED'] ?? 2)
/** With more people there are more rights to hold the paths against. */
const people = Number(process.env['KONTOR_RIGHTS_PEOPLE'] ?? 8)
/** One path alone, while something is mended. */
const only = process.env['KONTOR_RIGHTS_PATH']

test(`no path shows more or less than the rights give (seed ${seed})`, async (t) => {
  const world = await scene(t, seed, { people, partners: 24 })
  for (const [path, run] of Object.entries(caseSets)) {
    if (only !== undefined && only !== path) continue
    await t.test(path, async () => {
      world.path = path
      await run(world)
      assert.ok((world.cases.get(path) ?? 0) > 0, `nothing was tried of ${path}`)
    })
  }
  const total = [...world.cases.values()].reduce((sum, count) => sum + count, 0)
  const each = [...world.cases].map(([path, count]) => `${path} ${count}`).join(', ')
  t.diagnostic(`${total} cases of rights with seed ${seed}: ${each}`)
  assert.ok(only !== undefined || total >= 10_000, `only ${total} cases were tried`)
})
