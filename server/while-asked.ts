import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { whileWanted } from '#engine'

/**
 * Reads what only the answer needs: when whoever asked hangs up before they have it, the database is told to
 * leave it.
 */
export function whileAsked<T>(reply: FastifyReply, read: () => Promise<T>): Promise<T> {
  return whileWanted(hungUp(reply), read)
}

const signals = new WeakMap<ServerResponse, AbortSignal>()

/** Says that the connection was closed before the answer was all sent. */
export function hungUp({ raw }: FastifyReply): AbortSignal {
  const known = signals.get(raw)
  if (known) return known
  const gone = new AbortController()
  signals.set(raw, gone.signal)
  const look = () => {
    if (!raw.writableFinished) gone.abort()
  }
  if (raw.destroyed) look()
  else raw.once('close', look)
  return gone.signal
}
