import type { ReactNode } from 'react'
import { FormDialog } from './form-dialog.tsx'

export interface AskFirstProps {
  title: string
  subtitle?: string
  /** What the button says that does it. */
  does: string
  /** What it would mean, for nothing brings it back. */
  children: ReactNode
  onDo: () => Promise<void>
  onClose: () => void
}

/** Asks before what no undo brings back. */
export function AskFirst({ children, onDo, ...rest }: AskFirstProps) {
  return (
    <FormDialog {...rest} danger onSave={onDo}>
      {() => <p className="t2">{children}</p>}
    </FormDialog>
  )
}
