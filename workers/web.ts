/** Serves pages, feeds, the API and the live stream. Scale with readers. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['web'])
