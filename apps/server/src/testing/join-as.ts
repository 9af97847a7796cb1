import { expect } from 'vitest'
import type { Instance, MadeBoard } from './instance.ts'
import { clientKey } from './instance.ts'
import { RawClient } from './raw-client.ts'

/** Opens a connection of somebody who may edit, up to the welcome. */
export async function joinAs(instance: Instance, board: MadeBoard, name: string): Promise<RawClient> {
  const client = await RawClient.open(instance.url)
  const auth = instance.handshake(board, 'editor', { clientKey: clientKey(name) })
  expect(await client.join(board.id, auth)).toBeUndefined()
  await client.next('welcome')
  return client
}
