import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const notBuilt = 'The web client is not built: run "npm run build" and start the server again.\n'

/** Vite puts what has its hash in its name there: it never changes. */
const hashedAssets = `/assets/`

/** The pages, and what they load. @param folder as Vite built it */
export async function serveWebClient(app: FastifyInstance, folder: string): Promise<void> {
  const page = { schema: { hide: true } }
  if (!existsSync(join(folder, 'index.html'))) {
    const sayIt = (_request: unknown, reply: FastifyReply) =>
      reply.code(503).type('text/plain').send(notBuilt)
    app.get('/', page, sayIt)
    app.get('/b/:id', page, sayIt)
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    // Fastify knows each file before it listens: an address with dots in it is then no question for the file system.
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const immutable = path.includes(hashedAssets)
      void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const sendPage = (_request: unknown, reply: FastifyReply) => reply.sendFile('index.html')
  app.get('/', page, sendPage)
  app.get('/b/:id', page, sendPage)
}
