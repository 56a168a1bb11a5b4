/** Tells of progress once a second, not with every piece. */
export function atTimes<T>(tell: (step: T) => Promise<void>): (step: T) => Promise<void> {
  let last = performance.now()
  return async (step) => {
    if (performance.now() - last < 1_000) return
    last = performance.now()
    await tell(step)
  }
}
