import { useNavigate } from '@tanstack/react-router'
import { Download, Ellipsis, Merge, Pencil, Tags, Trash2 } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { isChanged } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { Button } from '../../ui/button.tsx'
import type { Selection } from '../../ui/grid/selection.ts'
import { Icon } from '../../ui/icon.tsx'
import type { LucideIcon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { mayMerge } from '../duplicates/may-merge.ts'
import { mostMerged } from '../duplicates/merge-preview.ts'
import { deletion } from './deletion.ts'
import type { BulkStart } from './bulk-dialog.tsx'
import type { List } from './use-list.ts'

interface SelectedDeedsProps {
  list: List
  selection: Selection
  onBulk: (start: BulkStart) => void
}

/** What can be done with the chosen, at a desk: a button each, and a menu of the object’s actions. */
export function SelectedDeeds(props: SelectedDeedsProps) {
  const { t } = useTranslation()
  const { deeds, actions } = useDeeds(props)
  return (
    <>
      {deeds.map(({ label, onChoose, ...deed }) => (
        <Button key={label} look="ghost" {...deed} onClick={onChoose}>
          {label}
        </Button>
      ))}
      {actions.length > 0 && (
        <Menu items={actions} placement="top-end">
          <Button look="ghost" square icon={Ellipsis} label={t('kit.more')} />
        </Menu>
      )}
    </>
  )
}

/** So many stand beside each other on a phone; the rest are in the menu at the end. */
const mostOnPhone = 3

/** The same at the thumb: an icon over its word, in place of the bar of the places. */
export function PhoneDeeds(props: SelectedDeedsProps) {
  const { t } = useTranslation()
  const { deeds, actions } = useDeeds(props)
  const [first, rest] = [deeds.slice(0, mostOnPhone), [...deeds.slice(mostOnPhone), ...actions]]
  return (
    <div className="phone-deeds" role="toolbar" aria-label={t('list.withSelected')}>
      {first.map(({ label, icon, onChoose }) => (
        <BarButton key={label} icon={icon} label={label} onClick={onChoose} />
      ))}
      {rest.length > 0 && (
        <Menu items={rest} placement="top-end">
          <BarButton icon={Ellipsis} label={t('kit.more')} />
        </Menu>
      )}
    </div>
  )
}

interface BarButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon
  label: string
  on?: boolean
  ref?: Ref<HTMLButtonElement>
}

function BarButton({ icon, label, on, ...rest }: BarButtonProps) {
  return (
    <button type="button" {...rest} className={on ? 'on' : ''}>
      <Icon of={icon} />
      <span>{label}</span>
    </button>
  )
}

interface Deed {
  label: string
  icon: LucideIcon
  keys?: string
  danger?: boolean
  onChoose: () => void
}

/** Whether rows of the list can be chosen for anything. */
export function maySelect({ object }: List): boolean {
  return ['change', 'export', 'delete'].some((deed) => object.may.includes(deed)) || object.actions.length > 0
}

function useDeeds({ list, selection, onBulk }: SelectedDeedsProps): { deeds: Deed[]; actions: Deed[] } {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { object } = list
  const [one, ...others] =
    selection.kind === 'some' && selection.ids.size <= mostMerged ? [...selection.ids] : []
  const tags = object.fields.find((field) => field.control.edit === 'tags' && isChanged(field))
  const mayChange = object.may.includes('change')
  const deeds: (Deed | false)[] = [
    mayChange && { label: t('kit.changeMany'), icon: Pencil, keys: 'E', onChoose: () => onBulk({}) },
    mayChange &&
      tags !== undefined && { label: tags.label, icon: Tags, onChoose: () => onBulk({ field: tags.name }) },
    one !== undefined &&
      others.length > 0 &&
      mayMerge(object) && {
        label: others.length > 1 ? t('list.makeOneMany', { many: others.length + 1 }) : t('list.makeOne'),
        icon: Merge,
        onChoose: () =>
          void navigate({
            to: '/duplicates/$object/$one/$other',
            params: { object: object.path, one, other: others.join(',') },
          }),
      },
    object.may.includes('export') && {
      label: t('list.export'),
      icon: Download,
      onChoose: () => list.go({ dialog: 'export' }),
    },
  ]
  const actions = object.actions.map(({ name, label, icon }): Deed => ({
    label,
    icon: iconOf(icon ?? 'play'),
    onChoose: () => onBulk({ action: name }),
  }))
  const toDelete: Deed = {
    ...{ label: t('list.deleteMany'), icon: Trash2, keys: 'Delete', danger: true },
    onChoose: () => onBulk({ action: deletion }),
  }
  return {
    deeds: deeds.filter((deed) => deed !== false),
    actions: object.may.includes('delete') ? [...actions, toDelete] : actions,
  }
}
