import type { FastifyReply } from 'fastify'
import { Asker, whileWanted } from '#engine'
import { keptOf } from './kept.ts'

/**
 * Reads what only the answer needs: when whoever asked hangs up before they have it, the database is told to
 * leave it.
 */
export function whileAsked<T>(reply: FastifyReply, read: () => Promise<T>): Promise<T> {
  return whileWanted(askerOf(reply), read)
}

/** Whoever waits for the answer: gone when the connection was closed before it was all sent. */
export function askerOf({ raw, request }: FastifyReply): Asker {
  const kept = keptOf(request)
  if (kept.asker) return kept.asker
  const asker = (kept.asker = new Asker())
  const look = () => {
    if (!raw.writableFinished) asker.leave()
  }
  if (raw.destroyed) look()
  else raw.once('close', look)
  return asker
}
