import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** `UPDATE_IMAGES=1` writes the pictures of the documentation; otherwise the screens are only checked. */
export const images = process.env['UPDATE_IMAGES'] === '1'
const folder = join(import.meta.dirname, '../../docs/images')

/** What the page shows now, as a picture of the documentation. */
export async function picture(page: Page, name: string): Promise<void> {
  if (images) await page.screenshot({ path: join(folder, `${name}.png`) })
}
