import { Minus, Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../../api/model.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { formatDay } from '../../../format/format-day.ts'
import { formatCount } from '../../../format/format-number.ts'
import { insideText } from '../../../format/language.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { Note } from '../../../ui/band.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { openedKinds } from './edited-grants.ts'
import { useActionLabel } from './use-action-label.ts'
import type { FieldChange, GrantsPreview, RightsChange } from './use-preview.ts'

export interface PreviewListProps {
  preview: GrantsPreview | undefined
  error: unknown
  isOld: boolean
}

/** Who gains and who loses what, in sentences with numbers and examples. */
export function PreviewList({ preview, error, isOld }: PreviewListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!preview) return <p className="t3">{t('kit.counting')}</p>
  const { changes, fields, holders, lookedAt } = preview
  const days = [...new Set([...changes, ...fields].map(({ day }) => day))]
  const nothing = changes.length === 0 && fields.length === 0
  return (
    <div className={`rights-answer ${isOld ? 'old' : ''}`} role="status">
      {nothing && <p className="t2">{holders === 0 ? t('rights.nobodyHolds') : t('rights.nobodyTurns')}</p>}
      {days.map((day) => (
        <Fragment key={day}>
          {day !== null && <p className="bb">{t('rights.fromDay', { day: formatDay(language, day) })}</p>}
          {changes
            .filter((change) => change.day === day)
            .map((change) => (
              <ChangeLine key={`${change.object} ${change.action} ${change.effect}`} change={change} />
            ))}
          <FieldLines fields={fields.filter((field) => field.day === day)} />
        </Fragment>
      ))}
      {lookedAt < holders && <p className="t3 s">{t('rights.lookedAt', { lookedAt, holders })}</p>}
    </div>
  )
}

function ChangeLine({ change }: { change: RightsChange }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const labelOf = useActionLabel()
  const opened = openedKinds.find((kind) => kind === change.object)
  const object = objectNamed(model, change.object)
  const plural = opened ? t(`rights.opened.${opened}`) : insideText(language, object?.plural ?? change.object)
  const words = {
    people: t('rights.people', { count: change.people }),
    action: labelOf(opened ?? object, change.action),
    what:
      change.records === null
        ? plural
        : `${change.isEstimate ? '≈ ' : ''}${formatCount(language, change.records)} ${plural}`,
  }
  const names = change.users.map(({ name }) => name).join(', ')
  const more = change.people - change.users.length
  return (
    <div className="rights-change">
      <span className={change.effect === 'gain' ? 'good' : 'bad'}>
        <Icon of={change.effect === 'gain' ? Plus : Minus} size="s" />
      </span>
      <div>
        <span className="b">{t(`rights.effects.${change.effect}`, words)}</span>
        <div className="s t3">{more > 0 ? t('rights.andMore', { names, count: more }) : names}</div>
        {change.examples.length > 0 && (
          <div className="s t3 cut">
            {t('rights.suchAs', { names: change.examples.map(({ title }) => title).join(', ') })}
          </div>
        )}
      </div>
    </div>
  )
}

/** Fields gained and lost, those of one object and kind in one sentence. */
function FieldLines({ fields }: { fields: readonly FieldChange[] }) {
  const { t } = useTranslation()
  const model = useModel()
  const groups = Map.groupBy(fields, ({ object, right, effect }) => `${object} ${right} ${effect}`)
  return [...groups].map(([key, group]) => {
    const [first] = group
    const object = first && objectNamed(model, first.object)
    if (!first || !object) return null
    const labels = group.map(({ field }) => object.fields.find(({ name }) => name === field)?.label ?? field)
    const shown = labels.slice(0, 6).join(', ')
    const more = labels.length - 6
    const names = more > 0 ? t('rights.andMore', { names: shown, count: more }) : shown
    return (
      <div key={key} className="rights-change">
        <span className={first.effect === 'gain' ? 'good' : 'bad'}>
          <Icon of={first.effect === 'gain' ? Plus : Minus} size="s" />
        </span>
        <div>
          <span className="b">
            {t(`rights.fieldEffects.${first.effect}.${first.right}`, { object: object.plural })}
          </span>
          <div className="s t3">{names}</div>
        </div>
      </div>
    )
  })
}
