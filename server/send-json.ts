import type { FastifyReply } from 'fastify'

/** From here on a text is dearer to measure and to encode in turn than to turn into bytes once. */
const longText = 4_000

/** Sends text that is JSON already. */
export function sendJson(reply: FastifyReply, json: string) {
  // What is written is kept as text for whoever sends the same request again.
  const isLongRead = json.length > longText && reply.request.method === 'GET'
  return reply.type('application/json; charset=utf-8').send(isLongRead ? Buffer.from(json) : json)
}
