import type { Page } from 'playwright-core'

/** Has all partners looked through for repeats, of which there is one pair that everybody understands. */
export async function lookThrough(page: Page): Promise<void> {
  const { origin } = new URL(page.url())
  const known = await page.request.get(`${origin}/api/v1/parties?search=Kaijas&limit=2&fields=id`)
  if (((await known.json()) as { items: unknown[] }).items.length === 0)
    for (const [object, data] of [
      [
        'customers',
        { name: 'SIA Kaijas Ligzda', country: 'LV', city: 'Rīga', email: 'birojs@kaija.example' },
      ],
      ['suppliers', { name: 'Kaijas ligzda', country: 'LV', phone: '+371 67045409' }],
    ] as const)
      await page.request.post(`${origin}/api/v1/${object}`, { data, headers: { confirmed: 'duplicate' } })
  await page.getByRole('button', { name: 'Look through all' }).click()
  await page.getByRole('row').filter({ hasText: 'Kaijas' }).first().waitFor()
}

/** Lays that pair side by side, to make one of two. */
export async function layBeside(page: Page): Promise<void> {
  await lookThrough(page)
  const row = page.getByRole('row').filter({ hasText: 'Kaijas' }).first()
  await row.getByRole('link', { name: 'Compare…' }).click()
  await page.getByText('Make one of two').first().waitFor()
}
