import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { Option } from '../../ui/pick.ts'
import { Select } from '../../ui/select.tsx'

export interface MergeDialogProps {
  object: DescribedObject
  id: string
  title: string
  onClose: () => void
}

/**
 * From the card of a record: which other one goes into it. The two are laid side by side before anything is
 * done.
 */
export function MergeDialog({ object, id, title, onClose }: MergeDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [other, setOther] = useState<Option | null>(null)
  const isSame = other?.value === id
  const compare = () => {
    if (!other || isSame) return
    void navigate({
      to: '/duplicates/$object/$one/$other',
      params: { object: object.path, one: id, other: other.value },
    })
  }
  return (
    <Dialog
      open
      title={t('duplicates.mergeTitle')}
      subtitle={title}
      onClose={onClose}
      onFinish={compare}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('duplicates.cancel')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            {...(other && !isSame ? {} : { reason: t('duplicates.chooseOther') })}
            onClick={compare}
          >
            {t('duplicates.compare')}
          </Button>
        </>
      }
    >
      <FieldFrame label={t('duplicates.otherOne')} hint={t('duplicates.compareFirst')}>
        <Select
          value={other?.value ?? null}
          shown={other?.label}
          load={(typed, signal) => referenceOptions(object, typed, signal)}
          onChange={(_, option) => setOther(option)}
        />
      </FieldFrame>
      {isSame && <Note tone="warn">{t('duplicates.chooseOther')}</Note>}
    </Dialog>
  )
}
