/** Numbers that look random and are the same every time: sample data must not change from run to run. */
export type Random = {
  /** From 0 up to, but not including, `below`. */
  whole(below: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  digits(count: number): string
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast, and good enough for samples. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    whole,
    pick: (items) => items[whole(items.length)] as (typeof items)[number],
    chance: (probability) => next() < probability,
    digits: (count) => Array.from({ length: count }, () => whole(10)).join(''),
  }
}
