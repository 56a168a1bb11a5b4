import { Eraser, FileUser } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { DataHeld } from './data-held.tsx'
import { ErasePerson } from './erase-person.tsx'

type Deed = Extract<MenuItem, { onChoose: () => void }>

/** What can be done with what is held about a person, as far as one has the right to it, and its dialogs. */
export function usePersonDeeds(about: { object: DescribedObject; id: string; title: string }): {
  items: readonly Deed[]
  dialog: ReactNode
} {
  const { t } = useTranslation()
  const { personal } = useShell()
  const [open, setOpen] = useState<'held' | 'erase' | null>(null)
  const close = () => setOpen(null)
  const items: Deed[] = []
  if (personal.report)
    items.push({ label: t('card.dataHeld'), icon: FileUser, onChoose: () => setOpen('held') })
  if (personal.erase)
    items.push({
      ...{ label: t('card.erasePerson'), icon: Eraser, danger: true },
      onChoose: () => setOpen('erase'),
    })
  return {
    items,
    dialog: (
      <>
        {open === 'held' && <DataHeld {...about} onClose={close} />}
        {open === 'erase' && <ErasePerson {...about} onClose={close} />}
      </>
    ),
  }
}

/** Whether the card is one of a person: then what is held about them can be reported and erased. */
export function isPerson(object: DescribedObject, record: ApiRecord): boolean {
  if (object.base !== 'party') return false
  const roles = Array.isArray(record['roles']) ? (record['roles'] as string[]) : []
  return record['kind'] === 'person' || object.name === 'contact' || roles.includes('contact')
}
