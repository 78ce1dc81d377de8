/** Lets the event loop go round once: answers that have come are worked on, and what follows from them is asked. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
