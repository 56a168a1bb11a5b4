import { Transform, type Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem, type Engine } from '#engine'
import { secretOf } from './cookies.ts'
import { keyOf, notSignedIn } from './session.ts'
import { header } from './write-params.ts'
import { said } from './said.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** So long a body a stranger may send to it. */
    strangerBytes?: number
  }
}

const mostBytes = 64 * 1024

/**
 * Only who is known sends long bodies: to read one takes the whole process for as long as it is read, and
 * who asks is known to the routes only afterwards. Files are no such bodies; they are read piece by piece.
 */
export function holdStrangers(api: FastifyInstance, engine: Engine): void {
  api.addHook('preParsing', async (request, _reply, payload) => {
    const { once, strangerBytes = mostBytes } = request.routeOptions.config
    const length = Number(header(request, 'content-length') ?? Infinity)
    if (length <= strangerBytes || isWithoutBody(request) || request.isMultipart()) return payload
    if (await isKnown(engine, request)) return payload
    if (once !== 'nobody') throw notSignedIn()
    if (length < Infinity) throw tooLong()
    return (payload as Readable).pipe(upTo(strangerBytes))
  })
}

function isWithoutBody(request: FastifyRequest): boolean {
  return header(request, 'content-length') === undefined && header(request, 'transfer-encoding') === undefined
}

async function isKnown(engine: Engine, request: FastifyRequest): Promise<boolean> {
  const key = keyOf(request)
  const proof = key === undefined ? { session: secretOf(engine, request, 'session') } : { key }
  return (await engine.accounts.authenticate(proof)) !== null
}

/** Of what does not say how long it is. */
function upTo(most: number): Transform {
  let bytes = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length
      done(bytes > most ? tooLong() : null, piece)
    },
  })
}

function tooLong(): Problem {
  return new Problem(
    413,
    'tooLarge',
    said('This is more than Kontor takes at once. Send it in smaller parts.'),
  )
}
