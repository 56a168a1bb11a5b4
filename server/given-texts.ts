import type { FastifyRequest } from 'fastify'
import { fieldErrors, type Engine } from '#engine'
import { bodyObject, header } from './write-params.ts'
import { secretOf } from './cookies.ts'
import { said } from './said.ts'

/** Texts that a body must have, each by its name, and long ones; what is missing is named. */
export function texts<const N extends string, const L extends string = never>(
  request: FastifyRequest,
  short: readonly N[],
  long: readonly L[] = [],
): Record<N | L, string> {
  const body = bodyObject(request)
  const isText = (name: string, most: number) => {
    const value = body[name]
    return typeof value === 'string' && value !== '' && value.length <= most
  }
  const names = [...short, ...long]
  const missing = [
    ...short.filter((name) => !isText(name, 1_000)),
    ...long.filter((name) => !isText(name, 10_000)),
  ]
  if (missing.length > 0) {
    throw fieldErrors(
      missing.map((field) => ({
        field,
        code: 'required',
        message: said('“{field}” is needed, as text.', { field }),
      })),
    )
  }
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Record<N | L, string>
}

/** Where a request came from. */
export function originOf(engine: Engine, request: FastifyRequest) {
  const device = secretOf(engine, request, 'device')?.slice(0, 200)
  return { address: request.ip, agent: header(request, 'user-agent') ?? null, device }
}
