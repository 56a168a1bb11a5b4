import type { BrowserApp, MailServer } from '#testing'

/** Suppliers at every stage of intake, one of whom has begun to fill in its form. */
export async function takeIn(app: BrowserApp, mails: MailServer): Promise<Record<string, string>> {
  const root = await app.engine.access.systemActor('screenshots')
  const { records, settings } = app.engine
  await settings.set(root, 'intake.roles', ['supplier'])
  await settings.set(root, 'intake.eyes', 'any')
  const names = [
    'Amatas koks',
    'Bērzu birzs',
    'Cēsu klēts',
    'Dzirnavu iela',
    'Egļu sils',
    'Gaujas krasts',
    'Iecavas ozols',
  ]
  const ids: string[] = []
  for (const [at, name] of names.entries()) {
    const email = `birojs${at}@partneris.example`
    const { id } = await records.create(root, 'supplier', { name: `SIA ${name}`, country: 'LV', email })
    ids.push(id)
    for (const step of ['submit', 'verify', 'validate'].slice(0, at % 4))
      await records.run(root, 'supplier', id, step, {})
  }
  const [partner = ''] = ids
  await records.update(root, 'supplier', partner, {
    addresses: [{ street: 'Krasta iela 1', city: 'Rīga', postalCode: 'LV-1003', country: 'LV', main: true }],
  })
  await records.run(root, 'supplier', partner, 'askData', {
    ...{ fields: ['name', 'taxId', 'addresses', 'bankAccounts'], papers: ['licence'], language: 'en' },
  })
  const form = /\/fill#([\w-]{43})/.exec((await mails.next('birojs0@partneris.example')).text ?? '')
  const by = { token: form?.[1] ?? '', address: null, language: 'en' } as const
  const { version, values } = await app.engine.outside.open(by)
  const [held] = values['addresses'] as object[]
  await app.engine.outside.save(
    by,
    {
      ...{ name: 'SIA Amatas koks', taxId: 'LV40003009497' },
      addresses: [
        { ...held, street: 'Krasta iela 14' },
        { street: 'Ostas iela 2', city: 'Ventspils' },
      ],
      bankAccounts: [{ account: 'LV80BANK0000435195001' }],
    },
    version,
  )
  const listed = await records.list(root, 'dataRequest', { where: { party: partner }, fields: ['id'] })
  const [request] = (JSON.parse(listed) as { items: { id: string }[] }).items
  return { form: form?.[0] ?? '', request: request?.id ?? '' }
}
