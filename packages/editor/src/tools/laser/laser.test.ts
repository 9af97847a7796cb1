import { expect, test } from 'vitest'
import { Desk } from '../../testing/desk.ts'

function deskWithLaser(): Desk {
  const desk = new Desk()
  desk.editor.setTool('laser')
  return desk
}

test('a trail follows the hand and fades within a second, and the board knows nothing of it', () => {
  const desk = deskWithLaser()
  desk.down(0, 0)
  for (let x = 20; x <= 100; x += 20) {
    desk.wait(20)
    desk.move(x, 0)
  }
  desk.frame()
  expect(desk.editor.toolState).toBe('shining')
  expect(desk.editor.laser.map(([x]) => x)).toEqual([0, 20, 40, 60, 80, 100])
  expect(desk.editor.laser.map(([, , age]) => age)).toEqual([166, 136, 106, 76, 46, 16])
  desk.up(100, 0)
  expect(desk.editor.wantsFrame).toBe(true)
  desk.frame(900)
  expect(desk.editor.laser.map(([x]) => x)).toEqual([60, 80, 100, 100])
  desk.frame(200)
  expect(desk.editor.laser).toEqual([])
  expect(desk.editor.wantsFrame).toBe(false)
  expect(desk.entries).toHaveLength(0)
})

test('a trail holds no more than 64 points, however fast the device is', () => {
  const desk = deskWithLaser()
  desk.down(0, 0)
  for (let x = 1; x <= 900; x++) desk.move(x, 0, { coalesced: [] })
  expect(desk.editor.laser.length).toBeLessThanOrEqual(64)
  expect(desk.editor.laser.at(-1)?.[0]).toBe(900)
})

test('another press begins another trail, and readers may point too', () => {
  const desk = deskWithLaser()
  desk.readOnly = true
  desk.drag([[0, 0], [50, 0]]) // prettier-ignore
  desk.down(200, 200)
  expect(desk.editor.laser.map(([x]) => x)).toEqual([200])
})
