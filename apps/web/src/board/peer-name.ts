import type { Peer } from '@drawbridge/client'
import { t } from '../i18n/i18n.ts'

/** How a person is called who may not have said. */
export function peerName(peer: Pick<Peer, 'name'> | undefined): string {
  return peer?.name || t('presence.guest')
}

/** By client. */
export function peerNames(peers: readonly Peer[]): ReadonlyMap<string, string> {
  return new Map(peers.map((peer) => [peer.client, peerName(peer)]))
}
