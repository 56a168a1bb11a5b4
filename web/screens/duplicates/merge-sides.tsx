import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { langOfText } from '../../format/language.ts'
import { Chip } from '../../ui/chip.tsx'
import type { MergePreview, MergeSide } from './merge-preview.ts'

/** Which of the two stays, and which goes into it. */
export function MergeSides({ preview, object }: { preview: MergePreview; object: string }) {
  const { t } = useTranslation()
  return (
    <div className="merge-sides">
      <Side side={preview.survivor} object={object}>
        <Chip tone="good">{t('duplicates.stays')}</Chip>
      </Side>
      <Side side={preview.other} object={object}>
        <Chip tone="warn">{t('duplicates.goes')}</Chip>
      </Side>
    </div>
  )
}

function Side({ side, object, children }: { side: MergeSide; object: string; children: React.ReactNode }) {
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
    </div>
  )
}
