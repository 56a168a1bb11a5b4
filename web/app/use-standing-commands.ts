import { House, Plus, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { insideText } from '../format/language.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { iconOf } from './icon-of.ts'
import type { PaletteItem } from './palette-store.ts'
import type { Shell } from './shell.ts'
import { usePaletteSource } from './use-palette-source.ts'

/** What the palette can do from anywhere: add a record, go to a place, open a page of settings. */
export function useStandingCommands(shell: Shell) {
  const { t } = useTranslation()
  const language = useLanguage()
  const items: PaletteItem[] = [
    ...shell.creates.map(({ path, label }): PaletteItem => ({
      key: `new ${path}`,
      label: t('frame.newWhat', { what: insideText(language, label) }),
      icon: Plus,
      href: `/${path}/new`,
      words: label,
    })),
    { key: 'go home', label: t('frame.home'), icon: House, href: '/', aside: t('frame.goTo') },
    ...(shell.mayImport
      ? [
          {
            ...{ key: 'go imports', label: t('frame.imports'), icon: Upload },
            ...{ href: '/imports', aside: t('frame.goTo') },
          },
        ]
      : []),
    ...shell.menu
      .flatMap((group) => group.items)
      .map(({ key, label, icon, href }): PaletteItem => ({
        key: `go ${key}`,
        label,
        icon: iconOf(icon),
        href,
        aside: t('frame.goTo'),
      })),
    ...shell.settings
      .flatMap((group) => group.items)
      .map(({ key, label, icon, href }): PaletteItem => ({
        key: `set ${key}`,
        label,
        icon: iconOf(icon),
        href,
        aside: t('frame.settings'),
      })),
  ]
  usePaletteSource({ key: 'do', label: t('frame.do'), items })
}
