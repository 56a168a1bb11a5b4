import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/text-input.tsx'
import type { Act, OutsideForm } from './outside-form.ts'

interface OutsideMessagesProps {
  token: string
  form: OutsideForm
  act: Act
}

/** What we asked back, and the answers. */
export function OutsideMessages({ token, form, act }: OutsideMessagesProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const answer = async () => {
    if (text.trim() === '') return
    if (await act(() => api.post<OutsideForm>('/outside/messages', { token, text }))) setText('')
  }
  return (
    <section className="col g12" aria-label={t('outside.questions')}>
      <h2>{t('outside.questions')}</h2>
      <ul className="outside-talk">
        {form.messages.map((message) => (
          <li key={`${message.at} ${message.text}`} className={message.own ? 'theirs' : 'mine'}>
            <b className="b">{message.own ? form.group : t('outside.you')}</b>
            <p>{message.text}</p>
          </li>
        ))}
      </ul>
      <TextArea value={text} onChange={setText} rows={2} aria-label={t('outside.answer')} />
      <Button onClick={() => void answer()}>{t('outside.sendAnswer')}</Button>
    </section>
  )
}
