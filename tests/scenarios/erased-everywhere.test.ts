import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { good, scene } from './facts-scene.ts'
import { everything } from './known-person.ts'
import { uploaded, type Reply } from './office.ts'

const who = 'Zelmīra Privātā'
const other = 'LV40003245752'
const secrets = ['Zelmīra', 'vecais@privat.example', 'zelmira@privat.example', '29777999', 'Sūnu iela']

for (const mode of ['erase', 'anonymise'])
  test(`whoever asks to ${mode} somebody is told of every place that still tells of them`, async (t) => {
    const made = await scene(t)
    const { engine, url, sources, add, look } = made
    const { administrator: root, manager, seller } = made.as
    const done = async (call: Promise<Reply>) => {
      const answer = await call
      assert.ok(answer.status < 300, answer.text)
      return answer.body
    }
    const found = async (path: string, where: object) =>
      (await done(root.get(`${path}?where=${encodeURIComponent(JSON.stringify(where))}`))).items[0].id
    for (const number of [good, other]) sources.numbers.set(number, { name: who })

    // Everything that is about them.
    const id = await add({
      ...{ name: who, kind: 'person', taxId: good, notes: 'Sūnu iela, late' },
      emails: [{ email: 'vecais@privat.example', main: true }],
      phones: [{ number: '+37129777999', main: true }],
      addresses: [{ street: 'Sūnu iela 3', city: 'Rīga', country: 'LV', main: true }],
    })
    await look()
    const emails = [{ email: 'zelmira@privat.example', main: true }]
    await done(manager.patch(`customers/${id}`, { taxId: other, emails }))
    await look()
    await done(manager.post(`customers/${id}/askData`, { fields: ['addresses'], papers: [], note: who }))
    const own = await found('data-requests', { party: id })
    await done(manager.post(`data-requests/${own}/question`, { text: `${who}, where?` }))
    await done(root.post(`customers/${id}/shares`, { user: seller.user, note: who }))
    await done(manager.post(`customers/${id}/freeze`, { reason: 'noLongerActive', memo: who }))
    await done(manager.post('customers/bulk', { where: { name: who }, changes: { paymentDays: 33 } }))
    await done(manager.post('exports', { object: 'customer', where: { name: who } }))

    // What names them in what is about others, each in a place of its own.
    const plain: string[] = []
    for (let nr = 0; nr < 6; nr++) plain.push(await add({ name: `Plain ${nr}`, city: 'Ogre' }))
    const [asked, shared, called, filed, told, late] = plain
    const when = { object: 'customer', action: 'freeze' }
    const input = { reason: 'noLongerActive' }
    const criterion = await done(
      root.post('criteria', { ...when, input, name: 'Ogre', where: { city: 'Ogre' } }),
    )
    const named = { name: { contains: who } }
    await done(root.post('criteria', { ...when, input, name: 'Named', where: named }))
    const rule = { object: 'customer', months: 1200, outcome: 'review', ground: 'By law' }
    await done(root.post('retention-rules', { ...rule, name: 'Named', where: named }))
    await done(seller.post('views', { name: 'Named', object: 'customer', where: named }))
    await done(root.post('tags', { name: who }))
    await done(root.post('proposals/evaluate'))
    const decision = { criterion: criterion.id, decision: 'snooze', until: null, reason: `${who} knows` }
    await done(root.post('proposals', { ...decision, records: [late] }))
    await done(
      manager.post(`customers/${asked}/askData`, { email: 'a@b.example', fields: ['addresses'], papers: [] }),
    )
    const request = await found('data-requests', { party: asked })
    await done(manager.post(`data-requests/${request}/question`, { text: `${who}, where?` }))
    await done(root.post(`customers/${shared}/shares`, { user: seller.user, note: who }))
    await done(manager.patch(`customers/${called}?reason=${encodeURIComponent(who)}`, { city: 'Cēsis' }))
    const file = (await uploaded(manager, url, 'files', `Letter of ${who}.txt`, 'nothing')).body.id
    await done(manager.post('papers', { party: filed, name: 'Letter', file, kind: 'contract' }))
    await done(manager.post(`customers/${told}/freeze`, { reason: 'noLongerActive', memo: who }))
    await engine.accounts.createKey({ user: seller.user, name: `Phone of ${who}`, source: 'cli' })
    await engine.jobs.drain()
    await engine.reads.flush()

    const started = await done(root.post(`customers/${id}/erasure`, { mode, reason: `${who} asked for it` }))
    await engine.jobs.drain()
    assert.equal((await root.get(`jobs/${started.job}`)).body.state, 'done')
    const mentions = await engine.database.query<{ record: string }>(sql`select record from person_mention`)
    const isMentioned = new Set(mentions.map(({ record }) => record))
    // A line is told by the record that holds it, an entry of the log by the one that it is about.
    const isTold = (row: string) =>
      /^(?!proposal|job|fact|api_key)/.test(row) &&
      [...row.matchAll(/"(?:id|record|request)": "([^"]+)"/g)].some(([, one]) => isMentioned.has(one ?? ''))
    const rows = (await everything(made)).split('\n')
    for (const secret of [...secrets, good.slice(2), other.slice(2)])
      assert.deepEqual(
        rows.filter((row) => row.includes(secret) && !isTold(row)),
        [],
      )
    await allSealed(engine)
    assert.deepEqual(await engine.verify({ files: true }), [])
  })
