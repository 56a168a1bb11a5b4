import assert from 'node:assert/strict'
import { caller, type Caller, type Office } from './office.ts'

type Grant = { object: string; actions?: string[]; rows?: object; see?: string[]; change?: string[] }

/** Somebody who holds one post, with these rights and nothing else. */
export async function holder({ as, engine, url }: Office, name: string, grants: Grant[]) {
  const { administrator } = as
  const post = await made(administrator, 'posts', { name })
  for (const { actions = ['read'], ...grant } of grants)
    await made(administrator, 'grants', { ...grant, actions, post })
  const user = await made(administrator, 'users', { name, email: `${name}@osta.lv`, posts: [{ post }] })
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  return { ...caller(url, { authorization: `Bearer ${key}` }), user, key, held: post }
}

export async function made(by: Caller, place: string, body: object): Promise<string> {
  const answer = await by.post(place, body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}
