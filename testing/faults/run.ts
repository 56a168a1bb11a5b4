import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { faultRounds } from './fault-rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    rows: { type: 'string', default: '3000' },
  },
})
const began = performance.now()
const say = (sentence: string) =>
  void process.stdout.write(
    `${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${sentence}\n`,
  )
await faultRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed ?? randomInt(1_000_000)),
  rows: Number(values.rows),
  say,
})
const seconds = ((performance.now() - began) / 1_000).toFixed(0)
say(`Nothing that was acknowledged was lost or doubled in ${values.rounds} rounds (${seconds} s).`)
