/** Renders feeds and fans events out to subscriptions. Two for availability. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['publish'])
