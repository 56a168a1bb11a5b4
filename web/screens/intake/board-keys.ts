import { useEffect } from 'react'
import type { RefObject } from 'react'

const cards = '.intake-card'

/**
 * The arrows move from card to card: up and down within a stage, left and right to the next stage where
 * somebody waits. Home and End go to its first and last, and the space bar opens the steps of a card. Where
 * nothing has the focus, as after a step that took a card away, an arrow begins at the first.
 */
export function useBoardKeys(board: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event
      const at = board.current
      if (!at || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (!(target instanceof HTMLElement) || !(target === document.body || at.contains(target))) return
      const card = target.closest<HTMLElement>(cards)
      if (key === ' ' && card && target.matches('a')) {
        event.preventDefault()
        card.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click()
        return
      }
      const next = nextOf(at, card, key)
      if (!next) return
      event.preventDefault()
      next.querySelector<HTMLElement>('a')?.focus()
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [board])
}

function nextOf(board: HTMLElement, card: HTMLElement | null, key: string): HTMLElement | undefined {
  const stages = [...board.querySelectorAll('.intake-stage')]
    .map((stage) => [...stage.querySelectorAll<HTMLElement>(cards)])
    .filter((stage) => stage.length > 0)
  const stage = card ? stages.findIndex((all) => all.includes(card)) : -1
  const own = stages[stage]
  if (!card || !own) return key.startsWith('Arrow') ? stages[0]?.[0] : undefined
  const at = own.indexOf(card)
  const beside = (by: number) => {
    const all = stages[stage + by]
    return all?.[Math.min(at, all.length - 1)]
  }
  if (key === 'ArrowDown') return own[at + 1]
  if (key === 'ArrowUp') return own[at - 1]
  if (key === 'ArrowRight') return beside(1)
  if (key === 'ArrowLeft') return beside(-1)
  if (key === 'Home') return own[0]
  return key === 'End' ? own.at(-1) : undefined
}
