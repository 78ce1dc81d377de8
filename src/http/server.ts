import type { Socket } from 'node:net'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import { type FastifyInstance, fastify, LogController } from 'fastify'
import { addApiRoutes } from './api.ts'
import type { HttpDeps, HttpLimits } from './deps.ts'
import { addErrorAnswers, addNotFoundAnswer } from './errors.ts'
import { addHub } from './hub.ts'
import { addHubCallback } from './hub-callback.ts'
import { createLastKnown } from './last-known.ts'
import { addLiveRoute } from './live.ts'
import { addOpsRoutes } from './ops.ts'
import type { PageContext } from './pages.ts'
import { addPublicRoutes } from './routes.ts'
import { addSecurityHeaders } from './security.ts'
import { ASSETS, createViews } from './views.ts'
import { createWords } from './words.ts'
import { watchMethods } from './wrong-methods.ts'

const SECOND = 1000

const DEFAULT_LIMITS: HttpLimits = {
  requestsPerMinute: 600,
  maxPushBytes: 2 * 1024 * 1024,
  liveClients: 1000,
  liveClientsPerAddress: 20,
  heartbeatMs: 25 * SECOND,
  trustedProxies: [],
}

/** Builds the server that hands out pages, feeds, live editions and the API; the caller listens and closes it. */
export function createHttpServer(deps: HttpDeps): FastifyInstance {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const context: PageContext = {
    deps,
    views: createViews(),
    wording: createWords(deps.site.language, deps.site.timeZone),
    lastKnown: createLastKnown(deps.now),
  }
  const server: FastifyInstance = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    handlerTimeout: 30 * SECOND,
    trustProxy: [...limits.trustedProxies],
    bodyLimit: 1024 * 1024,
    requestTimeout: 30 * SECOND,
    keepAliveTimeout: 65 * SECOND,
    http: { headersTimeout: 10 * SECOND, maxHeaderSize: 16 * 1024 },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  })

  addRequestLog(server)
  tellOfUnknownProxy(server)
  endSilentConnections(server)
  addSecurityHeaders(server, deps.site.url)
  server.register(rateLimit, { max: limits.requestsPerMinute, timeWindow: 60 * SECOND })
  server.register(compress, { encodings: ['br', 'gzip'], globalDecompression: false })
  server.register(serveStatic, {
    root: ASSETS,
    prefix: '/assets/',
    index: false,
    maxAge: '365d',
    immutable: true,
  })
  addErrorAnswers(server, context)
  // Routes come in a plugin of their own: the plugins above see only routes that are added after they have loaded.
  server.register(async (app) => {
    addNotFoundAnswer(app, context)
    const wrongMethods = watchMethods(app)
    addPublicRoutes(app, context)
    addLiveRoute(app, deps, limits)
    addOpsRoutes(app, deps)
    if (deps.hubs) addHubCallback(app, deps.hubs, limits)
    if (deps.ownHub) addHub(app, deps.ownHub)
    addApiRoutes(app, deps)
    app.register(wrongMethods)
  })
  return server
}

/**
 * Browsers open connections ahead of need. Node counts one that never asked anything as busy, so that it would hold
 * `close()` up until the header timeout.
 */
function endSilentConnections(server: FastifyInstance): void {
  const silent = new Set<Socket>()
  server.server.on('connection', (socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.server.on('request', (request) => silent.delete(request.socket))
  server.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy()
  })
}

/** Once. Behind a proxy that is not named all readers are one, who asks too often. */
function tellOfUnknownProxy(server: FastifyInstance): void {
  let isTold = false
  server.addHook('onRequest', (request, _reply, done) => {
    const { ip, socket, headers } = request
    if (!isTold && headers['x-forwarded-for'] !== undefined && ip === socket.remoteAddress) {
      isTold = true
      const remedy =
        'If it is your proxy, name it in http.trustedProxies: until then all who come by it share the limits of one.'
      request.log.warn({ address: ip, remedy }, 'an address that is not trusted forwards requests')
    }
    done()
  })
}

/** One line per request, by its route: the path of a strange request is not repeated in the log. */
function addRequestLog(server: FastifyInstance): void {
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status_code: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime),
      },
      'request done',
    )
  })
}
