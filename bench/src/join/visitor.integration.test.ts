import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { Visitor } from './visitor.ts'

test('an answer without a length fails what was asked, and the next question has a connection of its own', async () => {
  const answers = ['HTTP/1.1 200 OK\r\n\r\nendless', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok']
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write(answers.shift() ?? ''))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const visitor = new Visitor()
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await expect(visitor.ask(url, {})).rejects.toThrow('without a length')
    expect(await visitor.ask(url, { keep: true })).toMatchObject({ status: 200, body: Buffer.from('ok') })
  } finally {
    visitor.close()
    server.close()
  }
})
