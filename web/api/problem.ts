/** One field at fault, with the sentence that says what to do. */
export interface FieldFault {
  field: string
  code: string
  message: string
}

export interface Warning {
  code: string
  message: string
}

/**
 * Why a request was not done, as the server's problem document says it (RFC 9457). `status` is 0 where
 * no server answered: `code` is then `offline` or `timeout`.
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldFault[]
  readonly warnings: readonly Warning[]
  /** By which the server’s log tells of it; null where no server answered. */
  readonly request: string | null

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      errors?: readonly FieldFault[]
      warnings?: readonly Warning[]
      request?: string | null
    } = {},
  ) {
    super(message)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.errors = more.errors ?? []
    this.warnings = more.warnings ?? []
    this.request = more.request ?? null
  }

  /** The message for one field, if it is at fault. */
  at(field: string): string | undefined {
    return this.errors.find((fault) => fault.field === field)?.message
  }
}

/** True where trying again may help: nobody answered, or the server itself failed. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof ApiProblem &&
    (error.status === 0 || error.status === 503 || error.status === 504 || error.status === 429)
  )
}

export function isProblem(error: unknown, status: number): error is ApiProblem {
  return error instanceof ApiProblem && error.status === status
}

/**
 * What whoever mends it needs, in lines: when and where it was, the code, the request by which the server’s
 * log tells of it, or the place in the program where the page itself failed.
 */
export function problemDetails(error: unknown): string {
  const where = [new Date().toISOString(), globalThis.location?.href]
  const what =
    error instanceof ApiProblem
      ? [`${error.status} ${error.code}`, error.request && `request ${error.request}`, error.message]
      : error instanceof Error
        ? [`${error.name}: ${error.message}`, error.stack]
        : [String(error)]
  return [...where, ...what].filter(Boolean).join('\n')
}

/** The problem in an answer that is not a success. */
export async function problemOf(answer: Response): Promise<ApiProblem> {
  const body = await bodyOf(answer)
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined)
  return new ApiProblem(
    answer.status,
    text('code') ?? String(answer.status),
    text('detail') ?? text('title') ?? answer.statusText,
    {
      errors: Array.isArray(body.errors) ? (body.errors as FieldFault[]) : [],
      warnings: Array.isArray(body.warnings) ? (body.warnings as Warning[]) : [],
      request: answer.headers.get('kontor-request'),
    },
  )
}

async function bodyOf(answer: Response): Promise<Record<string, unknown>> {
  try {
    return (await answer.json()) as Record<string, unknown>
  } catch {
    // A proxy between may answer with a page instead of a problem document; the status says enough.
    return {}
  }
}
