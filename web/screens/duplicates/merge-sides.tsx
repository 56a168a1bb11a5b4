import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { goingHead, type MergePreview, type MergeSide } from './merge-preview.ts'

interface MergeSidesProps {
  preview: MergePreview
  object: string
  onStay: (id: string) => void
}

/** Which of them stays, and which go into it; of several any other can stay in its place. */
export function MergeSides({ preview, object, onStay }: MergeSidesProps) {
  const { t } = useTranslation()
  const isMany = preview.others.length > 1
  return (
    <div className="merge-sides">
      <Side side={preview.survivor} object={object}>
        <Chip tone="good">{t('duplicates.stays')}</Chip>
      </Side>
      {preview.others.map((side, at) => (
        <Side key={side.id} side={side} object={object} {...(isMany ? { onStay } : {})}>
          <Chip tone="warn">{goingHead(preview, at, t('duplicates.goes'))}</Chip>
        </Side>
      ))}
    </div>
  )
}

interface SideProps {
  side: MergeSide
  object: string
  children: React.ReactNode
  /** Whether it can stay in place of the one that does. */
  onStay?: (id: string) => void
}

function Side({ side, object, children, onStay }: SideProps) {
  const { t } = useTranslation()
  const number = Object.values(side.faces)
    .map((face) => face['number'])
    .find((one) => typeof one === 'string')
  return (
    <div className="merge-side col g4">
      {children}
      <Link
        className="b"
        to="/$object/$id"
        params={{ object, id: side.id }}
        target="_blank"
        lang={langOfText(side.title)}
      >
        {side.title}
      </Link>
      {typeof number === 'string' && <span className="t3 s">{number}</span>}
      {onStay && (
        <Button size="small" onClick={() => onStay(side.id)}>
          {t('duplicates.letStay')}
        </Button>
      )}
    </div>
  )
}
