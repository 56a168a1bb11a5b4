import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from '../scenarios/office.ts'
import { caseSets, type CaseSet } from './case-sets.ts'
import { harmless, routes } from './paths.ts'

type Parameter = { readonly name: string; readonly in: string; readonly $ref?: string }
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { parameters?: readonly Parameter[] }>>>>
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> }
}

test('every route and every way of asking it names the cases that hold it against the rights', async (t) => {
  const { anyone, routes: registered } = await office(t)
  const document = (await anyone.get('openapi.json')).body as Document
  const known = registered
    .filter((route) => route.includes(' /api/v1/') && !/^(HEAD|OPTIONS)/.test(route))
    .map((route) => route.replace(' /api/v1', ' ').replace(/\/$/, ''))
    .map((route) => route.replaceAll('  ', ' '))
  const asked = parametersOf(document, known)
  const missing = known.flatMap((route) => {
    const entry = routes[route]
    if (!entry) return [`${route} is a new path to data: name its generated cases in tests/rights/paths.ts.`]
    if ('none' in entry) return []
    const query: Readonly<Record<string, CaseSet>> = entry.query ?? {}
    return [...(asked.get(route) ?? [])]
      .filter((name) => !harmless.has(name) && !Object.hasOwn(query, name))
      .map(
        (name) =>
          `${route}?${name} is a new way of asking: name its generated cases in tests/rights/paths.ts.`,
      )
  })
  assert.deepEqual(missing, [])
  const gone = Object.keys(routes).filter((route) => !known.includes(route))
  assert.deepEqual(gone, [], 'these routes are gone, so nothing can be tried of them')
})

test('every set of cases stands for some path', () => {
  const used = new Set(
    Object.values(routes).flatMap((route) =>
      'none' in route ? [] : [...route.sets, ...Object.values(route.query ?? {})],
    ),
  )
  assert.deepEqual(
    Object.keys(caseSets).filter((name) => !used.has(name as CaseSet)),
    [],
  )
})

/** What each route may be asked by its description; a path belongs to the route that names it most. */
function parametersOf(document: Document, known: readonly string[]): ReadonlyMap<string, Set<string>> {
  const asked = new Map<string, Set<string>>()
  for (const [path, calls] of Object.entries(document.paths)) {
    for (const [method, { parameters = [] }] of Object.entries(calls)) {
      const fitting = known
        .filter((route) => patternOf(route).test(`${method.toUpperCase()} ${path}`))
        .toSorted((left, right) => left.split(':').length - right.split(':').length)
      const names = asked.get(fitting[0] ?? '') ?? new Set<string>()
      for (const one of parameters) {
        const { name, in: place } = one.$ref
          ? (document.components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? one)
          : one
        if (place === 'query') names.add(name)
      }
      asked.set(fitting[0] ?? '', names)
    }
  }
  return asked
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:(\w+)/g, '[^/]+')}$`)
}
