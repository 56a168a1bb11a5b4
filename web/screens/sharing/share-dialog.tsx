import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { today } from '../../format/day.ts'
import type { Day } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/checkbox.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { Option } from '../../ui/pick.ts'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'

export interface ShareDialogProps {
  object: DescribedObject
  id: string
  title: string
  onClose: () => void
}

const kinds = { user: 'user', post: 'post', group: 'userGroup' } as const
type Kind = keyof typeof kinds

/** To whom one record is open beside those whose rights reach it: opened to one more, and closed again. */
export function ShareDialog({ object, id, title, onClose }: ShareDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const queries = useQueryClient()
  const [kind, setKind] = useState<Kind>('user')
  const [holder, setHolder] = useState<Option | null>(null)
  const [may, setMay] = useState<'read' | 'change'>('read')
  const [until, setUntil] = useState<Day | null>(null)
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const known = (Object.keys(kinds) as Kind[]).filter((one) => objectNamed(model, kinds[one]))
  const target = objectNamed(model, kinds[kind])
  const place = `/${object.path}/${id}/shares`
  const fault = problem instanceof ApiProblem ? problem : null
  const at = (field: string) => {
    const message = fault?.at(field)
    return message ? { tone: 'bad' as const, message } : undefined
  }
  const share = async () => {
    if (!holder || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const given = { [kind]: holder.value, may, until, note: note.trim() === '' ? null : note.trim() }
      const { change } = await api.act(place, given)
      toastWithUndo(queries, t('sharing.done', { title, name: holder.label }), change)
      setHolder(null)
      setNote('')
      await queries.invalidateQueries({ queryKey: ['shares', object.name, id] })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('sharing.title')}
      subtitle={title}
      onClose={onClose}
      onFinish={() => void share()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('sharing.close')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            busy={busy}
            {...(holder ? {} : { reason: t('sharing.chooseFirst') })}
            onClick={() => void share()}
          >
            {t('sharing.share')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        <p className="t2">{t('sharing.lead')}</p>
        {problem !== null && !fault?.errors.length && <Note tone="bad">{problemWords(problem, t)}</Note>}
        <Segments
          label={t('sharing.withWhom')}
          value={kind}
          choices={known.map((value) => ({ value, label: t(`sharing.kinds.${value}`) }))}
          onChange={(next) => (setKind(next), setHolder(null))}
        />
        <FieldFrame label={t(`sharing.kinds.${kind}`)} required problem={at(kind)}>
          <Select
            key={kind}
            value={holder?.value ?? null}
            shown={holder?.label}
            load={async (typed, signal) =>
              target
                ? referenceOptions(target, typed, signal, kind === 'user' ? { active: true } : undefined)
                : []
            }
            onChange={(_, option) => setHolder(option)}
          />
        </FieldFrame>
        <FieldFrame label={t('sharing.may')}>
          <Segments
            label={t('sharing.may')}
            value={may}
            choices={(['read', 'change'] as const).map((value) => ({
              value,
              label: t(`sharing.rights.${value}`),
            }))}
            onChange={setMay}
          />
        </FieldFrame>
        <FieldFrame label={t('sharing.until')} hint={t('sharing.untilHint')} problem={at('until')}>
          <DayInput value={until} least={today()} onChange={setUntil} />
        </FieldFrame>
        <FieldFrame label={t('sharing.note')} problem={at('note')}>
          <TextInput value={note} onChange={setNote} />
        </FieldFrame>
        <SharedWith object={object} id={id} place={place} language={language} />
      </div>
    </Dialog>
  )
}

/** One record opened to somebody, as `GET /api/v1/:objects/:id/shares` says. */
interface Share {
  id: string
  holder: { kind: Kind; id: string; name: string | null }
  may: 'read' | 'change'
  until: string | null
  by: { title: string } | null
  endedAt: string | null
  holds: boolean
}

interface SharedWithProps extends Pick<ShareDialogProps, 'object' | 'id'> {
  place: string
  language: ReturnType<typeof useLanguage>
}

/** Who has it now, each with a way to close it; those that ended stay below, in grey. */
function SharedWith({ object, id, place, language }: SharedWithProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<unknown>(null)
  const { data, error } = useQuery({
    queryKey: ['shares', object.name, id],
    retry: false,
    queryFn: ({ signal }) => api.get<{ items: readonly Share[] }>(place, { signal }),
  })
  const end = async (share: Share) => {
    setProblem(null)
    try {
      const { change } = await api.drop(`${place}/${share.id}`)
      toastWithUndo(queries, t('sharing.ended', { name: share.holder.name ?? '–' }), change)
      await queries.invalidateQueries({ queryKey: ['shares', object.name, id] })
    } catch (failure) {
      setProblem(failure)
    }
  }
  const termOf = ({ may, until, by, endedAt, holds }: Share): string => {
    const day = until && formatDay(language, until)
    const term = endedAt
      ? t('sharing.isEnded')
      : day
        ? t(holds ? 'sharing.untilDay' : 'sharing.wasUntil', { day })
        : t('sharing.forGood')
    return [t(`sharing.rights.${may}`), term, by ? t('sharing.byWhom', { name: by.title }) : null]
      .filter(Boolean)
      .join(' · ')
  }
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!data) return <p className="t3">{t('kit.loading')}</p>
  if (data.items.length === 0) return <p className="t3">{t('sharing.nobody')}</p>
  const shares = data.items.toSorted((one, other) => Number(other.holds) - Number(one.holds))
  return (
    <section className="col g4" aria-label={t('sharing.sharedWith')}>
      <h3 className="bb">{t('sharing.sharedWith')}</h3>
      {problem !== null && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <ul className="who-sees">
        {shares.map((share) => (
          <li key={share.id}>
            <span className="row g8">
              <span className={`grow ${share.holds ? 'b' : 't3'}`}>{share.holder.name ?? '–'}</span>
              {share.endedAt === null && (
                <Button
                  size="small"
                  label={t('sharing.endFor', { name: share.holder.name ?? '–' })}
                  onClick={() => void end(share)}
                >
                  {t('sharing.end')}
                </Button>
              )}
            </span>
            <span className="t3 s">{termOf(share)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
