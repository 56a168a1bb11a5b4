import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { useShell } from '../../app/shell.ts'
import { today, type Day } from '../../format/day.ts'
import { formatDay, formatInstant } from '../../format/format-day.ts'
import { langOfText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'

/** What somebody asks about a record that one looks after, as `GET /api/v1/asked-of-me` says. */
export interface Question {
  id: string
  /** Null to whom may not read of users who it is: then it is somebody of the firm. */
  by: { id: string; title: string } | null
  entered: string | null
  note: string | null
  at: string
  path: string
  record: string
  title: string | null
  mayShare: boolean
}

/** What was answered to one. */
export interface Answered {
  id: string
  by: { id: string; title: string } | null
  entered: string | null
  answer: string | null
  shared: boolean
  at: string
}

export interface AskedOfMe {
  asked: readonly Question[]
  answers: readonly Answered[]
}

/** Questions of colleagues about one's own partners, each to answer; and what others answered to one. */
export function AskedOfMeSections({ asked, answers }: AskedOfMe) {
  const { t } = useTranslation()
  const { groupName } = useShell()
  const language = useLanguage()
  return (
    <>
      {asked.length > 0 && (
        <Section title={t('sharing.asked')} count={asked.length}>
          <div className="inbox-cards">
            {asked.map((question) => (
              <QuestionCard key={question.id} question={question} />
            ))}
          </div>
        </Section>
      )}
      {answers.length > 0 && (
        <Section title={t('sharing.answers')} count={answers.length}>
          <div className="inbox-cards">
            {answers.map((one) => (
              <article key={one.id} className="inbox-card col g4">
                <span>
                  {t(one.shared ? 'sharing.sharedAnswer' : 'sharing.wordAnswer', {
                    name: one.by?.title ?? groupName,
                    entered: one.entered ?? '–',
                  })}
                </span>
                {one.answer && <q lang={langOfText(one.answer)}>{one.answer}</q>}
                <span className="t3 s">{formatInstant(language, one.at)}</span>
              </article>
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

function QuestionCard({ question }: { question: Question }) {
  const { t } = useTranslation()
  const { groupName } = useShell()
  const language = useLanguage()
  const queries = useQueryClient()
  const [answer, setAnswer] = useState('')
  const [busy, setBusy] = useState(false)
  const [until, setUntil] = useState<Day | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const { by, entered, note, at, path, record, title, mayShare } = question
  const words = answer.trim()
  const name = by?.title ?? groupName
  const wrongDay = problem instanceof ApiProblem ? problem.at('until') : undefined
  const opened = (end: Day | null): string => {
    const told = { title: title ?? '–', name, day: end === null ? '' : formatDay(language, end) }
    if (end === null) return by ? t('sharing.done', told) : t('sharing.doneForAsker', told)
    return by ? t('sharing.doneUntil', told) : t('sharing.doneUntilForAsker', told)
  }
  const send = async (share: boolean, told: string | null, done: (end: Day | null) => string) => {
    setBusy(true)
    setProblem(null)
    try {
      const end = share ? { until } : {}
      const given = { answer: told, share, ...end }
      const answered = await api.post<{ until: Day | null }>(`/asked-of-me/${question.id}`, given)
      toast(done(answered.until))
      await queries.invalidateQueries({ queryKey: ['list', 'asked-of-me'] })
      await queries.invalidateQueries({ queryKey: ['me'] })
    } catch (failure) {
      setProblem(failure)
      setBusy(false)
    }
  }
  return (
    <article className="inbox-card col g8">
      <p>{t('sharing.askedBy', { name, entered: entered ?? '–' })}</p>
      <span>
        <span className="t3">{t('sharing.likeYours')} </span>
        <Link
          className="b"
          to="/$object/$id"
          params={{ object: path, id: record }}
          lang={langOfText(title ?? '')}
        >
          {title ?? '–'}
        </Link>
      </span>
      {note && <q lang={langOfText(note)}>{note}</q>}
      <span className="t3 s">{formatInstant(language, at)}</span>
      <FieldFrame label={t('sharing.answer')}>
        <TextInput value={answer} onChange={setAnswer} maxLength={500} />
      </FieldFrame>
      {mayShare && (
        <FieldFrame
          label={t('sharing.until')}
          hint={t('sharing.answerUntilHint')}
          problem={wrongDay ? { tone: 'bad', message: wrongDay } : undefined}
        >
          <DayInput value={until} least={today()} onChange={setUntil} />
        </FieldFrame>
      )}
      {problem !== null && !wrongDay && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <div className="inbox-deeds">
        {mayShare && (
          <Button
            look="primary"
            busy={busy}
            onClick={() => void send(true, words === '' ? null : words, opened)}
          >
            {by ? t('sharing.shareWith', { name }) : t('sharing.shareWithAsker')}
          </Button>
        )}
        <Button
          busy={busy}
          {...(words === '' ? { reason: t('sharing.writeFirst') } : {})}
          onClick={() =>
            void send(false, words, () => (by ? t('sharing.answered', { name }) : t('sharing.answeredAsker')))
          }
        >
          {t('sharing.sendAnswer')}
        </Button>
        <Button look="ghost" busy={busy} onClick={() => void send(false, null, () => t('sharing.leftOpen'))}>
          {t('sharing.leave')}
        </Button>
      </div>
    </article>
  )
}
