import type { Page } from '@drawbridge/editor'
import { t } from '../i18n/i18n.ts'

/** What a page is called; by its place where nobody has named it. */
export function pageName(pages: readonly Page[], { id, name }: Page): string {
  return name || t('pages.page', { number: pages.findIndex((page) => page.id === id) + 1 })
}
