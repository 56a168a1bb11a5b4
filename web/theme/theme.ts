import { preferences } from './preferences.ts'
import type { Preferences } from './preferences.ts'

/**
 * Keeps the page in the colours, text size and language that its reader chose, or that the system asks for.
 */
export function applyTheme(): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const chosen = preferences.get()
    const page = document.documentElement
    page.dataset.theme = themeShown(chosen.theme, system.matches)
    page.dataset.text = chosen.textSize
    document
      .querySelector('meta[name=theme-color]')
      ?.setAttribute('content', page.dataset.theme === 'dark' ? '#121211' : '#f6f5f2')
  }
  apply()
  system.addEventListener('change', apply)
  const forget = preferences.subscribe(apply)
  return () => {
    system.removeEventListener('change', apply)
    forget()
  }
}

export function themeShown(chosen: Preferences['theme'], systemIsDark: boolean): 'light' | 'dark' {
  if (chosen === 'system') return systemIsDark ? 'dark' : 'light'
  return chosen
}
