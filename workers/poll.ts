/** Claims due sources, fetches and parses them, admits their entries. Scale with the number of sources. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['poll'])
