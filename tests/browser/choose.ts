import type { Page } from 'playwright-core'

/** Chooses by typing, in a field of the open dialog, what its list offers first for it. */
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: new RegExp(`^${field}\\b`) })
    .click()
  await page.keyboard.type(option)
  await page.locator('.option.at', { hasText: option }).waitFor()
  await page.keyboard.press('Enter')
}
