import { parseArgs } from 'node:util'
import { startNewsroom, writeReplay } from './index.ts'

const HELP = `node test/support/newsroom/main.ts [options]   a simulated newsroom on loopback, until Ctrl-C

  --seed N          1
  --port N          9900
  --speed N         60, simulated seconds per real second
  --publishers N    all
  --start-with N    200, items already published
  --replay N        write N lines for "tidewire replay" to stdout and end
`

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '9900' },
    speed: { type: 'string', default: '60' },
    publishers: { type: 'string' },
    'start-with': { type: 'string', default: '200' },
    replay: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

if (values.help) {
  process.stdout.write(HELP)
} else if (values.replay !== undefined) {
  const lines = writeReplay({ seed: Number(values.seed), entries: Number(values.replay) })
  process.stdout.write(`${lines.join('\n')}\n`)
} else {
  const newsroom = await startNewsroom({
    seed: Number(values.seed),
    port: Number(values.port),
    speed: Number(values.speed),
    startWith: Number(values['start-with']),
    ...(values.publishers !== undefined && { publishers: Number(values.publishers) }),
  })
  for (const { url, publisher, channels, language } of newsroom.sources)
    process.stdout.write(`${url}\t${language}\t${channels.join(',')}\t${publisher}\n`)
  process.once('SIGINT', () => void newsroom.close())
  process.once('SIGTERM', () => void newsroom.close())
}
