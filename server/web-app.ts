import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/**
 * Hands out the built web app. Files with a hash in their name never change; those without are asked for
 * anew.
 */
export async function webApp(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    wildcard: true,
    preCompressed: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = /[\\/]assets[\\/]/.test(file)
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'))
}
