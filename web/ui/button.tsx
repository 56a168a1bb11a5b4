import { createLink } from '@tanstack/react-router'
import { Loader, Lock } from 'lucide-react'
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { ariaKeys } from './keys.ts'
import { Tip } from './tip.tsx'
import './button.css'

export interface ButtonLook {
  /** One primary a screen; `danger` only in a dialog that closes something for good. */
  look?: 'plain' | 'primary' | 'ghost' | 'danger'
  /** 26, 28 or 32 high; 32 in footers and dialogs. */
  size?: 'small' | 'normal' | 'tall'
  icon?: LucideIcon
  /** The key that does the same, shown where people learn it. */
  keys?: string
  /** Only the icon is drawn; the label is read out and shown as a tip. */
  square?: boolean
  /** The label; with `square` it must be a plain string. */
  children?: ReactNode
  label?: string
}

export interface ButtonProps
  extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'children'> {
  /**
   * Why it cannot be pressed now and what would help. A button with a reason is greyed but can be reached.
   */
  reason?: ReactNode
  /** On while what it opens is open, or what it switches is on. */
  on?: boolean
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A button. It is never greyed without a reason. */
export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  keys,
  square,
  label,
  reason,
  on,
  busy,
  children,
  className,
  onClick,
  ref,
  ...rest
}: ButtonProps) {
  const off = reason !== undefined && reason !== null && reason !== false
  const button = (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={classOf({ look, size, square, off, on, className })}
      aria-disabled={off || busy || undefined}
      aria-busy={busy || undefined}
      aria-label={square ? label : rest['aria-label']}
      aria-keyshortcuts={keys ? ariaKeys(keys) : undefined}
      onClick={off || busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? (
        <Icon of={Loader} className="spin" />
      ) : off && !square ? (
        <Icon of={Lock} size="s" />
      ) : (
        icon && <Icon of={icon} />
      )}
      {!square && (children ?? label)}
      {keys && !square && <Kbd keys={keys} />}
    </button>
  )
  // Always the same parts around it: a button whose reason goes away stays the one that has the focus.
  return (
    <Tip
      text={off ? reason : square ? label : ''}
      keys={off ? undefined : keys}
      kind={off ? 'reason' : 'name'}
    >
      {button}
    </Tip>
  )
}

function Anchor({
  look = 'plain',
  size = 'normal',
  icon,
  keys,
  square,
  label,
  children,
  className,
  ref,
  ...rest
}: AnchorProps) {
  const anchor = (
    <a
      {...rest}
      ref={ref}
      className={classOf({ look, size, square, className })}
      aria-label={square ? label : undefined}
    >
      {icon && <Icon of={icon} />}
      {!square && (children ?? label)}
      {keys && !square && <Kbd keys={keys} />}
    </a>
  )
  return square && label ? (
    <Tip text={label} keys={keys}>
      {anchor}
    </Tip>
  ) : (
    anchor
  )
}

interface AnchorProps extends ButtonLook, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children'> {
  ref?: Ref<HTMLAnchorElement>
}

/** A link that looks like a button, for what has an address of its own. */
export const ButtonLink = createLink(Anchor)

const looks = { plain: '', primary: 'pri', ghost: 'ghost', danger: 'danger' }

function classOf(of: {
  look: keyof typeof looks
  size: string
  square?: boolean | undefined
  off?: boolean
  on?: boolean | undefined
  className?: string | undefined
}): string {
  const parts = [
    'btn',
    looks[of.look],
    of.size === 'normal' ? '' : of.size,
    of.square && 'sq',
    of.off && 'off',
    of.on && 'on',
    of.className,
  ]
  return parts.filter(Boolean).join(' ')
}
