import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { notFound, Problem } from '#engine'
import { header } from './write-params.ts'
import { said } from './said.ts'

/** Who may read more than whether we are well: whoever holds the token; without one, this machine. */
export type MonitorDoor = {
  /** What a monitor sends as `Authorization: Bearer TOKEN`. */
  readonly token: string | null
  /** People reach us by a proxy, so that an address of this machine says nothing. */
  readonly behindProxy: boolean
}

/** What a proxy adds to a request that it passes on: then whoever asks is not who is connected. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via']

/** Whether whoever asks is the monitor of this installation. */
export function isMonitor(request: FastifyRequest, { token, behindProxy }: MonitorDoor): boolean {
  if (token !== null) {
    const given = /^Bearer\s+(\S{1,500})$/i.exec(header(request, 'authorization') ?? '')?.[1]
    return given !== undefined && isSame(given, token)
  }
  const isPassedOn = passedOn.some((name) => request.headers[name] !== undefined)
  return !behindProxy && !isPassedOn && isThisMachine(request.socket.remoteAddress)
}

/**
 * Routes and their traffic tell a stranger what an installation is and when nobody looks. Throws a 401 where
 * a token is set and another or none was sent, and a 404 where none is set and somebody asks from elsewhere.
 */
export function refuseStranger(request: FastifyRequest, door: MonitorDoor): void {
  if (isMonitor(request, door)) return
  if (door.token === null) throw notFound()
  throw new Problem(401, 'tokenNeeded', said('Send the token of this page as “Authorization: Bearer TOKEN”.'))
}

function isThisMachine(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address ?? '')
}

/** Takes the same time wherever they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
