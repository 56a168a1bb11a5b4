import type { FastifyRequest } from 'fastify'
import { fieldErrors } from '#engine'
import { bodyObject, header } from './write-params.ts'
import { deviceCookie } from './session.ts'
import { said } from './said.ts'

/** Texts that a body must have, each by its name; what is missing is named. */
export function texts<const N extends string>(
  request: FastifyRequest,
  names: readonly N[],
): Record<N, string> {
  const body = bodyObject(request)
  const missing = names.filter(
    (name) => typeof body[name] !== 'string' || body[name] === '' || (body[name] as string).length > 1_000,
  )
  if (missing.length > 0) {
    throw fieldErrors(
      missing.map((field) => ({
        field,
        code: 'required',
        message: said('“{field}” is needed, as text.', { field }),
      })),
    )
  }
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Record<N, string>
}

/** Where a request came from. */
export function originOf(request: FastifyRequest) {
  const device = request.cookies[deviceCookie]?.slice(0, 200)
  return { address: request.ip, agent: header(request, 'user-agent') ?? null, device }
}
