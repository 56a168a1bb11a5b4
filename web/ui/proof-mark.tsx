import { BadgeCheck, CircleCheck, CircleDashed, ClockAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { Tip } from './tip.tsx'
import './proof-mark.css'

/**
 * How far a fact is proved: by a register, by its form only, once but too long ago, contradicted, or not at
 * all.
 */
export type Proof = 'proved' | 'wellFormed' | 'stale' | 'contradicted' | 'unchecked'

const drawings = {
  proved: BadgeCheck,
  wellFormed: CircleCheck,
  stale: ClockAlert,
  contradicted: TriangleAlert,
  unchecked: CircleDashed,
}

/** The mark of a fact's proof, the same in list, card, entry and phone. `detail` names source and day. */
export function ProofMark({
  proof,
  detail,
  size = 's',
}: {
  proof: Proof
  detail?: string
  size?: 's' | 'l'
}) {
  const { t } = useTranslation()
  const word = t(`kit.proof.${proof}`)
  return (
    <Tip text={detail ? `${word}. ${detail}` : word}>
      <span className={`proof ${proof}`} role="img" aria-label={detail ? `${word}. ${detail}` : word}>
        <Icon of={drawings[proof]} size={size} />
      </span>
    </Tip>
  )
}
