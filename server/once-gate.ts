import type { Engine } from '#engine'

type Gate = <T>(work: () => Promise<T>) => Promise<T>

const gates = new WeakMap<Engine, Gate>()

/**
 * Lets only so many requests at a time hold a claim: each holds a connection while its work may need another,
 * and were all of them held, nobody would get one.
 */
export function onceGate(engine: Engine): Gate {
  const known = gates.get(engine)
  if (known) return known
  const gate = openGate(Math.max(1, Math.floor((engine.options.connections ?? 12) / 3)))
  gates.set(engine, gate)
  return gate
}

function openGate(most: number): Gate {
  let inside = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (inside >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else inside++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else inside--
    }
  }
}
