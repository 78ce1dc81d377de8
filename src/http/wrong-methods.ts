import type { FastifyInstance } from 'fastify'
import { sendWrongMethod } from './errors.ts'

/** OPTIONS is missing: whoever answers preflights does so for whole folders. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Returns the plugin that answers 405 and `Allow` where an address is known, though not with that method (RFC 9110
 * §15.5.6), before the body is read. To be registered after all routes that are added to `app` from now on.
 */
export function watchMethods(app: FastifyInstance) {
  const methodsOf = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    // One address, whatever its parts are called.
    const address = url.replaceAll(/:\w+/g, ':name')
    methodsOf.set(address, new Set([...(methodsOf.get(address) ?? []), ...[method].flat()]))
  })

  return async (scope: FastifyInstance): Promise<void> => {
    const known = [...methodsOf]
    for (const [address, methods] of known) {
      if (address.endsWith('*')) continue
      const folders = known.filter(
        ([folder]) => folder.endsWith('*') && address.startsWith(folder.slice(0, -1)),
      )
      const allow = [...methods, ...folders.flatMap(([, more]) => [...more])].toSorted().join(', ')
      scope.route({
        method: METHODS.filter((method) => !methods.has(method)),
        url: address,
        // After onRequest, which counts requests.
        preParsing: async (request, reply) => sendWrongMethod(request, reply, allow),
        handler: async () => undefined,
      })
    }
  }
}
