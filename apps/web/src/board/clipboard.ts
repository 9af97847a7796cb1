import type { Editor } from '@drawbridge/editor'
import { clipboardType, copySelection, wordsOf } from '@drawbridge/editor'

const attribute = 'data-drawbridge'
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

/** What other programs get, by type: the words; and, as the only type that carries more everywhere, a page with the elements in an attribute. */
interface Copied {
  readonly elements: string
  readonly html: string
  readonly words: string
}

/** The last that was copied here: for browsers that do not let a page read the clipboard unless something is pasted. */
let last: Copied | undefined

/** What is selected; undefined where nothing is. */
function copied(editor: Editor): Copied | undefined {
  const elements = copySelection(editor)
  if (elements === '') return undefined
  const words = wordsOf(editor.selected)
  const html = `<meta charset="utf-8"><div ${attribute}="${escaped(encodeURIComponent(elements))}">${escaped(words)}</div>`
  last = { elements, html, words }
  return last
}

/** Puts what is selected on the clipboard. @returns whether there was anything */
export function copyTo(data: DataTransfer, editor: Editor): boolean {
  const { elements, html, words } = copied(editor) ?? {}
  if (elements === undefined || html === undefined || words === undefined) return false
  data.setData(clipboardType, elements)
  data.setData('text/html', html)
  // Empty text would empty the field that it is pasted into.
  if (words !== '') data.setData('text/plain', words)
  return true
}

/** Elements on the clipboard, as text for `paste`; undefined where there are none. */
export function elementsIn(data: Pick<DataTransfer, 'getData'>): string | undefined {
  return data.getData(clipboardType) || elementsInHtml(data.getData('text/html'))
}

function elementsInHtml(html: string): string | undefined {
  if (!html.includes(attribute)) return undefined
  // Nothing of a document that is parsed this way is loaded or run.
  const found = new DOMParser().parseFromString(html, 'text/html').querySelector(`[${attribute}]`)
  const encoded = found?.getAttribute(attribute) ?? ''
  try {
    return decodeURIComponent(encoded) || undefined
  } catch {
    // Cut off by some program in between.
    return undefined
  }
}

/** What could be pasted now, without a key that the browser knows: as far as it lets the page look. */
export async function readClipboard(): Promise<{ readonly elements?: string; readonly words?: string }> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const textOf = async (type: string) =>
        item.types.includes(type) ? await (await item.getType(type)).text() : ''
      const elements = elementsInHtml(await textOf('text/html'))
      if (elements !== undefined) return { elements }
      const words = await textOf('text/plain')
      if (words !== '') return { words }
    }
  } catch {
    // Not asked for, not allowed, or not there at all on plain http.
  }
  return last ? { elements: last.elements } : {}
}

/** Puts a text or a picture on the clipboard. Rejects where the browser does not allow it. */
export async function write(content: string | Promise<Blob>): Promise<void> {
  if (typeof content === 'string') await navigator.clipboard.writeText(content)
  else await navigator.clipboard.write([new ClipboardItem({ 'image/png': content })])
}
