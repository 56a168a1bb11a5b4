import type { ImportView } from './import-api.ts'
import type { Step } from './import-steps.ts'

export interface StepProps {
  view: ImportView
  /** Shows another step; undefined goes to where the import stands. */
  go: (step: Step | undefined) => void
}
