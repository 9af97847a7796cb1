import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** OpenAPI made from the schemas of the routes registered after it, at /api/docs. */
export async function serveDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Drawbridge',
        description:
          'Boards, access to them, and what is on them. Drawing itself goes over Socket.IO: see the package @drawbridge/client.',
        version: '1',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'From POST /api/boards/{id}/session' },
        },
      },
    },
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
}
