/*
 * Lets the page load without network once it was here. It keeps the page and what the page loads, of one build at a
 * time; boards are not its business (the page keeps them itself), and it never touches the API or the socket.
 */
export {}

declare const self: ServiceWorkerGlobalScope
/** Put in by the build: addresses of everything that the page loads, and a text that is another for each build. */
declare const pageFiles: readonly string[]
declare const buildId: string

const cachePrefix = 'drawbridge '
const cacheName = `${cachePrefix}${buildId}`
/** What the server sends for `/` and for every board. */
const page = '/'
/** A network that is slower than this is no better than none. Milliseconds. */
const pagePatience = 3_000

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOtherBuilds())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (pathname === page || pathname.startsWith('/b/')) event.respondWith(pageFor(request))
  } else if (pageFiles.includes(pathname)) event.respondWith(keptOrFetched(request))
})

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll([page, ...pageFiles])
}

async function dropOtherBuilds(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(cachePrefix) && name !== cacheName) await caches.delete(name)
  await self.clients.claim()
}

/** As the server has it now, so that a new build shows at once; where that cannot be had soon, as it was kept. */
async function pageFor(request: Request): Promise<Response> {
  const kept = await caches.match(page, { cacheName })
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(pagePatience) })
    if (answer.status < 500 || !kept) return answer
  } catch (error) {
    if (!kept) throw error
  }
  return kept
}

/** Names have a hash of the contents in them, so what was kept is never out of date. */
async function keptOrFetched(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName, ignoreVary: true })) ?? fetch(request)
}
