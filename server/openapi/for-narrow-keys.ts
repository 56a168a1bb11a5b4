import type { Actor, ResolvedObject } from '#engine'
import { isCarried } from '../narrow-keys.ts'
import type { Paths } from './operation.ts'

/**
 * Of described calls those that are open to the key that asks, where it carries only a part of what its user
 * may do; `object`: whose calls they are, with the names of its actions.
 */
export function forNarrowKeys(
  paths: Paths,
  { scope }: Pick<Actor, 'scope'>,
  object?: { readonly of: ResolvedObject; readonly actions: readonly string[] },
): Paths {
  if (!scope) return paths
  const isOpen = (path: string, method: string): boolean => {
    const place = path.replace(/\{(\w+)\}/g, ':$1')
    const own = object && place.replace(new RegExp(`^/${object.of.path}(?=/|$)`), '/:objects')
    const action = own?.match(/^\/:objects\/:id\/(\w+)$/)?.[1]
    const isAction = method === 'post' && action !== undefined && object?.actions.includes(action)
    const routes = [place, ...(own ? [isAction ? '/:objects/:id/:action' : own] : [])]
    return routes.some((one) => isCarried(scope, `${method.toUpperCase()} ${one}`, action))
  }
  // What is open to everybody asks nobody's rights, and so no key's.
  const isFree = (call: Paths[string][string]) => Array.isArray(call['security'])
  const open = Object.entries(paths).map(([path, calls]) => {
    const left = Object.entries(calls).filter(([method, call]) => isFree(call) || isOpen(path, method))
    return [path, Object.fromEntries(left)] as const
  })
  return Object.fromEntries(open.filter(([, calls]) => Object.keys(calls).length > 0))
}
