/** Sends webhooks, one attempt per job, and restores deliveries whose job was lost. Scale with subscriptions. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['deliver'])
