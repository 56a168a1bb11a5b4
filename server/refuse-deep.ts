import type { FastifyInstance } from 'fastify'
import { Problem } from '#engine'
import { said } from './said.ts'

/** Conditions, the deepest that anybody means, nest less. */
const deepest = 200

/** What nests without end is read, but nothing that follows it down comes back: it is refused at the door. */
export function refuseDeep(api: FastifyInstance): void {
  api.addHook('preValidation', (request, _reply, done) => {
    if (nests(request.body, deepest))
      throw new Problem(400, 'tooDeep', said('The body nests deeper than anything that is asked for here.'))
    done()
  })
}

function nests(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false
  return most === 0 || Object.values(value).some((one) => nests(one, most - 1))
}
