import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Loaded before a program (`node --import`), gives it a clock that is off by as many milliseconds as the file
 * says that KONTOR_TEST_CLOCK names. SIGUSR2 sets the clock anew, as somebody does in the midst of the work;
 * the file beside it, `….set`, says by how much it is off then.
 */
const file = process.env['KONTOR_TEST_CLOCK'] ?? ''
const RealDate = Date
let shift = read()

function read(): number {
  return Number(readFileSync(file, 'utf8'))
}

class ShiftedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    // What `new Date(…)` is given decides which of its forms is meant; only the empty one asks the clock.
    super(...((given.length === 0 ? [RealDate.now() + shift] : given) as [number]))
  }
  static override now(): number {
    return RealDate.now() + shift
  }
}

globalThis.Date = ShiftedDate as DateConstructor
process.on('SIGUSR2', () => {
  shift = read()
  writeFileSync(`${file}.set`, String(shift))
})
