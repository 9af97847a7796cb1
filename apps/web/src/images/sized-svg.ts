const usual = { width: 300, height: 150 }

/**
 * An SVG that says how large it is: one that does not would have another size in each browser, and none at all on a
 * canvas of Firefox.
 */
export function sizedSvg(text: string): string {
  const page = new DOMParser().parseFromString(text, 'image/svg+xml')
  const root = page.documentElement
  if (root.localName !== 'svg') return text
  const [width, height] = [lengthOf(root, 'width'), lengthOf(root, 'height')]
  if (width !== undefined && height !== undefined) return text
  const [, , boxWidth = usual.width, boxHeight = usual.height] = (root.getAttribute('viewBox') ?? '')
    .split(/[\s,]+/)
    .map(Number)
    .filter((value) => Number.isFinite(value))
  const ratio = boxWidth > 0 && boxHeight > 0 ? boxWidth / boxHeight : usual.width / usual.height
  const shown = width ?? (height === undefined ? Math.max(1, boxWidth) : height * ratio)
  root.setAttribute('width', String(shown))
  root.setAttribute('height', String(height ?? shown / ratio))
  return new XMLSerializer().serializeToString(page)
}

/** Undefined for none and for a share of what is around it. */
function lengthOf(root: Element, name: string): number | undefined {
  const value = root.getAttribute(name) ?? ''
  const length = value.endsWith('%') ? NaN : parseFloat(value)
  return length > 0 ? length : undefined
}
