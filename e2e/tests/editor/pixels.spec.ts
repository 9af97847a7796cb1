import { readFile } from 'node:fs/promises'
import { createEveryLookBoard } from '@drawbridge/testkit'
import type { Page, TestInfo } from '@playwright/test'
import type { Point } from '../../support/board-page.ts'
import { BoardPage } from '../../support/board-page.ts'
import { comparePictures } from '../../support/compare-pictures.ts'
import { blue, png, red } from '../../support/pictures.ts'
import { expect, test } from '../../support/test.ts'

test.use({ serviceWorkers: 'block', viewport: { width: 1280, height: 800 } })

/**
 * The part of all pixels that may differ, on top of what `comparePixels` forgives: browsers place and hint letters of an
 * SVG a little differently than those of a canvas, which shows in a few pixels. A single letter has several times as many.
 */
const tolerance = 0.00002

/** What is in the screen's corner, in board units: all of the looks are on it, across several tiles. */
const corner: Point = [-100, -100]

/** A board with everything in every look, at zoom 1. */
async function openLooks(page: Page, server: string): Promise<BoardPage> {
  const { links } = await createEveryLookBoard(server, png(120, 60, red, blue))
  const board = await BoardPage.open(page, `${links.editor}&view=${corner.join()},1`)
  await expect.poll(() => page.evaluate(() => window.drawbridge?.canvas.sharpness)).toBe('sharp')
  // On the picture at (540, 260).
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [x, y] = [650 * devicePixelRatio, 370 * devicePixelRatio]
        return document.querySelector('canvas')?.getContext('2d')?.getImageData(x, y, 1, 1).data.join()
      }),
    )
    .toBe([...red, 255].join())
  return board
}

async function saved(page: Page, format: 'SVG' | 'PNG'): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: `Save as ${format}` }).click()
  return readFile(await (await download).path())
}

const address = (type: string, bytes: Buffer | string) =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`

type Area = readonly [x: number, y: number, width: number, height: number]

/** Where on the board the picture is. */
function areaOf(svg: string): Area {
  const [x = NaN, y = NaN, width = NaN, height = NaN] =
    /viewBox="([^"]+)"/.exec(svg)?.[1]?.split(' ').map(Number) ?? []
  return [x, y, width, height]
}

/** What the screen shows of an area of the board. */
function onScreen(page: Page, [x, y, width, height]: Area): Promise<string> {
  return page.evaluate(
    ([x, y, width, height]) => {
      const ratio = devicePixelRatio
      const canvas = document.createElement('canvas')
      canvas.width = width * ratio
      canvas.height = height * ratio
      const board = document.querySelector('canvas')
      if (board) canvas.getContext('2d')?.drawImage(board, -x * ratio, -y * ratio)
      return canvas.toDataURL()
    },
    [x - corner[0], y - corner[1], width, height] as const,
  )
}

/** An SVG as a browser draws it, at so many pixels for a unit. */
function drawn(page: Page, svg: string, ratio: number): Promise<string> {
  return page.evaluate(
    async ([svg, ratio]) => {
      const image = new Image()
      image.src = svg
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth * ratio
      canvas.height = image.naturalHeight * ratio
      canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
      return canvas.toDataURL()
    },
    [address('image/svg+xml', svg), ratio] as const,
  )
}

async function expectSame(page: Page, info: TestInfo, what: string, a: string, b: string): Promise<void> {
  const difference = await comparePictures(page, a, b)
  if (difference.share > tolerance)
    for (const [name, picture] of Object.entries({ a, b })) {
      const body = Buffer.from(picture.split(',')[1] ?? '', 'base64')
      await info.attach(`${what}: ${name}.png`, { body, contentType: 'image/png' })
    }
  expect(difference.share, `${what}: most at ${difference.where.join()}`).toBeLessThanOrEqual(tolerance)
}

test.describe('at one pixel for a board unit', () => {
  test.use({ deviceScaleFactor: 1 })

  test('tiles and SVG look the same, and it is noticed when a dot is missing', async ({
    page,
    secondPage,
    server,
  }, info) => {
    await openLooks(page, server)
    const svg = (await saved(page, 'SVG')).toString()
    const screen = await onScreen(page, areaOf(svg))
    await expectSame(secondPage, info, 'tiles and SVG', screen, await drawn(secondPage, svg, 1))

    const dot = /<g transform="translate\(60 165\)">.*<\/g>\n/
    expect(svg).toMatch(dot)
    const without = await drawn(secondPage, svg.replace(dot, ''), 1)
    expect((await comparePictures(secondPage, screen, without)).share).toBeGreaterThan(tolerance)
  })
})

test.describe('at two pixels for a board unit', () => {
  test.use({ deviceScaleFactor: 2 })

  test('tiles, SVG, and PNG, which is painted at once, look the same', async ({
    page,
    secondPage,
    server,
  }, info) => {
    await openLooks(page, server)
    const svg = (await saved(page, 'SVG')).toString()
    const direct = address('image/png', await saved(page, 'PNG'))
    const screen = await onScreen(page, areaOf(svg))
    const read = await drawn(secondPage, svg, 2)
    await expectSame(secondPage, info, 'tiles and PNG', screen, direct)
    await expectSame(secondPage, info, 'tiles and SVG', screen, read)
    await expectSame(secondPage, info, 'PNG and SVG', direct, read)
  })
})
