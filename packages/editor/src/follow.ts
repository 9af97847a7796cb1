/** Where a chain of people who follow one another leads. */
export type Lead =
  /** This one follows nobody, or somebody who is not here: their view is the one to show. */
  | { readonly kind: 'leader'; readonly client: string }
  /** The chain comes back to whoever asks: nobody leads. */
  | { readonly kind: 'circle' }
  /** The first of the chain is not here, or those ahead follow one another in a circle of their own. */
  | { readonly kind: 'nobody' }

/**
 * Whose view somebody sees who follows `target`. Following along the whole chain, rather than the view of the next, shows
 * the leader's view at once and does not shrink it from screen to screen.
 * @param self whoever asks
 * @param peers the others that are here, with whom they follow
 */
export function leadOf(
  target: string,
  self: string,
  peers: readonly { readonly client: string; readonly following?: string | undefined }[],
): Lead {
  const following = new Map(peers.map((peer) => [peer.client, peer.following]))
  if (!following.has(target)) return { kind: 'nobody' }
  const passed = new Set<string>()
  let client = target
  for (;;) {
    passed.add(client)
    const next = following.get(client)
    if (next === self) return { kind: 'circle' }
    if (next === undefined || !following.has(next)) return { kind: 'leader', client }
    if (passed.has(next)) return { kind: 'nobody' }
    client = next
  }
}
