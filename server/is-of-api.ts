import type { FastifyRequest } from 'fastify'

/**
 * Whether a request is one to the API: by the route that it came to, however its address was written
 * (`/%61pi/…` comes to the same), and by the address where there is no such route.
 */
export function isOfApi({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') === true || plain(url).startsWith('/api/')
}

function plain(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '')
  } catch {
    // Nothing that cannot be read comes to a route.
    return url
  }
}
