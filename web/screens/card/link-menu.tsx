import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedAction, DescribedObject } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { canRun } from './can-run.ts'

export interface LinkMenuProps {
  link: DescribedObject
  item: ApiRecord
  /** Who is on the other side. */
  title: string
}

/** What is done with a link itself: its row leads to the partner on the other side. */
export function LinkMenu({ link, item, title }: LinkMenuProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<DescribedAction | null>(null)
  const label = t('card.moreOf', { what: title })
  return (
    <>
      <Menu
        label={label}
        placement="bottom-end"
        items={[
          {
            label: t('card.linkOpen'),
            icon: Link2,
            onChoose: () => void navigate({ to: '/$object/$id', params: { object: link.path, id: item.id } }),
          },
          ...link.actions.map((action) => ({
            label: action.label,
            icon: iconOf(action.icon ?? 'play'),
            ...(canRun(action, link, item) ? {} : { reason: action.whenNot ?? '' }),
            onChoose: () => setAsking(action),
          })),
        ]}
      >
        <Button look="ghost" size="small" square icon={Ellipsis} label={label} />
      </Menu>
      {asking && (
        <ActionDialog
          object={link}
          record={item}
          action={asking}
          title={title}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  )
}
