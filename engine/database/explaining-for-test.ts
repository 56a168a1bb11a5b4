import type { PlanStep } from '#testing'
import type { Transaction } from './database.ts'
import { sql, statement } from './sql.ts'

/** The same transaction, which keeps how each statement that looks for something is worked out. */
export function explaining(tx: Transaction, plans: PlanStep[]): Transaction {
  return {
    ...tx,
    query: async (piece, options) => {
      if (/^\s*(with|select)/i.test(statement(piece).text)) {
        const [row] = await tx.query<{ 'QUERY PLAN': { Plan: PlanStep }[] }>(
          sql`explain (analyze, timing off, format json) ${piece}`,
        )
        plans.push(row!['QUERY PLAN'][0]!.Plan)
      }
      return tx.query(piece, options)
    },
  }
}
