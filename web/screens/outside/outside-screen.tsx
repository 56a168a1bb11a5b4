import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { ApiProblem, isProblem } from '../../api/problem.ts'
import { isLanguage } from '../../format/language.ts'
import { formatDay } from '../../format/format-day.ts'
import { speakTo, chooseInterfaceLanguage } from '../../i18n/texts.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { languageNames } from '../sign-in/language-names.ts'
import { OutsideFields } from './outside-fields.tsx'
import { OutsideMessages } from './outside-messages.tsx'
import { OutsidePapers } from './outside-papers.tsx'
import type { OutsideForm } from './outside-form.ts'
import { useSitting } from './use-sitting.ts'
import './outside.css'

/** The form that a partner fills in by the link in its mail: its own data and papers, and nothing else. */
export default function OutsideScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  // The secret stands behind the #, where no server on the way reads it.
  const [token] = useState(() => location.hash.slice(1))
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['outside', token, language],
    queryFn: () => api.post<OutsideForm>('/outside/open', { token }),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
    // Read in another language it would be of an older version when somebody comes back to it.
    gcTime: 0,
  })
  const own = data?.language
  useEffect(() => {
    if (own !== undefined) void speakTo({ id: 'outside', language: own })
  }, [own])
  if (token !== '' && isPending) return <Page title={t('kit.loading')} />
  if (!data)
    return (
      <Page title={t('outside.over')}>
        <Note tone="warn">{token === '' ? t('outside.noLink') : problemWords(error, t)}</Note>
        {token !== '' && !isProblem(error, 403) && (
          <Button size="tall" onClick={() => void refetch()}>
            {t('outside.again')}
          </Button>
        )}
      </Page>
    )
  return <Filling token={token} form={data} />
}

function Page({ title, children }: { title: string; children?: React.ReactNode }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <main className="outside">
      <h1>{title}</h1>
      {children}
      <label className="outside-language">
        <span className="unseen">{t('outside.language')}</span>
        <select
          value={language}
          onChange={(event) =>
            isLanguage(event.target.value) && void chooseInterfaceLanguage(event.target.value)
          }
        >
          {languageNames.map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </main>
  )
}

function Filling({ token, form }: { token: string; form: OutsideForm }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { values, change, act, save, busy, saved, problem } = useSitting(token, form)
  const fault = problem instanceof ApiProblem ? problem : null
  const send = async () => {
    if (await save()) await act(() => api.post<OutsideForm>('/outside/send', { token }))
  }
  if (form.state === 'sent')
    return (
      <Page title={t('outside.thanks')}>
        <p>{t('outside.thanksLead', { group: form.group })}</p>
      </Page>
    )
  return (
    <Page title={t('outside.title', { group: form.group })}>
      <p className="t2">
        {t('outside.lead', { name: form.name, day: formatDay(language, form.expiresAt.slice(0, 10)) })}
      </p>
      {form.note && <Note tone="ink">{form.note}</Note>}
      {form.messages.length > 0 && <OutsideMessages token={token} form={form} act={act} />}
      <OutsideFields fields={form.fields} values={values} fault={fault} onChange={change} />
      <OutsidePapers token={token} form={form} fault={fault} act={act} />
      {problem !== null && <Note tone="bad">{problemWords(problem, t)}</Note>}
      <p className="t3" role="status">
        {saved ? t('outside.saved') : ''}
      </p>
      <div className="outside-deeds">
        <Button size="tall" busy={busy} onClick={() => void save()}>
          {t('outside.save')}
        </Button>
        <Button size="tall" look="primary" busy={busy} onClick={() => void send()}>
          {t('outside.send')}
        </Button>
      </div>
    </Page>
  )
}
