import { expect, test } from 'vitest'
import { pictureType } from './picture-type.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

test.each([
  [
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ],
  ['image/gif', 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'],
  [
    'image/jpeg',
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////',
  ],
  ['image/webp', 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='],
  ['image/avif', 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUI='],
])('%s is known by its bytes', async (type, content) => {
  expect(await pictureType(base64(content))).toBe(type)
})

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '\ufeff<?xml version="1.0"?>\n<!-- by hand -->\n<svg>',
  '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg\n>',
])('an SVG is known by its first tag: %j', async (content) => {
  expect(await pictureType(bytesOf(content))).toBe('image/svg+xml')
})

test.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['a page', '<!DOCTYPE html><html><svg></svg></html>'],
  ['a page that begins like one', '<svgx></svgx>'],
  ['an SVG that declares entities', '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'],
  ['a PDF', '%PDF-1.7\n'],
  ['a program', '\u007fELF'],
])('%s is no picture', async (_name, content) => {
  expect(await pictureType(bytesOf(content))).toBeUndefined()
})
