import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useChangesInWords } from './use-changes-in-words.ts'
import type { GrantsEdit } from './use-grants-edit.ts'

/** Stays until what was changed is saved or discarded, and says what it is. */
export function UnsavedFoot({ edit, onReview }: { edit: GrantsEdit; onReview: () => void }) {
  const { t } = useTranslation()
  const changes = useChangesInWords(edit)
  return (
    <footer className="rights-foot">
      <span className="row g8 warn b">
        <Icon of={TriangleAlert} />
        <span>{t('rights.unsaved', { count: changes.length })}</span>
      </span>
      <span className={`cut grow ${edit.problem ? 'bad' : 't2'}`} role={edit.problem ? 'alert' : undefined}>
        {edit.problem ?? changes.join(' ')}
      </span>
      <span className="row g8">
        {edit.problem && (
          <Button size="tall" onClick={edit.reload}>
            {t('rights.readAgain')}
          </Button>
        )}
        <Button size="tall" onClick={edit.discard}>
          {t('rights.discard')}
        </Button>
        <Button size="tall" look="primary" onClick={onReview}>
          {t('rights.reviewAndSave')}
        </Button>
      </span>
    </footer>
  )
}
