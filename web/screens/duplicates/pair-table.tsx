import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../api/model.ts'
import { langOfText } from '../../format/language.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Chip } from '../../ui/chip.tsx'
import { PlainTable } from '../settings/plain-table.tsx'
import { clustersOf } from './clusters.ts'
import { tellingLine, type Pair, type PairSide } from './pair.ts'

export interface PairTableProps {
  pairs: readonly Pair[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  /** What a press decides of a pair. */
  decision: 'different' | 'open'
  onDecide: (pair: Pair) => void
}

/** Pairs line by line: the two above each other, why they are alike, and what can be done. */
export function PairTable({ pairs, chosen, onChoose, decision, onDecide }: PairTableProps) {
  const { t } = useTranslation()
  const model = useModel()
  // Who was told apart is not one with others for that.
  const clusters = clustersOf(decision === 'different' ? pairs : [])
  const toggle = (id: string, isOn: boolean) =>
    onChoose(new Set(isOn ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
  return (
    <div className="duplicates-pairs">
      <PlainTable
        label={t('duplicates.title')}
        heads={[t('duplicates.choose'), t('duplicates.pair'), t('duplicates.why'), t('duplicates.likeness')]}
        widths={['64px', null, '28%', '116px']}
        rows={pairs.map((pair) => ({
          key: pair.id,
          cells: [
            <Checkbox
              key="choose"
              value={chosen.has(pair.id)}
              aria-label={t('duplicates.chooseOne', { name: pair.one.title ?? '–' })}
              onChange={(isOn) => toggle(pair.id, isOn)}
            />,
            <span key="pair" className="col g4">
              <Side side={pair.one} path={objectNamed(model, pair.one.object)?.path} />
              <Side side={pair.other} path={objectNamed(model, pair.other.object)?.path} />
              <AllOfThem pair={pair} all={clusters.get(pair.id) ?? []} />
            </span>,
            <span key="why" className="duplicates-why">
              {pair.reasons.map(({ code, message }) => message ?? code).join(' · ')}
            </span>,
            <Chip key="likeness" tone={pair.sure ? 'bad' : 'warn'}>
              {t('duplicates.percent', { percent: Math.round(pair.score * 100) })}
            </Chip>,
          ],
          deeds: (
            <>
              <ButtonLink
                to="/duplicates/$object/$one/$other"
                params={{
                  object: objectNamed(model, pair.one.object)?.path ?? 'parties',
                  one: pair.one.id,
                  other: pair.other.id,
                }}
              >
                {t('duplicates.compare')}
              </ButtonLink>
              <Button onClick={() => onDecide(pair)}>{t(`duplicates.${decision}One`)}</Button>
            </>
          ),
        }))}
      />
    </div>
  )
}

/** Where others are in the same case, all of them side by side. */
function AllOfThem({ pair, all }: { pair: Pair; all: readonly PairSide[] }) {
  const { t } = useTranslation()
  const model = useModel()
  if (all.length === 0) return null
  const others = all.filter(({ id }) => id !== pair.one.id)
  return (
    <span>
      <ButtonLink
        size="small"
        to="/duplicates/$object/$one/$other"
        params={{
          object: objectNamed(model, pair.one.object)?.path ?? 'parties',
          one: pair.one.id,
          other: others.map(({ id }) => id).join(','),
        }}
      >
        {t('duplicates.compareMany', { many: all.length })}
      </ButtonLink>
    </span>
  )
}

function Side({ side, path }: { side: PairSide; path: string | undefined }) {
  const title = side.title ?? '–'
  return (
    <span className="col">
      {path ? (
        <Link className="b" to="/$object/$id" params={{ object: path, id: side.id }} lang={langOfText(title)}>
          {title}
        </Link>
      ) : (
        <span className="b">{title}</span>
      )}
      <span className="t3 s">{tellingLine(side)}</span>
    </span>
  )
}
