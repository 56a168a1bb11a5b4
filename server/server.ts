import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { fieldErrors, notFound, PerhapsDone, type Engine } from '#engine'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { cutSlowClients, type Pace } from './pace.ts'
import { personalRoutes } from './personal-routes.ts'
import { personRoutes } from './person-routes.ts'
import { backupRoutes } from './backup-routes.ts'
import { catalogRoutes } from './catalog-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { checkRoutes } from './check-routes.ts'
import { cspRoutes } from './csp-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { duplicateRoutes } from './duplicate-routes.ts'
import { explainRoutes } from './explain-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { grantRoutes } from './grant-routes.ts'
import { holdStrangers } from './hold-strangers.ts'
import { holdToKeys } from './hold-to-keys.ts'
import { heavyWork } from './heavy-work.ts'
import { healthPage, healthRoutes } from './health-routes.ts'
import { isOfApi } from './is-of-api.ts'
import { jobRoutes } from './job-routes.ts'
import { keepOnRequests } from './kept.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { leadOn } from './lead-on.ts'
import { linkRoutes } from './link-routes.ts'
import { logRequests } from './log.ts'
import { mailRoutes } from './mail-routes.ts'
import { mergeRoutes } from './merge-routes.ts'
import { metrics } from './metrics.ts'
import { modelRoutes } from './model-routes.ts'
import { nameRequests } from './name-requests.ts'
import { noteUse } from './note-use.ts'
import { openIdRoutes } from './open-id-routes.ts'
import { outsideRoutes } from './outside-routes.ts'
import { header } from './write-params.ts'
import { openapiRoutes } from './openapi/openapi-routes.ts'
import { isBug, problemDocument, type ProblemDocument } from './problem-document.ts'
import { flagParam, noSuchParam } from './query-params.ts'
import { lookingBackRoutes } from './looking-back-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { refuseDeep } from './refuse-deep.ts'
import { searchRoutes } from './search-routes.ts'
import { actorSoFar, languageOf } from './session.ts'
import { withWhoDecides } from './who-decides.ts'
import { seeAsRoutes } from './see-as.ts'
import { securityHeaders, securityHeaderValues } from './security-headers.ts'
import { shareRoutes } from './share-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { unknownCallers } from './unknown-callers.ts'
import { trustOf, type TrustedProxies } from './trusted-proxies.ts'
import { transferRoutes } from './transfer-routes.ts'
import { webApp } from './web-app.ts'
import { writeReadsFirst } from './write-reads-first.ts'
import { said } from './said.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Every route as it was registered, `GET /api/v1/:objects`; the description of the API is held against
     * them.
     */
    routes: string[]
  }
  interface FastifyContextConfig {
    /** The route does everything but the write when it is asked to. */
    dryRun?: true
  }
}

export type ServerOptions = {
  /** Where the built web app lies; without it only the API is served. */
  readonly web?: string
  readonly logger?: FastifyBaseLogger
  /** Behind proxies that say who asks (X-Forwarded-…): how many, or which. */
  readonly trustProxy?: TrustedProxies
  /** What a monitor shows to read figures; without it only this machine does. */
  readonly monitorToken?: string
  /** How slow a client may be that sends a request or takes an answer. */
  readonly pace?: Pace
  /** How slow one may be that sends its headers. */
  readonly http?: { readonly headersTimeout: number; readonly connectionsCheckingInterval: number }
}

const bodyBytes = 5 * 1024 * 1024

/** The HTTP edge of an engine: the API, its description, health, and the web app. */
export async function createServer(engine: Engine, options: ServerOptions = {}): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    genReqId: () => randomUUID(),
    bodyLimit: bodyBytes,
    trustProxy: trustOf(options.trustProxy),
    // How slow a client may be, its pace says; this only ends what never ends.
    requestTimeout: 2 * 60 * 60_000,
    http: { headersTimeout: 20_000, connectionsCheckingInterval: 5_000, ...options.http },
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeaderValues)
      void languageOf(request).then((language) =>
        sendProblem(reply, problemDocument(error, request.id, language)),
      )
    },
    logController: new LogController({ disableRequestLogging: true }),
  })
  app.decorate('routes', [])
  app.addHook(
    'onRoute',
    ({ method, url }) => void app.routes.push(...[method].flat().map((one) => `${one} ${url}`)),
  )
  nameRequests(app)
  keepOnRequests(app)
  await app.register(cookie)
  await app.register(multipart, {
    limits: { fileSize: 2 * 1024 ** 3, files: 1, fields: 20, fieldSize: 100_000 },
  })
  cutSlowClients(app, options.pace)
  securityHeaders(app, engine)
  const isProxied = options.trustProxy !== undefined || engine.options.origin?.startsWith('https:') === true
  const monitor = { token: options.monitorToken ?? null, behindProxy: isProxied }
  metrics(app, engine, monitor)
  logRequests(app)
  problems(app, engine, options.web)
  healthRoutes(app, engine, monitor)
  await app.register(async (api) => apiRoutes(api, engine), { prefix: '/api/v1' })
  if (options.web) await webApp(app, options.web)
  return app
}

