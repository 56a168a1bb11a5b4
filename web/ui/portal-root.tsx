import { createContext, useContext } from 'react'

/**
 * Where menus, lists and tips are drawn: the page, or the open dialog, outside of which nothing can be
 * reached.
 */
export const PortalRoot = createContext<HTMLElement | null>(null)

export function usePortalRoot(): HTMLElement {
  return useContext(PortalRoot) ?? document.getElementById('main') ?? document.body
}
