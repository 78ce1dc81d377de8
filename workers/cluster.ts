/** Puts entries into stories. Scale with the rate of new entries. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['cluster'])
