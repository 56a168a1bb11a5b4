import type { Language } from '#model'
import { Problem, spoken } from '#engine'
import { said } from './said.ts'

/** An answer in the form of RFC 9457, with a stable code and a sentence that says what to do. */
export type ProblemDocument = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly instance?: string
  readonly [more: string]: unknown
}

/**
 * What went wrong as a problem document in the language of whoever asked. Anything unforeseen is a 500 that
 * tells nothing of itself.
 */
export function problemDocument(error: unknown, request: string, language: Language): ProblemDocument {
  const known = error instanceof Problem ? error : ofFramework(error)
  if (!known) return document(500, 'bug', unforeseen, request, language)
  const { errors, warnings, ...details } = known.details
  return {
    ...document(known.status, known.code, known, request, language),
    ...details,
    ...(errors ? { errors: spoken(errors, language) } : {}),
    ...(warnings ? { warnings: spoken(warnings, language) } : {}),
  }
}

/** Whether the error is a mistake in the program, to be logged as one. */
export function isBug(error: unknown): boolean {
  return !(error instanceof Problem) && ofFramework(error) === null
}

type Spoken = { in(language: Language): string }

const unforeseen = said(
  'Something went wrong in Kontor itself. Nothing was saved. Try again; if it stays, tell your administrator the request number.',
)

function document(
  status: number,
  code: string,
  detail: Spoken,
  request: string,
  language: Language,
): ProblemDocument {
  return {
    type: `about:blank#${code}`,
    title: (titles[status] ?? unknownTitle).in(language),
    status,
    code,
    detail: detail.in(language),
    instance: `urn:request:${request}`,
  }
}

const unknownTitle = said('Problem')

const titles: Readonly<Record<number, ReturnType<typeof said>>> = {
  400: said('Unreadable request'),
  401: said('Not signed in'),
  403: said('Not allowed'),
  404: said('Not found'),
  405: said('Method not allowed'),
  408: said('Too slow'),
  409: said('Refused'),
  412: said('Changed meanwhile'),
  413: said('Too large'),
  414: said('Too long an address'),
  415: said('Unknown content type'),
  416: said('No such part'),
  422: said('Not right'),
  429: said('Too often'),
  500: said('Internal error'),
  503: said('Not available'),
  507: said('No room left'),
}

/** What Fastify itself refuses, in our words. */
function ofFramework(error: unknown): Problem | null {
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) {
    return new Problem(
      413,
      'tooLarge',
      said('This is more than Kontor takes at once. Send it in smaller parts.'),
    )
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return new Problem(415, 'contentType', said('Send the body as application/json.'))
  }
  if (error instanceof Error && /multipart|Part terminated|Premature close|premature/i.test(error.message)) {
    return new Problem(400, 'unreadable', said('The upload broke off or could not be read. Send it again.'))
  }
  // A body that is no JSON comes with this status; without it, it is our own mistake.
  if (code?.startsWith('FST_ERR_CTP') || statusCode === 400) {
    return new Problem(
      400,
      'unreadable',
      said('The request could not be read. Check that its body is JSON in UTF-8.'),
    )
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem(
      statusCode,
      'refused',
      said('The request was not understood. Check its address and its form.'),
    )
  }
  return null
}
