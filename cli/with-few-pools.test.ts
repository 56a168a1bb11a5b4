import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

const script = `
  import { withFewPools } from ${JSON.stringify(path.join(import.meta.dirname, 'with-few-pools.ts'))}
  withFewPools()
  console.log(process.pid, process.env.MALLOC_ARENA_MAX, process.execArgv.includes('--no-deprecation'))
`
const isLinux = process.platform === 'linux'

test(
  'a program that nobody told otherwise keeps two pools of memory, its arguments, and its number',
  { skip: !isLinux && 'glibc is the library of Linux' },
  () => {
    const { MALLOC_ARENA_MAX: _told, ...env } = process.env
    const run = (more: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, ['--no-deprecation', '--input-type=module-typescript', '-e', script], {
        env: { ...env, ...more },
        encoding: 'utf8',
      })
    for (const [more, pools] of [[{}, '2'] as const, [{ MALLOC_ARENA_MAX: '5' }, '5'] as const]) {
      const { pid, stdout } = run(more)
      assert.equal(stdout.trim(), `${pid} ${pools} true`)
    }
  },
)
