import { isSvg } from './picture-type.ts'

/**
 * The pictures that a person pastes: files, or the text of an SVG. Nothing where the text says more than the picture, as
 * of cells that an office program also gives as one.
 */
export function pastedPictures(transfer: DataTransfer | null): Blob[] {
  if (!transfer) return []
  const text = transfer.getData('text/plain')
  if (isSvg(text)) return [new Blob([text], { type: 'image/svg+xml' })]
  const files = [...transfer.files]
  // Of copied files some systems give the names, too.
  const names = new Set(files.map(({ name }) => name))
  const saysMore = text.split(/[\r\n]+/).some((line) => line !== '' && !names.has(line))
  return saysMore ? [] : files
}
