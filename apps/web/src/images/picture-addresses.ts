import type { Element } from '@drawbridge/board'
import type { BoardFiles } from '@drawbridge/client'
import { isCommonPicture } from './picture-type.ts'

/** A picture that is not here by then is left out. Milliseconds. */
const patience = 3000

/** The pictures of elements as `data:` addresses, for a document that stands by itself. */
export async function pictureAddresses(
  elements: readonly Element[],
  files: BoardFiles,
): Promise<(file: string) => string | undefined> {
  const wanted = new Set(elements.flatMap((element) => (element.type === 'image' ? [element.file] : [])))
  const found = await Promise.all(
    [...wanted].map(async (file) => {
      const bytes = await inTime(files.get(file))
      return bytes ? ([[file, await addressOf(bytes)]] as const) : []
    }),
  )
  const addresses = new Map(found.flat())
  return (file) => addresses.get(file)
}

async function inTime(bytes: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  const tooLate = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience))
  return Promise.race([bytes.catch(() => undefined), tooLate])
}

function addressOf(bytes: Uint8Array): Promise<string> {
  // Browsers look into other pictures for what they are.
  const type = isCommonPicture(bytes) ? 'image/png' : 'image/svg+xml'
  const reader = new FileReader()
  return new Promise((resolve) => {
    reader.onload = () => resolve(reader.result as string)
    reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
  })
}