function apiRoutes(api: FastifyInstance, engine: Engine): void {
  holdStrangers(api, engine)
  refuseDeep(api)
  refuseUntriable(api)
  seeAsRoutes(api, engine)
  // Before a claim is held, which takes a connection of its own.
  heavyWork(api, engine)
  holdToKeys(api, engine)
  // Before the answer leaves, so that whoever has it finds the use of it noted.
  api.addHook('onSend', (request, reply, _payload, done) => {
    noteUse(engine, request, reply)
    done()
  })
  writeReadsFirst(api, engine)
  leadOn(api, engine)
  healthPage(api, engine)
  accountRoutes(api, engine)
  auditRoutes(api, engine)
  backupRoutes(api, engine)
  personRoutes(api, engine)
  personalRoutes(api, engine)
  mergeRoutes(api, engine)
  duplicateRoutes(api, engine)
  catalogRoutes(api, engine)
  changeRoutes(api, engine)
  checkRoutes(api, engine)
  cspRoutes(api, engine)
  eventRoutes(api, engine)
  explainRoutes(api, engine)
  factRoutes(api, engine)
  fileRoutes(api, engine)
  grantRoutes(api, engine)
  jobRoutes(api, engine)
  outsideRoutes(api, engine)
  linkRoutes(api, engine)
  mailRoutes(api, engine)
  modelRoutes(api, engine)
  openapiRoutes(api, engine)
  proposalRoutes(api, engine)
  openIdRoutes(api, engine)
  recordRoutes(api, engine)
  lookingBackRoutes(api, engine)
  searchRoutes(api, engine)
  secondFactorRoutes(api, engine)
  settingsRoutes(api, engine)
  shareRoutes(api, engine)
  reviewRoutes(api, engine)
  transferRoutes(api, engine)
}

/**
 * Asked to write nothing, a route that cannot try its work out beforehand must not do it, and none where the
 * asking is misspelled.
 */
function refuseUntriable(api: FastifyInstance): void {
  api.addHook('preHandler', (request, _reply, done) => {
    if (request.method === 'GET' || request.method === 'HEAD') return done()
    const query = request.query as Record<string, unknown>
    const misspelled = Object.keys(query).find((name) => name !== 'dryRun' && /^dry[-_]?run$/i.test(name))
    if (misspelled !== undefined) throw noSuchParam(misspelled)
    if (request.routeOptions.config.dryRun || !flagParam(query, 'dryRun')) return done()
    throw fieldErrors([
      {
        field: 'dryRun',
        code: 'notPossible',
        message: said('This cannot be tried out beforehand. Leave “dryRun” out.'),
      },
    ])
  })
}

/**
 * Every failure leaves as a problem document; what is a mistake in the program is logged with its request
 * number.
 */
function problems(app: FastifyInstance, engine: Engine, web: string | undefined): void {
  const answerTo = unknownCallers(engine)
  app.setErrorHandler(async (failure, request, reply) => {
    const error = lookFirst(request, await answerTo(request, failure))
    if (isBug(error))
      request.log.error({ err: error, request: request.id, route: request.routeOptions.url }, 'bug')
    readAway(request)
    const language = await languageOf(request)
    const document = await withWhoDecides(
      engine,
      actorSoFar(request),
      problemDocument(error, request.id, language),
      language,
    )
    if (reply.raw.headersSent) {
      reply.raw.destroy()
      return reply
    }
    if (document.status === 429 || document.status === 503)
      reply.header('retry-after', String(document['retryAfterSeconds'] ?? 2))
    return sendProblem(reply, document)
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (web && isPage(request)) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(reply, problemDocument(notFound(), request.id, await languageOf(request)))
  })
}

/** A body that nobody reads any more is let pass: the next request comes by the same connection. */
function readAway({ raw }: FastifyRequest): void {
  if (raw.complete) return
  raw.unpipe()
  raw.resume()
}

function sendProblem(reply: FastifyReply, document: ProblemDocument): FastifyReply {
  return reply
    .code(document.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document))
}

/** Every address of a screen is the same page; what looks like a file that is not there stays missing. */
function isPage(request: FastifyRequest): boolean {
  const { method, url } = request
  return method === 'GET' && !isOfApi(request) && !/\.\w{2,5}$/.test(url.split('?')[0] ?? '')
}

/** Whoever asks again with the same key is answered as the first time; who has none may do it twice. */
function lookFirst(request: FastifyRequest, error: unknown): unknown {
  if (!(error instanceof PerhapsDone) || header(request, 'idempotency-key') !== undefined) return error
  return error.toLookFirst()
}
