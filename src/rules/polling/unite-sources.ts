import type { Source } from '../../model/source.ts'

/**
 * A source that stands for another one as well, which has moved to its address: in the channels of both, with the
 * larger weight. Commutative in what it unites, and repeating it changes nothing.
 */
export function uniteSources<Target extends Pick<Source, 'channels' | 'weight'>>(
  target: Target,
  moved: Pick<Source, 'channels' | 'weight'>,
): Target {
  return {
    ...target,
    channels: [...target.channels, ...moved.channels.filter((id) => !target.channels.includes(id))],
    weight: Math.max(target.weight, moved.weight),
  }
}
