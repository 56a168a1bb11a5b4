import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { DialogProps } from '../../ui/dialog.tsx'

interface DeedDialogProps extends Pick<DialogProps, 'title' | 'subtitle' | 'note' | 'size'> {
  /** What the button says: the deed itself. */
  deed: string
  danger?: boolean
  busy?: boolean
  /** Why it cannot be done yet. */
  reason?: string | undefined
  onDeed: () => void
  onClose: () => void
  children: ReactNode
}

/** A dialog that ends in one deed: Cancel, and the button that names it, which Ctrl+Enter presses too. */
export function DeedDialog({ deed, danger, busy, reason, onDeed, onClose, ...rest }: DeedDialogProps) {
  const { t } = useTranslation()
  const isReady = reason === undefined && !busy
  return (
    <Dialog
      open
      {...rest}
      onClose={onClose}
      onFinish={() => isReady && onDeed()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('kit.cancel')}
          </Button>
          <Button
            size="tall"
            look={danger ? 'danger' : 'primary'}
            keys="Ctrl+Enter"
            busy={busy ?? false}
            reason={reason}
            onClick={onDeed}
          >
            {deed}
          </Button>
        </>
      }
    />
  )
}
