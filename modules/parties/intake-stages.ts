/** Where a partner waits in intake, and which step takes it on from there. */
export const intakeStages = [
  { step: 'verify', waits: 'submitted' },
  { step: 'validate', waits: 'verified' },
  { step: 'approve', waits: 'validated' },
] as const

export type IntakeStep = (typeof intakeStages)[number]['step']
export type Waiting = (typeof intakeStages)[number]['waits']

/** Statuses before there is any business. */
export const inIntake = ['draft', 'returned', 'submitted', 'verified', 'validated'] as const

/**
 * Where a partner goes after a step, and the steps that it passes over because the owner does without them:
 * with none left it is active.
 */
export function after(
  step: 'submit' | IntakeStep,
  used: readonly string[],
): { to: Waiting | 'active'; passed: IntakeStep[] } {
  const ahead = intakeStages.slice(intakeStages.findIndex((stage) => stage.step === step) + 1)
  const at = ahead.findIndex((stage) => used.includes(stage.step))
  const passed = (at === -1 ? ahead : ahead.slice(0, at)).map((stage) => stage.step)
  return { to: ahead[at]?.waits ?? 'active', passed }
}
