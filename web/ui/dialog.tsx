import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { PortalRoot } from './portal-root.tsx'
import './dialog.css'

export interface DialogProps {
  open: boolean
  title: ReactNode
  /** One line under the title. */
  subtitle?: ReactNode
  onClose: () => void
  /** Buttons at the right end of the foot; the primary last. */
  actions?: ReactNode
  /** Words at the left end of the foot. */
  note?: ReactNode
  /** 420, 560, 720 or 960 wide; on a phone it is the whole screen. */
  size?: 'small' | 'normal' | 'large' | 'huge'
  /** What Ctrl+Enter does. */
  onFinish?: () => void
  children?: ReactNode
}

/** A dialog: nothing outside it can be reached, Escape closes it, the focus returns to where it came from. */
export function Dialog({ size = 'normal', ...rest }: DialogProps) {
  return <Framed {...rest} className={`dialog ${size}`} />
}

export interface SheetProps extends Omit<DialogProps, 'size'> {
  /** From the right at a desk, where it leaves the page visible; from below on a phone. */
  side?: 'right' | 'bottom'
}

/** A panel from the edge, for what belongs to the page and needs room: on a phone the whole screen. */
export function Sheet({ side = 'right', ...rest }: SheetProps) {
  return <Framed {...rest} className={`sheet ${side}`} />
}

/** A modal with a head that says what it is, and a foot with what can be done. */
function Framed({
  open,
  title,
  subtitle,
  onClose,
  actions,
  note,
  onFinish,
  className,
  children,
}: Omit<DialogProps, 'size'> & { className: string }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Modal open={open} onClose={onClose} className={className} labelledBy={id} onFinish={onFinish}>
      <header className="dialog-head">
        <div className="grow">
          <h2 id={id}>{title}</h2>
          {subtitle && <p className="t2">{subtitle}</p>}
        </div>
        <Button look="ghost" square icon={X} label={t('kit.close')} keys="Escape" onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {(actions || note) && (
        <footer className="dialog-foot">
          <div className="t3 grow">{note}</div>
          {actions}
        </footer>
      )}
    </Modal>
  )
}

export interface ModalProps {
  open: boolean
  onClose: () => void
  className: string
  label?: string
  labelledBy?: string
  onFinish?: (() => void) | undefined
  children: ReactNode
}

/** The bare modal of dialogs, sheets and the palette. */
export function Modal({ open, onClose, className, label, labelledBy, onFinish, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [root, setRoot] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element || !open) return undefined
    const before = document.activeElement as HTMLElement | null
    element.showModal()
    firstOf(element).focus()
    return () => {
      element.close()
      // The button that opened it may be gone after the deed; the page then keeps the focus itself.
      if (before?.isConnected) before.focus({ preventScroll: true })
    }
  }, [open])
  if (!open) return null
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !onFinish) return
    event.preventDefault()
    event.stopPropagation()
    onFinish()
  }
  return (
    <dialog
      ref={(element) => {
        dialog.current = element
        setRoot(element)
      }}
      className="modal"
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault()
        if (event.target === event.currentTarget) onClose()
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
      onKeyDown={onKeyDown}
    >
      <PortalRoot value={root}>
        <div className={`modal-panel ${className}`} tabIndex={-1}>
          {children}
        </div>
      </PortalRoot>
    </dialog>
  )
}

/**
 * Where the keyboard starts: what asks for it, else the first field, else the panel, which is then read out.
 */
function firstOf(dialog: HTMLElement): HTMLElement {
  const wanted = dialog.querySelector<HTMLElement>('[data-autofocus]')
  if (wanted) return wanted
  const field = dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, [role=combobox])')
  if (field instanceof HTMLInputElement && field.type === 'radio') {
    return dialog.querySelector<HTMLElement>(`input[name="${CSS.escape(field.name)}"]:checked`) ?? field
  }
  return field ?? dialog.querySelector<HTMLElement>('.modal-panel') ?? dialog
}
