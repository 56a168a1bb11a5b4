import type { Actor } from './actor.ts'

/**
 * Whether a page of the settings is open to the actor, asked where that lets them do something: the review of
 * rights then knows that the page is used.
 */
export function mayOpen(actor: Pick<Actor, 'access' | 'opened'>, page: string): boolean {
  const isOpen = actor.access.page(page)
  if (isOpen) actor.opened?.add(page)
  return isOpen
}
