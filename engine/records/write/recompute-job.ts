import type { JobDeclaration } from '../../jobs/job.ts'
import { formulaGraph } from './formula-graph.ts'
import { computeFormulas } from './dependants.ts'
import type { Writing } from './writing.ts'

type Payload = {
  readonly object: string
  readonly formulas: readonly string[]
  readonly records: readonly string[]
}

const batchRows = 1_000

/** Brings formulas of many records up to date that a write left behind, because they were too many for it. */
export function recomputeJob(records: Writing): JobDeclaration {
  return {
    name: 'recompute formulas',
    isOwed: true,
    async run(run) {
      const { object, formulas, records: all } = run.payload as Payload
      let open = all
      const total = open.length
      while (open.length > 0) {
        await records.door(run.actor, {}, async (door) => {
          const face = door.model.objects.get(object)
          const wanted = formulaGraph(door.model)
            .ofTable(object)
            .filter((formula) => formulas.includes(`${formula.face.name}.${formula.field.name}`))
          if (face) await computeFormulas(door, face, open.slice(0, batchRows), wanted)
          open = open.slice(batchRows)
          await run.remember({ object, formulas, records: open }, door.tx)
        })
        await run.progress(total - open.length, total)
      }
      return null
    },
  }
}
