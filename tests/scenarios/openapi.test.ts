import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

type Document = {
  readonly openapi: string
  readonly paths: Record<string, Record<string, object>>
  readonly components: { schemas: Record<string, object> }
}

test('the description of the API names every route that is registered, and no other', async (t) => {
  const { as, routes } = await office(t)
  const { paths } = (await as.administrator.get('openapi.json')).body as Document
  const described = new Set(
    Object.entries(paths).flatMap(([path, calls]) =>
      Object.keys(calls).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  )
  const registered = routes
    .filter((route) => route.includes(' /api/v1/') && !/^(HEAD|OPTIONS)/.test(route))
    .map((route) => route.replace('/api/v1', '').replace(/:(\w+)/g, '{$1}'))
  // Routes of all objects stand under each object's own path; an action stands for all actions.
  const concrete = registered.map((route) =>
    route
      .replace('/{objects}', '/customers')
      .replace('/{id}/{action}', '/{id}/deactivate')
      .replace(/\/$/, ''),
  )
  const timeline = (route: string) => route.replace('/parties/', '/customers/')
  assert.deepEqual(
    concrete.filter((route) => !described.has(route) && !described.has(timeline(route))),
    [],
  )
  const isOfObject = (route: string): boolean => registered.some((one) => matches(one, route))
  assert.deepEqual(
    [...described].filter((route) => !isOfObject(route)),
    [],
  )
})

test('every reference within the description leads somewhere, and every operation has its own name', async (t) => {
  const { as } = await office(t)
  const { body, text } = await as.administrator.get('openapi.json')
  for (const [, place = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = place
      .split('/')
      .reduce<Record<string, unknown> | undefined>(
        (at, key) => at?.[key] as Record<string, unknown> | undefined,
        body,
      )
    assert.ok(target, `#/${place} leads nowhere`)
  }
  const ids = Object.values((body as Document).paths).flatMap((calls) =>
    Object.values(calls).map((call) => (call as { operationId: string }).operationId),
  )
  assert.equal(new Set(ids).size, ids.length)
})

test('the description is cut to the rights of whoever asks', async (t) => {
  const { as, anyone } = await office(t)
  const seller = (await as.seller.get('openapi.json')).body as Document
  assert.equal(seller.openapi, '3.1.0')
  assert.ok(seller.paths['/customers'])
  assert.equal(seller.paths['/grants'], undefined)
  const nobody = await anyone.get('openapi.json')
  assert.equal(nobody.status, 200)
  assert.ok((nobody.body as Document).paths['/customers'])
})

test('a field that was added is named to nobody who may not see it, among what can be asked for neither', async (t) => {
  const { as, anyone } = await office(t)
  const { administrator, seller } = as
  const added = { name: 'x_secretProject', type: 'text', label: 'Secret project' }
  assert.equal((await administrator.post('objects/customer/fields', added)).status, 201)
  const named = async (who: typeof anyone, place: string) =>
    /x_secretProject|Secret project/.test((await who.get(place)).text)
  assert.deepEqual(
    [await named(administrator, 'openapi.json'), await named(administrator, 'model')],
    [true, true],
  )
  assert.deepEqual([await named(seller, 'openapi.json'), await named(seller, 'model')], [false, false])
  assert.equal(await named(anyone, 'openapi.json'), false)
})

function matches(route: string, described: string): boolean {
  const pattern = route
    .split('/')
    .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*]/g, '\\$&')))
    .join('/')
  return new RegExp(`^${pattern}$`).test(described)
}
