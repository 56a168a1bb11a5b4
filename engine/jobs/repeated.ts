/**
 * Makes work that runs once at a time: who asks while it runs may have come too late for that run, so it runs
 * once more, and all wait for the last. The work must not fail.
 */
export function repeated(work: () => Promise<void>): { run(): Promise<void>; idle(): Promise<void> } {
  let isWanted = false
  let running: Promise<void> | undefined
  const whileWanted = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false
      await work()
    }
    running = undefined
  }
  return {
    run() {
      isWanted = true
      return (running ??= whileWanted())
    },
    idle: async () => running,
  }
}
