import type { FastifyReply } from 'fastify'

/** Sends text that is JSON already. */
export function sendJson(reply: FastifyReply, json: string) {
  return reply.type('application/json; charset=utf-8').send(json)
}
