import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { useShell } from '../../app/shell.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

/** A place where somebody else wrote of a person. */
export type Mention = {
  object: string
  record: string
  /** Null: in the log of the record alone. */
  field: string | null
  label: string
  title: string | null
  text: string | null
}

export interface MentionsProps {
  /** Where the erasure stands: `/contacts/…/erasure`. */
  place: string
  chosen: readonly Mention[]
  onChange: (chosen: readonly Mention[]) => void
}

/** What others wrote of the person: what is ticked is taken out of it, the rest is left for review. */
export function Mentions({ place, chosen, onChange }: MentionsProps) {
  const { t } = useTranslation()
  const { me } = useShell()
  const { data, error } = useQuery({
    queryKey: ['mentions', place],
    queryFn: ({ signal }) => api.get<{ items: readonly Mention[] }>(`${place}/mentions`, { signal }),
  })
  const items = data?.items ?? []
  const ticked = new Set(chosen.map(keyOf))
  const toggle = (one: Mention) => (on: boolean) =>
    onChange(on ? [...chosen, one] : chosen.filter((other) => keyOf(other) !== keyOf(one)))
  return (
    <section className="col g4">
      <h3 className="b">{t('card.eraseMentions')}</h3>
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {!data && !error && <p className="t3">{t('kit.loading')}</p>}
      {data && items.length === 0 && (
        <p className="t3">{t(me.administrator ? 'card.eraseMentionsNone' : 'card.eraseMentionsNoneRead')}</p>
      )}
      {items.length > 0 && (
        <>
          <p className="t2">{t('card.eraseMentionsNote')}</p>
          <Checkbox
            value={ticked.size === items.length ? true : ticked.size > 0 ? 'some' : false}
            label={<span className="b">{t('card.eraseMentionsAll')}</span>}
            onChange={(on) => onChange(on ? items : [])}
          />
          <div className="erase-mentions col g4">
            {items.map((one) => (
              <Checkbox
                key={keyOf(one)}
                value={ticked.has(keyOf(one))}
                label={<Words mention={one} />}
                onChange={toggle(one)}
              />
            ))}
          </div>
        </>
      )}
    </section>
  )
}

function Words({ mention: { title, label, text, field } }: { mention: Mention }) {
  const { t } = useTranslation()
  return (
    <span>
      {title ?? <span className="t3">{t('card.eraseMentionHidden')}</span>}{' '}
      <span className="t3">
        {label}
        {field === null && `, ${t('card.eraseMentionLog')}`}
      </span>
      {text !== null && <span className="erase-words t2">{text}</span>}
    </span>
  )
}

function keyOf({ object, record, field }: Mention): string {
  return `${object} ${record} ${field}`
}
