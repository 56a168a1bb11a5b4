import i18next from 'i18next'
import { ApiProblem, problemOf } from '../../api/problem.ts'

export type KeptFile = { readonly id: string; readonly name: string }

/**
 * Sends a file and tells how much of it is there, in percent. A request of this kind is used because fetch
 * tells nothing of sending. The signal stops it; a refusal is thrown as `ApiProblem`.
 */
export function uploadFile(
  file: File,
  { onProgress, signal }: { onProgress: (percent: number) => void; signal: AbortSignal },
): Promise<KeptFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    if (i18next.language) request.setRequestHeader('kontor-language', i18next.language)
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress(Math.round((loaded / total) * 100))
    })
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300)
        return resolve(JSON.parse(request.responseText) as KeptFile)
      const answer = new Response(request.responseText, { status: request.status })
      void problemOf(answer).then(reject)
    })
    request.addEventListener('error', () =>
      reject(new ApiProblem(0, 'offline', 'The server cannot be reached.')),
    )
    request.addEventListener('abort', () => reject(new ApiProblem(0, 'stopped', 'Stopped.')))
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
