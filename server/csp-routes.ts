import type { FastifyInstance } from 'fastify'
import type { Engine } from '#engine'
import { refuseForeignOrigin } from './session.ts'

/** Where browsers tell what a page was kept from doing. */
export const cspReportPath = '/api/v1/csp-reports'

const mostBytes = 20_000
const mostReports = 10

/**
 * Browsers report here what the content security policy has stopped: a mistake of ours, or an attack. It is
 * logged without anything of the page but its kind: addresses carry ids, names and what was searched for.
 */
export function cspRoutes(app: FastifyInstance, engine: Engine): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      ['application/csp-report', 'application/reports+json'],
      { parseAs: 'string', bodyLimit: mostBytes },
      (_request, body, done) => {
        const read = readReports(String(body))
        done(null, read)
      },
    )
    scope.post(
      '/csp-reports',
      { config: { once: 'nobody' }, bodyLimit: mostBytes },
      async (request, reply) => {
        refuseForeignOrigin(engine, request)
        await engine.accounts.limit({ what: 'csp', address: request.ip })
        for (const csp of told(request.body))
          request.log.warn({ csp }, 'stopped by the content security policy')
        return reply.code(204).send()
      },
    )
  })
}

type Report = {
  readonly directive: string
  readonly blocked: string
  readonly page: string
  readonly line: number | null
}

/** What is no JSON tells nothing. */
function readReports(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Anybody may send anything here.
    return null
  }
}

/** Both forms that browsers use: `report-uri` sends one under a key, `report-to` a list of bodies. */
function told(given: unknown): Report[] {
  const all = Array.isArray(given) ? given.map((one) => field(one, 'body')) : [field(given, 'csp-report')]
  return all.slice(0, mostReports).flatMap((one) => {
    const directive = text(one, 'effective-directive', 'effectiveDirective', 'violated-directive')
    if (!/^[a-z-]{3,40}/.test(directive)) return []
    const line = field(one, 'line-number') ?? field(one, 'lineNumber')
    return [
      {
        directive: /^[a-z-]{3,40}/.exec(directive)?.[0] ?? '',
        blocked: sourceOf(text(one, 'blocked-uri', 'blockedURL')),
        page: kindOfPage(text(one, 'document-uri', 'documentURL')),
        line: typeof line === 'number' && Number.isInteger(line) ? line : null,
      },
    ]
  })
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
}

function text(of: unknown, ...names: string[]): string {
  const found = names.map((name) => field(of, name)).find((value) => typeof value === 'string')
  return String(found ?? '').slice(0, 2_000)
}

/** `inline`, `eval` and the like, or the site alone from which something was to come. */
function sourceOf(blocked: string): string {
  if (/^[a-z-]{1,20}$/.test(blocked)) return blocked
  const url = URL.parse(blocked)
  return url ? (url.origin === 'null' ? url.protocol : url.origin) : ''
}

/** The page without ids, queries and whatever else people have written into it. */
function kindOfPage(address: string): string {
  const { pathname = '' } = URL.parse(address) ?? {}
  const words = pathname.split('/').filter(Boolean).slice(0, 3)
  return `/${words.map((word) => (/^[a-z-]{1,30}$/.test(word) ? word : '…')).join('/')}`
}
