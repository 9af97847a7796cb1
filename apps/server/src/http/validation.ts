import type { FastifyInstance } from 'fastify'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'

/** Checks requests with the compiler of the schemas' own library. Addresses hold text only, so there numbers are converted. */
export function validateWithTypeBox(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    const compiled = Compile(schema)
    return (given: unknown) => {
      const value = httpPart === 'body' ? given : Value.Convert(schema, given)
      return compiled.Check(value) ? { value } : { error: compiled.Errors(value) as never }
    }
  })
}
