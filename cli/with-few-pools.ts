/**
 * Starts the program once more in its own place with glibc told to keep two pools of memory, where nobody
 * told it otherwise: it reads that only as a program begins, and keeps a pool for every thread else, so that
 * the server would hold a third more after an import (decisions/0012-memory.md). `bin/kontor` says it in its
 * environment; `npm start` has no way to that works on every system. Does nothing where it is said already,
 * or cannot be done.
 */
export function withFewPools(): void {
  const { platform, env, execPath, execArgv, argv } = process
  if (platform !== 'linux' || env['MALLOC_ARENA_MAX'] !== undefined || !process.execve) return
  process.execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...env, MALLOC_ARENA_MAX: '2' })
}
