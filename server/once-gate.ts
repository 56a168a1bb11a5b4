import type { Engine } from '#engine'

type Gate = <T>(user: string, work: () => Promise<T>) => Promise<T>

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

/** A gate for so many at a time; one place is left to others, however much one user has under way. */
export function openGate(most: number): Gate {
  const mostOfOne = Math.max(1, most - 1)
  const inside = new Map<string, number>()
  const waiting: { readonly user: string; readonly enter: () => void }[] = []
  const of = (user: string) => inside.get(user) ?? 0
  const all = () => inside.values().reduce((sum, one) => sum + one, 0)
  const mayEnter = (user: string) => all() < most && of(user) < mostOfOne
  const leave = (user: string) => {
    if (of(user) > 1) inside.set(user, of(user) - 1)
    else inside.delete(user)
    // Of those who may, whoever has the least inside; of these whoever waits the longest.
    const [next] = waiting.filter((one) => mayEnter(one.user)).toSorted((a, b) => of(a.user) - of(b.user))
    for (const { user: other, enter } of next ? waiting.splice(waiting.indexOf(next), 1) : []) {
      inside.set(other, of(other) + 1)
      enter()
    }
  }
  return async (user, work) => {
    if (mayEnter(user)) inside.set(user, of(user) + 1)
    else await new Promise<void>((enter) => waiting.push({ user, enter }))
    try {
      return await work()
    } finally {
      leave(user)
    }
  }
}
