import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { refreshAround } from './refresh-around.ts'
import { uploadFile } from './upload-file.ts'

/** A file on its way to the server, or one that did not arrive. */
export interface Upload {
  key: string
  name: string
  size: number
  percent: number
  problem: string | null
}

/** Papers that are being added to a partner: sent with their progress, stopped, tried again. */
export function useUploads(papersPath: string, party: string) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const running = useRef(new Map<string, { file: File; control: AbortController }>())
  const change = (key: string, now: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...now } : one)))
  const forget = (key: string) => {
    running.current.get(key)?.control.abort()
    running.current.delete(key)
    setUploads((all) => all.filter((one) => one.key !== key))
  }
  const send = async (key: string, file: File) => {
    const control = new AbortController()
    running.current.set(key, { file, control })
    change(key, { percent: 0, problem: null })
    try {
      const kept = await uploadFile(file, {
        signal: control.signal,
        onProgress: (percent) => change(key, { percent }),
      })
      if (control.signal.aborted) return
      const paper = { party, name: kept.name.slice(0, 300), file: kept.id, kind: kindOf(file) }
      const { change: done } = await api.act(`/${papersPath}`, paper)
      forget(key)
      await refreshAround(queries)
      toastWithUndo(queries, t('card.paperAdded', { name: kept.name }), done)
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'stopped') return
      change(key, { problem: problemWords(error, t) })
    }
  }
  const add = (files: Iterable<File>) => {
    for (const file of files) {
      const key = crypto.randomUUID()
      setUploads((all) => [...all, { key, name: file.name, size: file.size, percent: 0, problem: null }])
      void send(key, file)
    }
  }
  const again = (key: string) => {
    const known = running.current.get(key)
    if (known) void send(key, known.file)
  }
  return { uploads, add, stop: forget, again }
}

/** A picture says of itself what it is; anything else is for a person to say. */
function kindOf(file: File): string {
  return file.type.startsWith('image/') ? 'picture' : 'other'
}
