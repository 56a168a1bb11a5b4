/** A step of a plan, as `explain (analyze, format json)` tells it. */
export type PlanStep = Readonly<Record<string, number>> & { readonly Plans?: readonly PlanStep[] }

/** How many rows all steps of a plan looked at, again and again ones each time. */
export function planRows(step: PlanStep): number {
  const each = ['Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Join Filter']
  const own = each.reduce((sum, name) => sum + (step[name] ?? 0), 0) * (step['Actual Loops'] ?? 0)
  return own + (step.Plans ?? []).reduce((sum, one) => sum + planRows(one), 0)
}
